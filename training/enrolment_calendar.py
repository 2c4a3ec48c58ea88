"""An enrolment in its participant's calendar: one event a session, each under a UID for ever (I2).

An iTIP message is about one UID (RFC 5546, 3.2.2), so every session is mailed by itself; the
download holds them all.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import translation
from django.utils.translation import gettext as _

from calendars import ical
from calendars.feeds import Entry, Feed
from training.enums import EXPECTED, RunState
from training.local_time import ZONE
from training.models import Enrolment, Session
from training.places import where


def event_uid(enrolment: Enrolment, day: int) -> str:
    """Return the UID of the event of a day, counted from 1; moving to another run keeps it."""
    return f"{enrolment.uid}-{day}@{settings.MESSAGE_ID_DOMAIN}"


def event_sequence(enrolment: Enrolment) -> int:
    """Return a number that grows whenever run or enrolment change what a calendar shows."""
    return enrolment.sequence + enrolment.run.sequence


def session_ics(
    enrolment: Enrolment,
    session: Session,
    *,
    stamp: datetime,
    language: str,
    method: ical.Method,
) -> bytes:
    """Return the iTIP object of one session for one participant; `session.run` may be a past one.

    CANCEL takes it out of the calendar again.
    """
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    participant = enrolment.participant
    with translation.override(language):
        return ical.event(
            uid=event_uid(enrolment, session.segment.day),
            sequence=event_sequence(enrolment),
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            zone=ZONE,
            summary=enrolment.training.name,
            description=_description(enrolment, with_manage_link=True),
            location=where(session),
            url=settings.BASE_URL + enrolment.manage_path(),
            stamp=stamp,
            language=language,
            organizer=ical.Person(address, name),
            attendee=ical.Person(participant.email, participant.name),
            status="CANCELLED" if method == "CANCEL" else "CONFIRMED",
            method=method,
        )


class EnrolmentCalendar(Feed):
    """The sessions of one enrolment, for the download and whoever subscribes to it."""

    name = "okence-usposabljanje"
    refresh = timedelta(hours=6)

    def __init__(self, enrolment: Enrolment) -> None:
        self.enrolment = enrolment

    def title(self) -> str:
        return self.enrolment.training.name

    def entries(self, at: datetime) -> Iterator[Entry]:
        prefetch_related_objects([self.enrolment], "run__sessions__segment")
        yield from entries_of(self.enrolment, with_manage_link=True)


def entries_of(one: Enrolment, *, with_manage_link: bool) -> Iterator[Entry]:
    """Yield an entry a session, called off where nobody expects the participant (any more).

    Needs `with_names()` and `run__sessions__segment`. The join link stays on the page they lead to.
    Without the manage link they lead to the run's public page: a calendar that is subscribed to
    lies with others, who could else withdraw for the participant.
    """
    page = one.manage_path() if with_manage_link else one.run.get_absolute_url()
    is_off = one.state not in EXPECTED or one.run.state == RunState.CANCELLED
    for session in one.run.sessions.all():
        yield Entry(
            uid=event_uid(one, session.segment.day),
            starts=session.starts_at,
            ends=session.ends_at,
            summary=one.training.name,
            changed_at=max(one.changed_at, one.run.changed_at),
            sequence=event_sequence(one),
            is_cancelled=is_off,
            location=where(session),
            description=_description(one, with_manage_link=with_manage_link),
            url=settings.BASE_URL + page,
            alarm=timedelta(days=1),
        )


def _description(enrolment: Enrolment, *, with_manage_link: bool) -> str:
    training = enrolment.training
    contact = f"{training.coordinator_name}, {training.coordinator_phone}"
    way = [
        _("To withdraw, move or find the link and the materials:"),
        settings.BASE_URL + enrolment.manage_path(),
        "",
    ]
    lines = [
        *(way if with_manage_link else []),
        _("Coordinator: %(contact)s") % {"contact": contact},
        "",
        training.bundle.programme.statement,
    ]
    return "\n".join(lines)
