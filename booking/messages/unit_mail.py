"""What an office is mailed: news of visits, a morning digest, and the code that proves its address.

Mails name time, service and reference but no person: who comes is read in the portal, behind the
second factor (X4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from booking.enums import NewsMode
from booking.models import Location, UnitMailbox, UnitNews
from booking.tokens import mailbox_code
from languages.dates import short_date_time
from messaging import kinds
from messaging.kinds import Content
from messaging.models import Message

NEWS = "booking.unit_news"
DIGEST = "booking.unit_digest"
CODE = "booking.unit_code"


@dataclass(frozen=True)
class Line:
    """One piece of news as a mail says it."""

    event: str
    when: str
    service: str
    reference: str
    is_urgent: bool = False


class _News:
    name = NEWS
    mode = NewsMode.AT_ONCE

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        """Say whether the address is still the office's, proved, wanting it, and news are kept."""
        mailbox = UnitMailbox.objects.filter(location=message.context["location"]).first()
        return bool(
            mailbox
            and mailbox.is_verified
            and mailbox.mode == self.mode
            and mailbox.address == message.recipient
            and UnitNews.objects.filter(pk__in=message.context["news"]).exists()
        )

    def render(self, message: Message) -> Content:
        office = Location.objects.get(pk=message.context["location"])
        lines = _lines(office, message.context["news"])
        subject = self.subject(office, lines)
        address = settings.BASE_URL + reverse("calendar:news", args=[office.slug])
        context = {"title": subject, "lines": lines, "address": address}
        text = render_to_string("booking/mail/unit.txt", context)
        return Content(f"{text.strip()}\n", subject)

    def subject(self, office: Location, lines: Sequence[Line]) -> str:
        only = lines[0]
        what = f"{only.event.capitalize()}: {only.service}, {only.when}"
        return _("URGENT – %(what)s") % {"what": what} if only.is_urgent else what


class _Digest(_News):
    name = DIGEST
    mode = NewsMode.DIGEST

    def subject(self, office: Location, lines: Sequence[Line]) -> str:
        count = len(lines)
        return ngettext(
            "%(office)s: %(count)s change since the last mail",
            "%(office)s: %(count)s changes since the last mail",
            count,
        ) % {"office": office.name, "count": count}


class _Code:
    name = CODE

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        """Say whether this is the newest code of an address not proved yet."""
        mailbox = UnitMailbox.objects.filter(pk=message.context["mailbox"]).first()
        return bool(
            mailbox
            and not mailbox.is_verified
            and mailbox.address == message.recipient
            and mailbox.code_sent_at
            and mailbox.code_sent_at.isoformat() == message.context["sent_at"]
        )

    def render(self, message: Message) -> Content:
        mailbox = UnitMailbox.objects.select_related("location").get(pk=message.context["mailbox"])
        code = mailbox_code(mailbox)
        text = _(
            "The code %(code)s proves that %(office)s may send news of its appointments to this "
            "address. Type it in where you have set the address; it works for an hour. If nobody "
            "at your office asked for it, you need not do anything."
        ) % {"code": code, "office": mailbox.location.name}
        return Content(f"{text}\n", _("Your code: %(code)s") % {"code": code})


def register() -> None:
    for kind in (_News(), _Digest(), _Code()):
        kinds.register(kind)


def _lines(office: Location, keys: Sequence[int]) -> list[Line]:
    language = get_language() or "sl"
    news = UnitNews.objects.filter(pk__in=keys, location=office).select_related("booking__service")
    return [
        Line(
            event=one.get_event_display(),
            when=short_date_time(one.starts_at, office.zone, language),
            service=one.booking.service.short_name,
            reference=one.booking.reference or "",
            is_urgent=one.booking.is_urgent,
        )
        for one in news.order_by("at", "pk")
    ]
