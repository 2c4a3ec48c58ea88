"""What an authority is mailed: the link that proves its address, and every change of state.

The first mail repeats nothing that was typed: whoever typed it may be a stranger to the address.
"""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from languages.dates import short_date_time
from messaging import kinds
from messaging.kinds import Content
from messaging.models import Message
from programme.models import KINDS, Challenge, Submission

CONFIRM = "programme.confirm"
STATE = "programme.state"


class _Kind:
    name = ""

    def row(self, message: Message) -> Submission | None:
        """Return what the message is about while its address is still known."""
        rows = KINDS[message.context["kind"]].objects.select_related("authority")
        return rows.filter(pk=message.context["key"], contact_email=message.recipient).first()


class _Confirm(_Kind):
    name = CONFIRM

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        """Say whether the link still leads somewhere."""
        row = self.row(message)
        return row is not None and not row.is_confirmed and at < row.confirm_until

    def render(self, message: Message) -> Content:
        row = self.row(message)
        assert row is not None  # is_wanted has just seen it
        context = {
            "authority": row.authority,
            "is_challenge": isinstance(row, Challenge),
            "until": short_date_time(row.confirm_until, settings.TIME_ZONE, _language()),
            "address": settings.BASE_URL + row.confirm_path(),
        }
        text = render_to_string("programme/mail/confirm.txt", context)
        return Content(f"{text.strip()}\n", _("Confirm what your authority sent us"))


class _State(_Kind):
    name = STATE

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        return self.row(message) is not None

    def render(self, message: Message) -> Content:
        row = self.row(message)
        assert row is not None  # is_wanted has just seen it
        state = str(row.states(message.context["state"]).label)
        context = {
            "row": row,
            "state": state,
            "reason": message.context["reason"],
            "address": settings.BASE_URL + row.status_path(),
        }
        text = render_to_string("programme/mail/state.txt", context)
        subject = _("%(title)s: %(state)s") % {"title": row.title, "state": state}
        return Content(f"{text.strip()}\n", subject)


def register() -> None:
    for kind in (_Confirm(), _State()):
        kinds.register(kind)


def _language() -> str:
    return get_language() or "sl"
