"""What people are mailed of a mentoring session: its calendar entry, later its summary (L9, I2)."""

from collections.abc import Iterable
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
from learning_cluster import mentoring_calendar
from learning_cluster.enums import SessionState
from learning_cluster.marks import footnotes
from learning_cluster.messages.written import written
from learning_cluster.models import Member, MentoringLog, MentoringSession
from learning_cluster.signing import signed_event
from messaging import kinds
from messaging.actions import queue
from messaging.enums import Medium
from messaging.kinds import Content
from messaging.models import Message

SESSION = "learning_cluster.mentoring_session"
SUMMARY = "learning_cluster.mentoring_summary"

News = Literal["booked", "changed", "cancelled", "left"]
GONE = ("cancelled", "left")


def tell(session: MentoringSession, people: Iterable[Member], *, what: News, at: datetime) -> None:
    """Queue to each of `people` what became of a session, with the entry for their calendar."""
    facts: dict[str, object] = {
        "session": session.pk,
        "what": what,
        "sequence": session.sequence,
        "starts": session.starts_at.isoformat(),
        "ends": session.ends_at.isoformat(),
    }
    for member in people:
        _queue(SESSION, member, facts, session, at)


def send_summary(log: MentoringLog, people: Iterable[Member], *, at: datetime) -> None:
    """Queue to each of `people` what a log holds."""
    for member in people:
        _queue(SUMMARY, member, {"log": log.pk}, log.session, at)


def _queue(
    kind: str, member: Member, facts: dict[str, object], session: MentoringSession, at: datetime
) -> None:
    queue(
        kind,
        Medium.EMAIL,
        member.email,
        language=member.language,
        context=facts | {"member": member.pk},
        at=at,
        turn=f"learning_cluster:{session.uid}:{member.pk}",
    )


def still_reached(message: Message) -> Member | None:
    """Return who a message is for while they are in the cluster with this address."""
    rows = Member.objects.accepted().filter(pk=message.context["member"])
    return rows.filter(email=message.recipient).first()


class _Session:
    name = SESSION

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        """Say whether the time is still the session's, or for who is out of it: always."""
        facts = message.context
        if still_reached(message) is None:
            return False
        if facts["what"] in GONE:
            return True
        starts = parse_datetime(facts["starts"])
        rows = MentoringSession.objects.filter(pk=facts["session"], state=SessionState.BOOKED)
        return rows.filter(period__startswith=starts).exists()

    def render(self, message: Message) -> Content:
        facts = message.context
        session = MentoringSession.objects.with_names().get(pk=facts["session"])
        times = parse_datetime(facts["starts"]), parse_datetime(facts["ends"])
        starts, ends = times
        assert starts is not None and ends is not None  # noqa: PT018 - both were written by `tell`
        zone, language = session.cluster.tz, get_language() or SR
        is_gone = facts["what"] in GONE
        context = {
            "session": session,
            "what": facts["what"],
            "when": f"{date_time(starts, zone, language)}–{clock(ends, zone, language)}",
            "governments": governments(session),
            "address": mentoring_calendar.url(session),
        }
        subjects = {
            "booked": _("Mentoring booked: %(when)s"),
            "changed": _("Mentoring moved: %(when)s"),
            "cancelled": _("Mentoring called off: %(when)s"),
            "left": _("You have called off your part: %(when)s"),
        }
        subject = subjects[facts["what"]] % {"when": short_date_time(starts, zone, language)}
        method: ical.Method = "CANCEL" if is_gone else "REQUEST"
        calendar = _event(message, session, (starts, ends), method)
        return written("mentoring_session", subject, context, calendar=calendar, method=method)


class _Summary:
    name = SUMMARY

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        return still_reached(message) is not None

    def render(self, message: Message) -> Content:
        rows = MentoringLog.objects.select_related("session__cluster", "session__resource_person")
        log = rows.get(pk=message.context["log"])
        session = log.session
        zone, language = session.cluster.tz, get_language() or SR
        when = short_date_time(session.starts_at, zone, language)
        context = {
            "log": log,
            "session": session,
            "when": date_time(session.starts_at, zone, language),
            "governments": governments(session),
            "address": mentoring_calendar.url(session),
        }
        subject = _("Summary of the mentoring session, %(when)s") % {"when": when}
        return written("mentoring_summary", subject, context)


def governments(session: MentoringSession) -> list[str]:
    """Return the names of those that take part, in the active language."""
    rows = session.session_members.select_related("membership__government")
    return [row.membership.government.name for row in rows]


def _event(
    message: Message,
    session: MentoringSession,
    times: tuple[datetime, datetime],
    method: ical.Method,
) -> bytes:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    member = Member.objects.get(pk=message.context["member"])
    is_gone = method == "CANCEL"
    about = mentoring_calendar.summary(session), "", mentoring_calendar.description(session)
    summary, _place, description = signed_event(about, footnotes())
    return ical.event(
        uid=mentoring_calendar.uid(session),
        sequence=message.context["sequence"],
        starts_at=times[0],
        ends_at=times[1],
        zone=session.cluster.tz,
        summary=summary,
        description=description,
        location="" if is_gone else session.join_link,
        url=mentoring_calendar.url(session),
        stamp=message.created_at,
        language=message.language,
        organizer=ical.Person(address, name),
        attendee=ical.Person(member.email, member.name),
        status="CANCELLED" if is_gone else "CONFIRMED",
        method=method,
    )


def register() -> None:
    for kind in (_Session(), _Summary()):
        kinds.register(kind)
