"""Convertible marks in the active language."""

from decimal import Decimal

from django import template
from django.utils.translation import get_language

from languages.codes import SR
from learning_cluster import money

register = template.Library()


@register.filter
def marks(amount: Decimal | None) -> str:
    return "–" if amount is None else money.marks(amount, get_language() or SR)
