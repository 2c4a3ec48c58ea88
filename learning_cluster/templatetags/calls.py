"""How applications to a call are drawn, and where an applicant's pages are."""

from dataclasses import dataclass

from django import template
from django.utils.translation import gettext as _

from learning_cluster.enums import ApplicationState
from learning_cluster.models import Application

register = template.Library()

_DRAWN = {
    ApplicationState.DRAFT: ("waiting", "ochre"),
    ApplicationState.SUBMITTED: ("done", "green"),
    ApplicationState.ELIGIBLE: ("done", "lake"),
    ApplicationState.SELECTED: ("done", "green"),
}


@dataclass(frozen=True)
class Shown:
    text: str
    sign: str
    tone: str


@register.simple_tag
def shown_state(row: Application) -> Shown:
    """Return what an applicant is told of the state: nothing of a decision before its letter."""
    state = ApplicationState(row.state)
    if row.is_submitted and row.call.decided_at is None:
        return Shown(_("handed in"), *_DRAWN[ApplicationState.SUBMITTED])
    return Shown(str(state.label), *_DRAWN.get(state, ("closed", "slate")))


@register.simple_tag
def own(row: Application, name: str, *args: object) -> str:
    """Return the address of a page of the applicant."""
    return row.path(name, *args)
