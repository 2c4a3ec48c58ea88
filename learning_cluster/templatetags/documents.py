"""Texts of documents as paragraphs and lists."""

from django import template

from learning_cluster import prose
from printing.text_paper import Block

register = template.Library()


@register.filter
def blocks(text: str) -> list[Block]:
    return prose.blocks(text)
