"""How the stage of a concept and the state of a service are drawn; what language a text is in."""

from collections.abc import Mapping
from decimal import Decimal

from django import template
from django.utils.translation import gettext

from learning_cluster.enums import ConceptStage, ImplementationState
from learning_cluster.plan_text import marks as written

register = template.Library()

# A sign of portal.templatetags.okence and a colour: the word stands beside them (LOOK).
_DRAWN: dict[str, tuple[str, str]] = {
    ConceptStage.EARLY_DRAFT: ("unused", "slate"),
    ConceptStage.FEEDBACK: ("waiting", "ochre"),
    ConceptStage.REVISED: ("booked", "lake"),
    ConceptStage.CONSULTATION: ("arrived", "lake"),
    ConceptStage.FINAL: ("done", "green"),
    ImplementationState.PREPARED: ("waiting", "ochre"),
    ImplementationState.STARTED: ("arrived", "lake"),
    ImplementationState.RUNNING: ("done", "green"),
    ImplementationState.STOPPED: ("closed", "red"),
}


@register.filter
def drawn_sign(state: str) -> str:
    """Return the state whose sign a stage is drawn with."""
    return _DRAWN[state][0]


@register.filter
def drawn_tone(state: str) -> str:
    """Return the colour token of a stage."""
    return _DRAWN[state][1]


@register.filter
def marks(amount: Decimal) -> str:
    """Write an amount of convertible marks: 1.234,50 KM."""
    return f"{written(amount)} KM"


@register.simple_tag
def section_name(slug: str, names: Mapping[str, str]) -> str:
    """Return the name of a section in the active language; without a slug, of the whole."""
    return names.get(slug, slug) if slug else gettext("The whole concept")
