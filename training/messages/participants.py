"""What participants are mailed: one kind a piece of news, and one for every further day's entry.

The first mail repeats nothing that was typed: whoever typed it may be a stranger to the address.
Only there is it said that an address is enrolled already (T14).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import Any, Literal

from messaging import kinds
from messaging.kinds import Content
from messaging.models import Message
from training.enrolment_calendar import session_ics
from training.enums import LIVE_ENROLMENT, EnrolmentState
from training.messages import participant_words as words
from training.messages.letter import Letter
from training.models import Enrolment, Session

NEWS = Literal[
    "prove",
    "received",
    "waiting",
    "offered",
    "confirmed",
    "changed",
    "moved",
    "reminder",
    "lapsed",
    "no_place",
    "withdrawn",
    "refused",
    "cancelled",
]
SESSION = "training.session"


class Wanted(Enum):
    """What a piece of news does to the entries in the participant's calendar."""

    NEVER = "never"
    STANDS = "stands"
    GONE = "gone"


WITH_CALENDAR: Mapping[str, Wanted] = {
    "confirmed": Wanted.STANDS,
    "changed": Wanted.STANDS,
    "moved": Wanted.STANDS,
    "withdrawn": Wanted.GONE,
    "refused": Wanted.GONE,
    "cancelled": Wanted.GONE,
}

_STATES: Mapping[str, frozenset[EnrolmentState]] = {
    "prove": frozenset({EnrolmentState.UNCONFIRMED}),
    "received": frozenset({EnrolmentState.REQUESTED}),
    "waiting": frozenset({EnrolmentState.WAITING}),
    "offered": frozenset({EnrolmentState.OFFERED}),
    "confirmed": frozenset({EnrolmentState.CONFIRMED}),
    "changed": LIVE_ENROLMENT,
    "moved": LIVE_ENROLMENT,
    "reminder": frozenset({EnrolmentState.CONFIRMED}),
    "lapsed": frozenset({EnrolmentState.WITHDRAWN}),
    "no_place": frozenset({EnrolmentState.WITHDRAWN}),
    "withdrawn": frozenset({EnrolmentState.WITHDRAWN}),
    "refused": frozenset({EnrolmentState.REFUSED}),
    "cancelled": frozenset({EnrolmentState.CANCELLED}),
}

_LETTERS: Mapping[str, Callable[[Enrolment, Sequence[Session]], Letter]] = {
    "received": words.received,
    "waiting": words.waiting,
    "offered": words.offered,
    "confirmed": words.confirmed,
    "changed": words.changed,
    "moved": words.moved,
    "reminder": words.reminder,
    "lapsed": words.lapsed,
    "no_place": words.no_place,
    "withdrawn": words.withdrawn,
    "refused": words.refused,
    "cancelled": words.cancelled,
}


def kind_of(what: str) -> str:
    """Return the name under which a piece of news is registered."""
    return f"training.participant_{what}"


def _row(message: Message) -> Enrolment | None:
    """Return the enrolment while its address is still known."""
    rows = Enrolment.objects.with_names().filter(pk=message.context["enrolment"])
    return rows.filter(participant__email__iexact=message.recipient).first()


def _known(message: Message) -> Enrolment:
    row = _row(message)
    assert row is not None  # is_wanted has just seen it
    return row


def _sessions(run: int) -> list[Session]:
    rows = Session.objects.filter(run=run).select_related("run", "segment")
    return list(rows.order_by("segment__day"))


class _News:
    def __init__(self, what: str) -> None:
        self.what = what
        self.name = kind_of(what)

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        """Say whether it is still so, and for a run that is still to come."""
        row = _row(message)
        if row is None or row.state not in _STATES[self.what]:
            return False
        if self.what != "reminder":
            return True
        return not row.run.sessions.filter(period__startswith__lte=at).exists()

    def render(self, message: Message) -> Content:
        row = _known(message)
        sessions = _sessions(row.run_id)
        letter = _LETTERS[self.what](row, sessions)
        method = message.context["method"]
        if not method:
            return Content(letter.text(), letter.subject)
        calendar = _calendar(message, row, sessions)
        return Content(letter.text(), letter.subject, calendar=calendar, method=method)


class _Prove(_News):
    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        """Say whether the link still leads somewhere."""
        row = _row(message)
        return row is not None and row.state in _STATES["prove"] and at < row.confirm_until

    def render(self, message: Message) -> Content:
        row = _known(message)
        same = row.participant.enrolments.live().filter(training=row.training)
        known = same.with_names().first()
        if known is not None:
            letter = words.already(known, _sessions(known.run_id))
        else:
            letter = words.prove(row, _sessions(row.run_id))
        return Content(letter.text(), letter.subject)


class _Session:
    """The calendar entry of a further day; the letter itself brings that of the first."""

    name = SESSION

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        row = _row(message)
        if row is None:
            return False
        is_confirmed = row.state == EnrolmentState.CONFIRMED
        return is_confirmed or message.context["method"] == "CANCEL"

    def render(self, message: Message) -> Content:
        row = _known(message)
        sessions = _sessions(message.context["run"])
        session = _of_day(sessions, message.context["day"])
        is_gone = message.context["method"] == "CANCEL"
        letter = words.gone_day(row, session) if is_gone else words.further_day(row, session)
        return Content(
            letter.text(),
            letter.subject,
            calendar=_calendar(message, row, sessions),
            method=message.context["method"],
        )


def _calendar(message: Message, row: Enrolment, sessions: Sequence[Session]) -> bytes:
    return session_ics(
        row,
        _of_day(sessions, message.context["day"]),
        stamp=message.created_at,
        language=message.language,
        method=message.context["method"],
    )


def _of_day(sessions: Sequence[Session], day: int) -> Session:
    return next(one for one in sessions if one.segment.day == day)


def register() -> None:
    everything: list[Any] = [_Prove("prove"), _Session(), *(_News(what) for what in _LETTERS)]
    for kind in everything:
        kinds.register(kind)
