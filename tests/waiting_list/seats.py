"""A toy to wait for: so many seats of one subject, kept by numbers in the list's own table.

A seat somebody has is an open entry of the kind TAKEN, so the list's own constraint ("one open
entry of a kind, subject and who") refuses a seat given twice.
"""

from datetime import UTC, datetime, timedelta

from django.db import connection

from waiting_list import offerable
from waiting_list.models import Entry, EntryState

KIND = "toy.seats"
TAKEN, OWNER = "toy.taken", "toy.owner"
ROOM = "room"
NEVER = datetime(2999, 1, 1, tzinfo=UTC)


class Seats:
    name = KIND
    holds_for = timedelta(hours=24)

    def __init__(self, number: int = 1, latest: datetime | None = None) -> None:
        self.number = number
        self.last = latest
        self.meet = lambda: None
        self.has_lock = True

    def lock(self, subject: str) -> None:
        if self.has_lock:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [subject])

    def free(self, subject: str, at: datetime) -> int:
        left = self.number - taken().count()
        self.meet()
        return left

    def latest(self, subject: str, at: datetime) -> datetime | None:
        return self.last or at + timedelta(days=365)

    def on_offer(self, entry: Entry, at: datetime) -> None:
        self.take(entry.who, at)

    def on_accept(self, entry: Entry, at: datetime) -> None:
        pass

    def on_lapse(self, entry: Entry, at: datetime) -> None:
        self.give_back(entry.who, at)

    def take(self, who: str, at: datetime) -> None:
        """Give the smallest free seat; the constraint refuses one that somebody has."""
        seats = set(taken().values_list("who", flat=True))
        seat = next(str(n) for n in range(1, 99) if str(n) not in seats)
        for kind, subject, name in ((TAKEN, ROOM, seat), (OWNER, seat, who)):
            Entry.objects.create(
                kind=kind,
                subject=subject,
                who=name,
                state=EntryState.OFFERED,
                joined_at=at,
                offered_at=at,
                offer_until=NEVER,
            )

    def give_back(self, who: str, at: datetime) -> None:
        owner = Entry.objects.get(kind=OWNER, who=who, state=EntryState.OFFERED)
        taken().filter(who=owner.subject).update(state=EntryState.LEFT, ended_at=at)
        Entry.objects.filter(pk=owner.pk).update(state=EntryState.LEFT, ended_at=at)


def taken():
    return Entry.objects.filter(kind=TAKEN, subject=ROOM, state=EntryState.OFFERED)


def registered(number: int = 1, latest: datetime | None = None) -> Seats:
    seats = Seats(number, latest)
    offerable.register(seats)
    return seats


def states():
    """Return who → state of everybody on the list, in the order they joined."""
    return {entry.who: entry.state for entry in Entry.objects.filter(kind=KIND)}
