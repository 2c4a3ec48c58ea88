"""How the stage of a run is drawn, and who pays for a training."""

from django import template
from django.conf import settings
from django.utils.translation import gettext as _

from training.enums import Stage

register = template.Library()

# A sign of portal.templatetags.okence and a colour: the stage's word stands beside them (LOOK).
_DRAWN = {
    Stage.NEGOTIATING: ("waiting", "ochre"),
    Stage.OPEN: ("free", "green"),
    Stage.FULL: ("booked", "ochre"),
    Stage.CLOSED: ("closed", "slate"),
    Stage.RUNNING: ("arrived", "lake"),
    Stage.OVER: ("waiting", "ochre"),
    Stage.HELD: ("done", "slate"),
    Stage.CANCELLED: ("cancelled", "red"),
}


@register.filter
def sign_of_stage(stage: str) -> str:
    """Return the state whose sign a stage is drawn with."""
    return _drawn(stage)[0]


@register.filter
def tone_of_stage(stage: str) -> str:
    """Return the colour token of a stage."""
    return _drawn(stage)[1]


@register.simple_tag
def funding_lines(measure: str, programme: str) -> list[dict[str, str]]:
    """Return both by name, as `components/co_financing.html` takes them (T13)."""
    return [
        {"key": _("Measure"), "value": measure},
        {"key": _("Programme"), "value": programme},
    ]


@register.simple_tag
def is_demonstration() -> bool:
    """Say whether mails and papers must say that nothing in them is real."""
    return bool(settings.DEMO_MODE)


def _drawn(stage: str) -> tuple[str, str]:
    return next((drawn for known, drawn in _DRAWN.items() if known == stage), ("unused", "slate"))
