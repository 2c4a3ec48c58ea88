from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    BASIC = "basic", _("basic level")
    ADVANCED = "advanced", _("advanced level")
    SINGLE = "single", _("without levels")


class Prior(models.TextChoices):
    """What somebody should know before (T2): the desirable never blocks."""

    NONE = "none", _("no prior knowledge needed")
    DESIRABLE = "desirable", _("desirable")
    REQUIRED = "required", _("required")


class Mode(models.TextChoices):
    LIVE = "live", _("live")
    REMOTE = "remote", _("remote")


class Place(models.TextChoices):
    """Where a run takes place (T8)."""

    LJUBLJANA = "ljubljana", _("Ljubljana")
    ELSEWHERE = "elsewhere", _("elsewhere in Slovenia")
    REMOTE = "remote", _("remote, from the provider's premises")


class SideWorkKind(models.TextChoices):
    VIDEO = "video", _("video")
    QUESTIONNAIRE = "questionnaire", _("questionnaire")
    MATERIAL = "material", _("e-material")


class SideWorkTime(models.TextChoices):
    BEFORE = "before", _("before the training")
    AFTER = "after", _("after the training")


class ProviderKind(models.TextChoices):
    """Who a provider may be (T5)."""

    NATURAL = "natural", _("natural person")
    PUBLIC = "public", _("legal person of public law")
    PRIVATE = "private", _("legal person of private law")


class OfferState(models.TextChoices):
    """Where an offer stands (T11)."""

    RECEIVED = "received", _("received")
    CONDITIONS_MET = "conditions_met", _("meets all conditions")
    PRESENTATION_ASKED = "presentation_asked", _("presentation asked for")
    PRESENTED = "presented", _("presented")
    SELECTED = "selected", _("selected")
    NOT_SELECTED = "not_selected", _("not selected")
    EXCLUDED = "excluded", _("excluded")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ContractState(models.TextChoices):
    """What was signed (T10); whether a signed contract has ended follows from its rows."""

    DRAFT = "draft", _("being prepared")
    SENT = "sent", _("waits for the provider's signature")
    SIGNED = "signed", _("signed by both")
    LAPSED = "lapsed", _("not signed in time")


class RunState(models.TextChoices):
    """What was decided about a run; whether it is full or under way follows from its rows."""

    DRAFT = "draft", _("draft")
    NEGOTIATING = "negotiating", _("dates and trainers being agreed")
    OPEN = "open", _("open for enrolment")
    HELD = "held", _("has taken place")
    CANCELLED = "cancelled", _("called off")


class Stage(models.TextChoices):
    """A run as its readers see it at a moment."""

    DRAFT = "draft", _("draft")
    NEGOTIATING = "negotiating", _("dates and trainers being agreed")
    OPEN = "open", _("open for enrolment")
    FULL = "full", _("full")
    CLOSED = "closed", _("enrolment closed")
    RUNNING = "running", _("under way")
    OVER = "over", _("over, not yet confirmed as held")
    HELD = "held", _("has taken place")
    CANCELLED = "cancelled", _("called off")


class Reply(models.TextChoices):
    """What a trainer said to a proposal (T6, T7)."""

    ASKED = "asked", _("asked")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class EnrolmentState(models.TextChoices):
    """Where somebody's enrolment stands (T14)."""

    UNCONFIRMED = "unconfirmed", _("address not confirmed yet")
    WAITING = "waiting", _("on the waiting list")
    OFFERED = "offered", _("a place is being offered")
    REQUESTED = "requested", _("waits for the authority's approval")
    CONFIRMED = "confirmed", _("confirmed")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    MOVED = "moved", _("moved to another run")
    CANCELLED = "cancelled", _("the run was cancelled")
    ATTENDED = "attended", _("completed")
    ABSENT = "absent", _("not completed")


class Waiver(models.TextChoices):
    """The coordinator's leave to come without the required training (T2)."""

    NOT_NEEDED = "not_needed", _("not needed")
    ASKED = "asked", _("asked for")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")


class QuestionKind(models.TextChoices):
    SCALE = "scale", _("scale from 1 to 5")
    TEXT = "text", _("in own words")


class RequestState(models.TextChoices):
    """An authority's wish for a run of its own (T14)."""

    UNCONFIRMED = "unconfirmed", _("address not confirmed yet")
    RECEIVED = "received", _("received")
    PLANNED = "planned", _("a run is planned")
    DECLINED = "declined", _("declined")


# Somebody has this place: one set for the constraint, the count and the roster.
SEATED = frozenset(
    {
        EnrolmentState.OFFERED,
        EnrolmentState.REQUESTED,
        EnrolmentState.CONFIRMED,
        EnrolmentState.ATTENDED,
        EnrolmentState.ABSENT,
    }
)
# Who is, or was, to be at the sessions.
EXPECTED = frozenset({EnrolmentState.CONFIRMED, EnrolmentState.ATTENDED, EnrolmentState.ABSENT})
# Still to come: of these nobody has two for one training.
LIVE_ENROLMENT = frozenset(
    {
        EnrolmentState.WAITING,
        EnrolmentState.OFFERED,
        EnrolmentState.REQUESTED,
        EnrolmentState.CONFIRMED,
    }
)
# Decided before, but not over.
SCHEDULED = frozenset({RunState.NEGOTIATING, RunState.OPEN})
# What costs money or will.
CHARGED = SCHEDULED | {RunState.HELD}
