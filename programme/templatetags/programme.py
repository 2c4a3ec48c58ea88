"""How the programme's states and sums are drawn."""

from decimal import Decimal

from django import template
from django.utils.translation import get_language

from languages.numbers import whole_euros
from programme.enums import ChallengeState, SupportState

register = template.Library()

TONES = {
    ChallengeState.RECEIVED: "ochre",
    ChallengeState.TRIAGE: "ochre",
    ChallengeState.ACCEPTED: "lake",
    ChallengeState.PROTOTYPE: "lake",
    ChallengeState.TESTED: "lake",
    ChallengeState.PUBLISHED: "green",
    SupportState.AGREED: "lake",
    SupportState.GIVEN: "green",
    ChallengeState.DECLINED: "red",
    ChallengeState.STOPPED: "red",
}


@register.filter
def tone_of_state(state: str) -> str:
    """Return the colour token of a state; its word stands beside it (LOOK)."""
    return next((tone for known, tone in TONES.items() if known == state), "slate")


@register.filter
def euros(amount: Decimal) -> str:
    """Return a sum without cents where it has none: 1.000.000 EUR."""
    return whole_euros(amount, get_language() or "sl")
