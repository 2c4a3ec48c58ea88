"""What the coordinator is mailed: that something waits for a decision; nobody's name (T14)."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from messaging import kinds
from messaging.kinds import Content
from messaging.models import Message
from training.enums import RequestState
from training.messages.letter import Letter
from training.models import Enrolment, RunRequest, Training

TO_DECIDE = "training.to_decide"
REQUESTED = "training.run_requested"


class _ToDecide:
    """Enrolments of one training that wait for the coordinator."""

    name = TO_DECIDE

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        rows = Enrolment.objects.for_coordinator()
        return rows.filter(training=message.context["training"]).exists()

    def render(self, message: Message) -> Content:
        lead = _("Enrolments wait for your decision.")
        return _content(message, _("Enrolments wait"), lead, "training:enrolments")


class _Requested:
    """An authority's request whose address was proved."""

    name = REQUESTED

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        rows = RunRequest.objects.filter(variant__training=message.context["training"])
        return rows.filter(state=RequestState.RECEIVED).exists()

    def render(self, message: Message) -> Content:
        lead = _("An authority asks for a date of this training.")
        return _content(message, _("Request for a date"), lead, "training:run_requests")


def _content(message: Message, what: str, lead: str, page: str) -> Content:
    rows = Training.objects.select_related("bundle__programme")
    training = rows.get(pk=message.context["training"])
    subject = _("%(what)s: %(training)s") % {"what": what, "training": training.name}
    go_on = _("In the admin:")
    letter = Letter(subject, training, [lead], go_on=go_on, path=reverse(page))
    return Content(letter.text(), letter.subject)


def register() -> None:
    for kind in (_ToDecide(), _Requested()):
        kinds.register(kind)
