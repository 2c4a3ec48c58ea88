from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class LocationKind(models.TextChoices):
    UNIT = "unit", _("administrative unit")
    SEAT = "seat", _("main office")
    BRANCH = "branch", _("branch office")
    LOCAL_OFFICE = "local_office", _("local office")
    SUBLOCATION = "sublocation", _("sub-location")


class Channel(models.TextChoices):
    WEB = "web", _("web")
    AGENT = "agent", _("call centre")
    UNIT = "unit", _("administrative unit")
    PARTNER = "partner", _("partner system")


class Competence(models.TextChoices):
    """Which municipality decides the competent unit (B14)."""

    ANY = "any", _("any administrative unit")
    RESIDENCE = "residence", _("municipality of residence")
    PROPERTY = "property", _("municipality of the property")
    EVENT = "event", _("municipality of the event")
    SEAT = "seat", _("municipality of the registered seat")
    APPLIED = "applied", _("municipality where the application was made")


class Presence(models.TextChoices):
    REQUIRED = "required", _("you must come in person")
    PARTIAL = "partial", _("you must come in person in some cases")
    NOT_REQUIRED = "not_required", _("somebody else may come for you")


class AppointmentNeed(models.TextChoices):
    REQUIRED = "required", _("an appointment is required")
    RECOMMENDED = "recommended", _("an appointment is recommended")
    NOT_NEEDED = "not_needed", _("no appointment is needed")


class DocumentCase(models.TextChoices):
    ALWAYS = "always", _("always")
    CHILD = "child", _("for a child")
    LOST = "lost", _("when the document was lost or stolen")
    ABROAD = "abroad", _("when you live abroad")
    REPRESENTATIVE = "representative", _("when somebody comes for another person")


class Status(models.TextChoices):
    HELD = "held", _("held")
    OFFERED = "offered", _("offered")
    COOLING = "cooling", _("awaiting release")
    BOOKED = "booked", _("booked")
    ARRIVED = "arrived", _("arrived")
    SERVED = "served", _("served")
    NO_SHOW = "no_show", _("did not come")
    CANCELLED = "cancelled", _("cancelled")
    REVOKED = "revoked", _("revoked by the office")
    MOVED = "moved", _("moved")
    EXPIRED = "expired", _("expired")


# The one definition of "takes up its counter's time": constraint, queryset and search use it.
OCCUPYING = (
    Status.HELD,
    Status.OFFERED,
    Status.COOLING,
    Status.BOOKED,
    Status.ARRIVED,
    Status.SERVED,
    Status.NO_SHOW,
)
LIVE = (Status.BOOKED, Status.ARRIVED)


class ClosureKind(models.TextChoices):
    """Why a place or a counter is closed; the schedule says it (B12, B13)."""

    CLOSED = "closed", _("closed")
    PAUSED = "paused", _("paused")
    ABSENCE = "absence", _("staff absent")
    INTERNAL = "internal", _("internal work")


class BulkKind(models.TextChoices):
    """What a bulk change did to many appointments at once (B11, B12)."""

    HOURS = "hours", _("hours changed")
    CLOSURE = "closure", _("closed for a time")
    COUNTER = "counter", _("counter out of use")
    MASS = "mass", _("mass cancellation")
    HANDOVER = "handover", _("day handed to a colleague")
    RESERVE = "reserve", _("urgent reserve changed")


class VisitEvent(models.TextChoices):
    """What an office is told of a visit (B48)."""

    BOOKED = "booked", _("new appointment")
    CHANGED = "changed", _("changed")
    MOVED_AWAY = "moved_away", _("moved to another place")
    CANCELLED = "cancelled", _("cancelled")


class NewsMode(models.TextChoices):
    """When an office's news are mailed."""

    AT_ONCE = "at_once", _("at once, a message for each")
    DIGEST = "digest", _("once a day, in the morning")
    NEVER = "never", _("never; we read them here")


class RestrictionMode(models.TextChoices):
    ONLY = "only", _("only these services")
    EXCEPT = "except", _("all but these services")


class Visitors(StrEnum):
    """Which visitors a time is for: whether they have an appointment or came without one (B12)."""

    EVERYBODY = "everybody"
    WALK_IN = "walk_in"
    BOOKED = "booked"
