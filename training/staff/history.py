"""What happened to a row, read from the audit trail (X3)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from privacy.models import AuditEntry
from training.models import RunRequest
from training.staff.verbs import verbs_of


@dataclass(frozen=True)
class Event:
    at: datetime
    what: str
    who: str


def history(row: Model) -> list[Event]:
    """Return what was done to `row`, the newest first; two queries."""
    kind = "training.run_request" if isinstance(row, RunRequest) else row._meta.label_lower
    rows = AuditEntry.objects.filter(object_type=kind, object_id=str(row.pk))
    entries = list(rows.order_by("-at", "-pk"))
    keys = {entry.actor_id for entry in entries if entry.actor_id}
    names = dict(User.objects.filter(pk__in=keys).values_list("pk", "username"))
    words = verbs_of(kind)
    return [
        Event(entry.at, words.get(entry.verb, entry.verb), _who(entry, names)) for entry in entries
    ]


def _who(entry: AuditEntry, names: dict[int, str]) -> str:
    without_account = {
        "citizen": _("the participant"),
        "approver": _("the authority's approver"),
        "system": _("the portal itself"),
    }
    role = entry.actor_role
    return names.get(entry.actor_id or 0) or without_account.get(role, role)
