"""What happened to a submission, read from the audit trail (X3)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from privacy.models import AuditEntry
from programme.models import Submission


@dataclass(frozen=True)
class Event:
    at: datetime
    what: str
    who: str


def history(row: Submission) -> list[Event]:
    """Return what was done to `row`, the newest first; two queries."""
    entries = list(
        AuditEntry.objects.filter(
            object_type=row._meta.label_lower, object_id=str(row.pk)
        ).order_by("-at", "-pk")
    )
    keys = {entry.actor_id for entry in entries if entry.actor_id}
    names = dict(User.objects.filter(pk__in=keys).values_list("pk", "username"))
    words = _words(row)
    return [
        Event(entry.at, words.get(entry.verb, entry.verb), _who(entry, names)) for entry in entries
    ]


def _who(entry: AuditEntry, names: dict[int, str]) -> str:
    if entry.actor_role == "citizen":
        return _("the authority")
    return names.get(entry.actor_id or 0, entry.actor_role)


def _words(row: Submission) -> dict[str, str]:
    return {
        **{state.value: str(state.label) for state in row.states},
        "submit": _("sent, address not confirmed yet"),
        "confirm": _("address confirmed, received"),
        "describe": _("description changed"),
        "erased": _("contact erased"),
    }
