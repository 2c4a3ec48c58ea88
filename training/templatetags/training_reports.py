"""Values of a report, written in the active language."""

from django import template

from training.reports.tables import Value
from training.reports.writing import with_sign, written

register = template.Library()


@register.filter
def value(number: Value) -> str:
    return written(number)


@register.filter
def change(number: Value) -> str:
    return with_sign(number)
