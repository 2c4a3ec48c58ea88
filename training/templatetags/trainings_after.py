"""Who pays for a training, from the words a certificate keeps (T13)."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def funding_lines_of(measure: str, programme: str) -> list[dict[str, str]]:
    """Return measure and programme by name, as `components/co_financing.html` takes them."""
    return [
        {"key": _("Measure"), "value": measure},
        {"key": _("Programme"), "value": programme},
    ]
