"""`{% marked %}…{% endmarked %}`: signs, footnotes and abbreviations of what stands within (L1)."""

from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from learning_cluster.marking import mark
from learning_cluster.marks import abbreviations, footnotes

register = template.Library()


class MarkedNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Any) -> SafeString:
        found = mark(self.nodelist.render(context), footnotes(), abbreviations())
        html = mark_safe(found.html)  # noqa: S308  # rendered by the nodes, each escapes its own
        if not found.notes and not found.shorts:
            return html
        notes = {"notes": found.notes, "shorts": found.shorts}
        return html + render_to_string("learning_cluster/_notes.html", notes)


@register.tag
def marked(parser: Parser, token: Token) -> MarkedNode:
    nodelist = parser.parse(("endmarked",))
    parser.delete_first_token()
    return MarkedNode(nodelist)
