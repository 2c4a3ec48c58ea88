"""What happened to an enrolment or a request, read from the audit trail (X3)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from privacy.models import AuditEntry
from training.enums import EnrolmentState, RequestState
from training.models import Enrolment, RunRequest


@dataclass(frozen=True)
class Event:
    at: datetime
    what: str
    who: str


def history(row: Enrolment | RunRequest) -> list[Event]:
    """Return what was done to `row`, the newest first; two queries."""
    kind = "training.enrolment" if isinstance(row, Enrolment) else "training.run_request"
    entries = list(
        AuditEntry.objects.filter(object_type=kind, object_id=str(row.pk)).order_by("-at", "-pk")
    )
    keys = {entry.actor_id for entry in entries if entry.actor_id}
    names = dict(User.objects.filter(pk__in=keys).values_list("pk", "username"))
    words = _words()
    return [
        Event(entry.at, words.get(entry.verb, entry.verb), _who(entry, names)) for entry in entries
    ]


def _who(entry: AuditEntry, names: dict[int, str]) -> str:
    known = {
        "citizen": _("the participant"),
        "approver": _("the authority's approver"),
        "system": _("by itself"),
    }
    return names.get(entry.actor_id or 0) or known.get(entry.actor_role, entry.actor_role)


def _words() -> dict[str, str]:
    return {
        **{state.value: str(state.label) for state in RequestState},
        **{state.value: str(state.label) for state in EnrolmentState},
        "submit": _("sent, address not confirmed yet"),
        "added": _("enrolled by hand"),
        "approved": _("confirmed that they may come"),
        "waiver_granted": _("leave granted"),
        "waiver_refused": _("leave refused"),
        "moved_here": _("moved here from another run"),
        "accepted": _("offered place accepted"),
        "declined": _("declined"),
        "lapsed": _("offer not answered in time"),
        "left": _("left the list"),
        "erased": _("contact erased"),
    }
