from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PartnerRole(models.TextChoices):
    """What an organisation does in a project (L1)."""

    IMPLEMENTER = "implementer", _("implementer")
    PARTNER = "partner", _("partner")
    DONOR = "donor", _("donor")
    HOST = "host", _("host association")


class PhaseKind(models.TextChoices):
    """What a phase of the work plan is for (L3, L4)."""

    ESTABLISHMENT = "establishment", _("establishment of the cluster")
    ORIENTATION = "orientation", _("getting to know the concept")
    DESIGN = "design", _("design of the training and the first event")
    LAUNCH = "launch", _("training and first exchange event")
    CONCEPTUALISATION = "conceptualisation", _("conceptualisation period")
    PREPARATION = "preparation", _("preparation of an event")
    DELIVERY = "delivery", _("delivery of an event")
    APPLICATION = "application", _("application period")
    REPORTING = "reporting", _("assignment report")


# The periods in which members are mentored (L3).
MENTORED_PHASES = frozenset({PhaseKind.CONCEPTUALISATION, PhaseKind.APPLICATION})


class WindowKind(models.TextChoices):
    """A second span of time that belongs to a phase and may end after it (L4)."""

    CONSULTATION = "consultation", _("consultation")


class TemplateKind(models.TextChoices):
    """The six templates by name (L7)."""

    EVENT_DESIGN = "event_design", _("detailed event design")
    AGENDA = "agenda", _("event agenda")
    EVENT_REPORT = "event_report", _("event report")
    SESSION_REPORT = "session_report", _("mentoring session report")
    CONCEPT = "concept", _("concept of a local government")
    ASSIGNMENT_REPORT = "assignment_report", _("assignment report")


# What every member may read once it is approved.
SHARED_TEMPLATES = frozenset({TemplateKind.AGENDA, TemplateKind.EVENT_REPORT})


class ClusterState(models.TextChoices):
    DRAFT = "draft", _("being prepared")
    OPEN = "open", _("under way")
    CLOSED = "closed", _("concluded")


class GovernmentKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("municipality")
    CITY = "city", _("city")


class MembershipKind(models.TextChoices):
    """Why a local government is in the cluster (L2)."""

    PILOT = "pilot", _("pilot")
    ADDITIONAL = "additional", _("additional")


class MembershipState(models.TextChoices):
    """From the invitation to the selection (L2)."""

    INVITED = "invited", _("invited")
    INTERESTED = "interested", _("interested")
    DECLINED = "declined", _("declined")
    SELECTED = "selected", _("selected")
    NOT_SELECTED = "not_selected", _("not selected")
    LEFT = "left", _("left the cluster")


class MemberRole(models.TextChoices):
    """Who somebody is in a cluster (L2)."""

    REPRESENTATIVE = "representative", _("representative of a local government")
    RESOURCE_PERSON = "resource_person", _("resource person")
    COORDINATOR = "coordinator", _("coordinator")
    PRACTITIONER = "practitioner", _("practitioner")
    BOARD_GUEST = "board_guest", _("guest from the Board")
    REVIEWER = "reviewer", _("reviewer of a partner")


class MemberState(models.TextChoices):
    INVITED = "invited", _("invited")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    ENDED = "ended", _("no longer in the cluster")


# Who holds a place: somebody invited may still accept it.
LIVE_MEMBERS = frozenset({MemberState.INVITED, MemberState.ACCEPTED})
REPRESENTATIVES_EACH = 2
MOST_PARTICIPANTS = 14


class EventKind(models.TextChoices):
    """INTERFACE.md: kinds of `events/`."""

    TRAINING = "training", _("training")
    EXCHANGE_1 = "exchange_1", _("exchange event 1")
    EXCHANGE_2 = "exchange_2", _("exchange event 2")
    EXCHANGE_3 = "exchange_3", _("exchange event 3")
    MEETING = "meeting", _("meeting")


# One of each to a cluster; a meeting may be held whenever there is need.
EXCHANGES = (EventKind.EXCHANGE_1, EventKind.EXCHANGE_2, EventKind.EXCHANGE_3)


class EventState(models.TextChoices):
    PLANNED = "planned", _("planned")
    ANNOUNCED = "announced", _("announced")
    HELD = "held", pgettext_lazy("event", "has taken place")
    CANCELLED = "cancelled", pgettext_lazy("event", "called off")


class AgendaKind(models.TextChoices):
    SESSION = "session", pgettext_lazy("agenda", "session")
    QUESTIONS = "questions", _("questions of the members")
    BREAK = "break", _("break")
    ARRIVAL = "arrival", _("arrival")


class RegistrationState(models.TextChoices):
    INVITED = "invited", _("invited")
    REGISTERED = "registered", _("coming")
    DECLINED = "declined", _("not coming")


class StepState(models.TextChoices):
    """What was found of a next step at the next event (L8)."""

    OPEN = "open", _("open")
    DONE = "done", _("done")
    PARTLY = "partly", _("partly done")
    DROPPED = "dropped", _("dropped")


# What the next event looks at again (L8).
UNFINISHED = frozenset({StepState.OPEN, StepState.PARTLY})


class SessionState(models.TextChoices):
    """Where a mentoring session stands (L9)."""

    BOOKED = "booked", pgettext_lazy("mentoring session", "booked")
    HELD = "held", pgettext_lazy("mentoring session", "held")
    MISSED = "missed", pgettext_lazy("mentoring session", "missed")
    CANCELLED = "cancelled", pgettext_lazy("mentoring session", "called off")


# Times that are the resource person's no more.
OCCUPYING = frozenset({SessionState.BOOKED, SessionState.HELD, SessionState.MISSED})


class QuestionKind(models.TextChoices):
    QUESTION = "question", _("question")
    LESSON = "lesson", _("lesson learned")
    ISSUE = "issue", _("issue for the next event")


class DocumentState(models.TextChoices):
    """Where a document in one of the templates stands."""

    DRAFT = "draft", _("draft")
    CONSULTED = "consulted", _("in consultation")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned for changes")
    APPROVED = "approved", _("approved")


# States in which a document is written on.
EDITABLE = frozenset({DocumentState.DRAFT, DocumentState.RETURNED})


class DeliverableState(models.TextChoices):
    """Where a deliverable stands (L6); whether it is overdue follows from its day."""

    OPEN = "open", _("not submitted yet")
    CONSULTED = "consulted", _("in consultation")
    SUBMITTED = "submitted", _("waits for approval")
    RETURNED = "returned", _("returned for changes")
    APPROVED = "approved", _("approved")


# States in which somebody still has to hand it in.
WANTED = frozenset({DeliverableState.OPEN, DeliverableState.RETURNED})


class ConceptStage(models.TextChoices):
    """A concept on its way to event 2 (L11)."""

    EARLY_DRAFT = "early_draft", _("early draft")
    FEEDBACK = "feedback", _("feedback given")
    REVISED = "revised", _("revised")
    CONSULTATION = "consultation", _("in consultation")
    FINAL = "final", _("final")


# Stages in which partners of the project read a concept.
CONSULTED_STAGES = frozenset({ConceptStage.CONSULTATION, ConceptStage.FINAL})


class Giver(models.TextChoices):
    """Who gives feedback to a concept, and so under which rules (L11)."""

    GUIDE = "guide", _("resource person or coordinator")
    PEER = "peer", _("member of another local government")
    REVIEWER = "reviewer", _("reviewer of a partner")


class ImplementationState(models.TextChoices):
    """Where the service of a local government stands in the application period (L14)."""

    PREPARED = "prepared", _("being prepared")
    STARTED = "started", _("started")
    RUNNING = "running", _("running")
    STOPPED = "stopped", _("stopped")


class ApplicantKind(models.TextChoices):
    NATURAL = "natural", _("natural person")
    LEGAL = "legal", _("legal person")


class Profile(models.TextChoices):
    """Who may be the resource person (L12, section IV of the call)."""

    A = "a", _("a) practitioner of a local government that runs such services")
    B = "b", _("b) practitioner of a non-governmental organisation that took part in them")
    C = "c", _("c) expert in such services")


class PaperKind(models.TextChoices):
    """The three PDF documents of an application (L12)."""

    CV = "cv", _("curriculum vitae")
    LETTER = "letter", _("cover letter")
    OFFER = "offer", _("financial offer")


class CriterionKind(models.TextChoices):
    REQUIRED = "required", _("required")
    ADVANTAGE = "advantage", _("advantage")


class ApplicationState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("address not confirmed yet")
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("handed in")
    WITHDRAWN = "withdrawn", _("withdrawn")
    INELIGIBLE = "ineligible", _("does not meet the conditions")
    ELIGIBLE = "eligible", _("meets the conditions")
    SELECTED = "selected", _("selected")
    NOT_SELECTED = "not_selected", _("not selected")


# One applicant has one of these in a call.
LIVE_APPLICATIONS = frozenset(ApplicationState) - {ApplicationState.WITHDRAWN}
# What scorers read: found eligible, decided or not.
SCORED_APPLICATIONS = frozenset(
    {ApplicationState.ELIGIBLE, ApplicationState.SELECTED, ApplicationState.NOT_SELECTED}
)


class CallStage(models.TextChoices):
    """Where a call stands; it follows from its moments and is not kept."""

    DRAFT = "draft", _("being prepared")
    OPEN = "open", _("open")
    SCORING = "scoring", _("closed, being scored")
    DECIDED = "decided", _("decided")
    ARCHIVED = "archived", _("in the archive")
