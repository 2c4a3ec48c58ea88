"""What an authority is mailed about the run it asked for; the first mail repeats nothing typed."""

from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from languages.codes import SL
from languages.dates import short_date_time
from messaging import kinds
from messaging.kinds import Content
from messaging.models import Message
from training.enums import RequestState
from training.local_time import ZONE
from training.messages.letter import Letter
from training.models import RunRequest, Session

PROVE = "training.request_prove"
STATE = "training.request_state"


def _row(message: Message) -> RunRequest | None:
    rows = RunRequest.objects.select_related("variant__training__bundle__programme")
    key = message.context["request"]
    return rows.filter(pk=key, contact_email__iexact=message.recipient).first()


class _Prove:
    name = PROVE

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        row = _row(message)
        return row is not None and row.state == RequestState.UNCONFIRMED and at < row.confirm_until

    def render(self, message: Message) -> Content:
        row = _known(message)
        until = short_date_time(row.confirm_until, ZONE, get_language() or SL)
        lead = [
            _("Somebody asks for a date of this training for an authority and gave this address."),
            _(
                "If it was you, open the link, check what was sent and confirm it. Only then does"
                " the coordinator receive it. The link works until %(until)s."
            )
            % {"until": until},
        ]
        end = _("If it was not you, you need not do anything: what was sent is deleted by itself.")
        return _content(row, _("Confirm your request"), lead, _("To confirm:"), end=end)


class _State:
    name = STATE

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        row = _row(message)
        return row is not None and row.state == message.context["state"]

    def render(self, message: Message) -> Content:
        row = _known(message)
        if row.state == RequestState.RECEIVED:
            what = _("Request received")
            lead = [_("We have received your request for a date. The coordinator will answer.")]
        elif row.state == RequestState.PLANNED:
            what = _("A date is planned")
            lead = [_("A date of this training is planned for your authority.")]
        else:
            what = _("Request declined")
            lead = [
                _("The training cannot be held as you asked."),
                _("Reason: %(reason)s") % {"reason": row.reason},
            ]
        return _content(row, what, lead, _("How it stands (the link is meant for you alone):"))


def _content(row: RunRequest, what: str, lead: list[str], go_on: str, *, end: str = "") -> Content:
    training = row.variant.training
    subject = _("%(what)s: %(training)s") % {"what": what, "training": training.name}
    sessions = Session.objects.filter(run=row.run_id).select_related("run", "segment")
    letter = Letter(
        subject,
        training,
        lead,
        list(sessions.order_by("segment__day")) if row.run_id else [],
        go_on=go_on,
        path=row.status_path(),
        end=end,
    )
    return Content(letter.text(), letter.subject)


def _known(message: Message) -> RunRequest:
    row = _row(message)
    assert row is not None  # is_wanted has just seen it
    return row


def register() -> None:
    for kind in (_Prove(), _State()):
        kinds.register(kind)
