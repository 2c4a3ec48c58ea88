"""What happened to a run, read from the audit trail (X3)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from privacy.models import AuditEntry
from training.models import Run


@dataclass(frozen=True)
class Event:
    at: datetime
    what: str
    who: str


def history(run: Run) -> list[Event]:
    """Return what was done to `run`, the newest first; two queries."""
    rows = AuditEntry.objects.filter(object_type="training.run", object_id=str(run.pk))
    entries = list(rows.order_by("-at", "-pk"))
    keys = {entry.actor_id for entry in entries if entry.actor_id}
    names = dict(User.objects.filter(pk__in=keys).values_list("pk", "username"))
    words = _words()
    return [
        Event(
            entry.at,
            words.get(entry.verb, entry.verb),
            names.get(entry.actor_id or 0, entry.actor_role),
        )
        for entry in entries
    ]


def _words() -> dict[str, str]:
    return {
        "planned": _("draft planned"),
        "dates_proposed": _("dates proposed"),
        "dates_accepted": _("dates accepted"),
        "dates_declined": _("dates declined"),
        "scheduled": _("dates set, price charged to the contract"),
        "trainers_asked": _("trainers asked"),
        "trainer_accepted": _("a trainer accepted"),
        "trainer_declined": _("a trainer declined"),
        "trainer_taken_off": _("a trainer taken off the run"),
        "sessions_planned": _("plan of the sessions changed"),
        "changed": _("place, numbers or deadlines changed"),
        "moved": _("moved to other hours"),
        "opened": _("opened for enrolment"),
        "cancelled": _("called off"),
        "held": _("confirmed as held"),
        "attendance_noted": _("attendance noted"),
        "material_added": _("material added"),
        "material_removed": _("material removed"),
    }
