from django import template

from languages import translated

register = template.Library()


@register.filter
def in_script(text: str) -> str:
    """Write what somebody wrote in Serbian in the reader's script (M2)."""
    return translated.in_script(str(text))
