"""What the audit trail tells of one appointment, in words (X3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from booking.models import Appointment
from privacy.models import AuditEntry

SHOWN = 50
VERBS: Mapping[str, str | Promise] = {
    "hold": _("held the time"),
    "urgent": _("said that the case is urgent"),
    "confirm": _("booked"),
    "release": _("gave the held time back"),
    "reschedule": _("moved the appointment"),
    "cancel": _("cancelled"),
    "walk_in": _("gave a time without an appointment"),
    "arrive": _("noted that the visitor has come"),
    "serve": _("noted that the service was given"),
    "no_show": _("noted that nobody came"),
    "undo": _("took the last note back"),
    "link": _("linked it with another appointment"),
    "unlink": _("took it out of a visit with other appointments"),
    "handover": _("handed it to another counter"),
    "viewed": _("looked at it"),
}
ROLES: Mapping[str, str | Promise] = {
    **{role.value: role.label for role in Role},
    "citizen": _("citizen"),
    "partner": _("partner system"),
    "system": _("the portal itself"),
}


@dataclass(frozen=True)
class Deed:
    """Who (a role, never a name) did what when."""

    at: datetime
    who: str
    what: str


def history(appointment: Appointment) -> list[Deed]:
    """Return the last deeds on an appointment and its booking, the newest first.

    A verb or role without words of its own is given as the trail has it.
    """
    rows = AuditEntry.objects.filter(
        Q(object_type="appointment", object_id=str(appointment.pk))
        | Q(object_type="booking", object_id=str(appointment.booking_id))
    )
    return [
        Deed(
            row.at,
            str(ROLES.get(row.actor_role, row.actor_role)),
            str(VERBS.get(row.verb, row.verb)),
        )
        for row in rows.order_by("-pk")[:SHOWN]
    ]
