"""What people asked to an event are mailed; the entry updates itself in their calendar (L8, I2)."""

from datetime import datetime
from email.utils import parseaddr
from typing import Literal

from django.conf import settings
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from calendars import ical
from languages.codes import SR
from languages.dates import clock, date_time, short_date_time
from learning_cluster import event_calendar
from learning_cluster.enums import LIVE_MEMBERS
from learning_cluster.marks import footnotes
from learning_cluster.messages.written import written
from learning_cluster.models import Event, Registration
from learning_cluster.signing import signed_event
from messaging import kinds
from messaging.actions import queue
from messaging.enums import Medium
from messaging.kinds import Content
from messaging.models import Message

EVENT = "learning_cluster.event"

# "declined" answers who will not come: the entry leaves their calendar.
News = Literal["invited", "changed", "cancelled", "declined"]
GONE = frozenset({"cancelled", "declined"})


def queue_news(row: Registration, event: Event, *, what: News, at: datetime) -> None:
    """Queue one mail with the event's hours as they are now."""
    period = event.period
    queue(
        EVENT,
        Medium.EMAIL,
        row.member.email,
        language=row.member.language,
        context={
            "registration": row.pk,
            "what": what,
            "sequence": row.told_sequence,
            "starts": period.lower.isoformat(),
            "ends": period.upper.isoformat(),
        },
        at=at,
        turn=f"learning_cluster:{event.uid}:{row.member_id}",
    )


class _News:
    name = EVENT

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        """Say whether the event is to come and the address still that of somebody in the cluster.

        Who has left it meanwhile is told that an event is off, but nothing new of it.
        """
        ends = parse_datetime(message.context["ends"])
        rows = Registration.objects.filter(
            pk=message.context["registration"], member__email=message.recipient
        )
        if message.context["what"] not in GONE:
            rows = rows.filter(member__state__in=LIVE_MEMBERS)
        return ends is not None and at < ends and rows.exists()

    def render(self, message: Message) -> Content:
        facts = message.context
        rows = Registration.objects.select_related("member", "event__cluster__project")
        row = rows.get(pk=facts["registration"])
        event, language = row.event, get_language() or SR
        starts, ends = _hours(message)
        zone = event.cluster.tz
        is_gone = facts["what"] in GONE
        method: ical.Method = "CANCEL" if is_gone else "REQUEST"
        context = {
            "event": event,
            "what": facts["what"],
            "when": f"{date_time(starts, zone, language)}–{clock(ends, zone, language)}",
            "where": event_calendar.location(event, with_link=not is_gone),
            "link": "" if is_gone else event.join_link,
            "address": event_calendar.inside_url(event),
        }
        return written(
            "event",
            _subject(facts["what"], event, starts, language),
            context,
            calendar=_entry(message, row, method),
            method=method,
        )


def _hours(message: Message) -> tuple[datetime, datetime]:
    starts = parse_datetime(message.context["starts"])
    ends = parse_datetime(message.context["ends"])
    assert starts is not None and ends is not None  # noqa: PT018 - `queue_news` wrote both
    return starts, ends


def _subject(what: str, event: Event, starts: datetime, language: str) -> str:
    subjects = {
        "invited": _("Invitation: %(name)s, %(when)s"),
        "changed": _("Changed: %(name)s, %(when)s"),
        "cancelled": _("Called off: %(name)s, %(when)s"),
        "declined": _("You are not coming: %(name)s, %(when)s"),
    }
    when = short_date_time(starts, event.cluster.tz, language)
    return subjects[what] % {"name": event.name, "when": when}


def _entry(message: Message, row: Registration, method: ical.Method) -> bytes:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    starts, ends = _hours(message)
    event, is_gone = row.event, method == "CANCEL"
    url = event_calendar.inside_url(event)
    place = event_calendar.location(event, with_link=not is_gone)
    said = (event_calendar.summary(event), place, url)
    summary, location, description = signed_event(said, footnotes())
    return ical.event(
        uid=event_calendar.uid(event),
        sequence=message.context["sequence"],
        starts_at=starts,
        ends_at=ends,
        zone=event.cluster.tz,
        summary=summary,
        description=description,
        location=location,
        url=url,
        stamp=message.created_at,
        language=message.language,
        organizer=ical.Person(address, name),
        attendee=ical.Person(row.member.email, row.member.name),
        status="CANCELLED" if is_gone else "CONFIRMED",
        method=method,
    )


def register() -> None:
    kinds.register(_News())
