"""Texts of documents as paragraphs and lists."""

from django import template
from django.utils.translation import get_language

from languages.codes import SR, SR_LATN, html_lang
from learning_cluster import prose
from printing.text_paper import Block

register = template.Library()


@register.filter
def blocks(text: str) -> list[Block]:
    return prose.blocks(text)


@register.simple_tag
def written_lang() -> str:
    """Return the `lang` of what people wrote in Serbian, as the reader sees it (WCAG 3.1.2)."""
    language = get_language()
    return html_lang(language) if language in (SR, SR_LATN) else SR
