"""What the counters of a place do on some days: taken, free and closed time (B3–B5, B13).

The one reading behind the screens of the schedule; its dataclasses hold no model, so that paper
and machines can be given the same. Six queries, two more for people (one for whose case is urgent
alone) and one for a service, whatever the number of counters, days and appointments; one more where
some are linked or time is restricted, and a few only while a hold that has run out still stands in
the derived table.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from django.db import connection
from django.db.models.functions import Extract
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from booking.availability.derive import free_truth
from booking.availability.free import restrictions_allowing
from booking.availability.grid import up_to_grid
from booking.availability.truth import Moments, day_bounds
from booking.enums import ClosureKind, Status
from booking.information.linked import mates_of
from booking.information.reasons import reason
from booking.models import (
    Appointment,
    Booking,
    Closure,
    Counter,
    FreeInterval,
    Location,
    Service,
    ServiceRestriction,
    Visitor,
)
from calendars.intervals import intersect, subtract
from calendars.work_free_days import work_free_name
from languages.codes import SL

FREE, RESERVED, UNUSED, CLOSED = "free", "reserved", "unused", "closed"
WALK_INS = "walk_ins"  # free, but nobody can book it
# The keys go as one array: a week has a thousand (booking.information.linked).
URGENT = "SELECT id FROM booking_booking WHERE id = ANY(%(keys)s) AND is_urgent"
Free = tuple[Moments, int | None, bool]  # a span, its restriction, whether it is reserved by now


@dataclass(frozen=True, slots=True)
class Line:
    """One stretch of a counter's day, [starts_at, ends_at) in UTC.

    `state` is a Status, FREE, RESERVED (free, for urgent cases only), WALK_INS (free, but nobody
    can book it), UNUSED (free, but over) or CLOSED; `word` says it in the reader's language.
    `ends_at` of an appointment is the visitor's, without the buffer.
    """

    state: str
    word: str
    starts_at: datetime
    ends_at: datetime
    appointment: int | None = None
    service: str = ""
    initials: str = ""
    note: str = ""
    is_walk_in: bool = False
    is_urgent: bool = False
    is_restricted: bool = False
    is_linked: bool = False

    @property
    def minutes(self) -> int:
        return (self.ends_at - self.starts_at) // timedelta(minutes=1)


@dataclass(frozen=True)
class CounterDay:
    """A counter on one local day: its lines in order of time."""

    counter: int
    label: str
    is_active: bool
    lines: list[Line]

    def of(self, *states: str) -> list[Line]:
        return [line for line in self.lines if line.state in states]

    @property
    def taken(self) -> list[Line]:
        return [line for line in self.lines if line.appointment is not None]

    @property
    def linked(self) -> list[Line]:
        """Return the appointments that are part of a visit with several services (B13)."""
        return [line for line in self.lines if line.is_linked]

    @property
    def free_minutes(self) -> int:
        return sum(line.minutes for line in self.of(FREE))

    @property
    def reserved_minutes(self) -> int:
        return sum(line.minutes for line in self.of(RESERVED))


@dataclass(frozen=True)
class Day:
    """A local day; `holiday` names a work-free day."""

    date: date
    holiday: str
    columns: list[CounterDay]


@dataclass
class _Read:
    """Rows by counter key, as they come from the database."""

    location: Location
    counters: Sequence[Counter]
    taken: dict[tuple[int, date], list[Line]] = field(default_factory=lambda: defaultdict(list))
    expired: set[int] = field(default_factory=set)
    free: dict[int, list[Free]] = field(default_factory=lambda: defaultdict(list))
    for_walk_ins: set[int] = field(default_factory=set)
    closures: list[Closure] = field(default_factory=list)

    @cached_property
    def keys(self) -> list[int]:
        return [counter.pk for counter in self.counters]


def schedule(
    location: Location,
    first: date,
    last: date,
    *,
    at: datetime,
    service: Service | None = None,
    counter: Counter | None = None,
    with_people: bool = True,
) -> list[Day]:
    """Return the local days `first` to `last` of the place's counters, as they stand at `at`.

    With `service` only the counters that do it, and only the free time it may take (B5); with
    `counter` only that one (B4). Without `with_people` nobody's initials are read, nor who came
    unannounced. A counter out of use is there while it has appointments. Free
    time under a hold that has run out counts as free. Derived free time is dropped two days after
    it has passed: before that nothing is said to have been free.
    """
    zone = location.zone
    window = (day_bounds(first, zone)[0], day_bounds(last, zone)[1])
    read = _Read(location, _counters(location, service, counter))
    _read_taken(read, window, at, with_people=with_people)
    _read_free(read, window, (first, last), at, service)
    keys = {counter.pk for counter in read.counters}
    closures = Closure.objects.filter(period__overlap=window).select_related("restriction")
    owners = closures.filter(counter__in=keys) | closures.filter(location=location)
    read.closures = list(owners.order_by("period", "pk"))
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [_day(read, day, day_bounds(day, zone), at) for day in days]


def _counters(
    location: Location, service: Service | None, counter: Counter | None
) -> list[Counter]:
    rows = Counter.objects.filter(location=location).order_by("order", "pk")
    if service is not None:
        rows = rows.filter(services=service)
    if counter is not None:
        rows = rows.filter(pk=counter.pk)
    found = list(rows)
    for row in found:
        row.location = location
    return found


def _read_taken(read: _Read, window: Moments, at: datetime, *, with_people: bool) -> None:
    rows = Appointment.objects.occupying().filter(counter__in=read.keys, period__overlap=window)
    # Joined to their bookings, a week of rows would make the planner read every booking there is.
    # Seconds instead of moments: psycopg would spend most of the reading on taking dates apart.
    seconds = {
        "begins": Extract("period__startswith", "epoch", tzinfo=UTC),
        "ends": Extract("ends_at", "epoch", tzinfo=UTC),
    }
    columns = ("pk", "counter_id", "service_id", "begins", "ends", "status", "expires_at")
    values = rows.order_by().annotate(**seconds).values_list(*columns, "booking_id", "visitor_id")
    found = list(values)
    zone = read.location.zone
    people = _People([row[-2:] for row in found], with_names=with_people)
    linked = mates_of({row[-2] for row in found})
    names = {row.pk: row.short_name for row in _services()}
    words = {status.value: str(status.label) for status in Status}
    for key, counter, service, begins, ends, status, expires, booking, visitor in found:
        if status == Status.HELD and expires <= at:
            read.expired.add(counter)
            continue
        line = Line(
            state=status,
            word=words[status],
            starts_at=datetime.fromtimestamp(begins, UTC),
            ends_at=datetime.fromtimestamp(ends, UTC),
            appointment=key,
            service=names.get(service) or "",
            initials=initials(people.name(booking, visitor)),
            is_walk_in=booking in people.walk_ins,
            is_urgent=booking in people.urgent,
            is_linked=booking in linked,
        )
        # No appointment crosses local midnight.
        read.taken[counter, line.starts_at.astimezone(zone).date()].append(line)


class _People:
    """Who comes to the appointments of these (booking, visitor) keys: two queries.

    Without names only whose cases are urgent: one query, of the few there are.
    """

    def __init__(self, keys: Sequence[tuple[int, int | None]], *, with_names: bool) -> None:
        bookings = {booking for booking, _visitor in keys}
        if not with_names:
            self.urgent, self.walk_ins = _urgent(bookings), set[int]()
            self.contacts, self.visitors = dict[int, str](), dict[int, str]()
            return
        rows = Booking.objects.filter(pk__in=bookings)
        facts = list(rows.values_list("pk", "is_walk_in", "is_urgent", "contact__name"))
        visitors = Visitor.objects.filter(pk__in={visitor for _booking, visitor in keys if visitor})
        self.walk_ins = {key for key, is_walk_in, _is_urgent, _name in facts if is_walk_in}
        self.urgent = {key for key, _is_walk_in, is_urgent, _name in facts if is_urgent}
        self.contacts = {key: name for key, *_facts, name in facts}
        self.visitors = dict(visitors.order_by().values_list("pk", "name"))

    def name(self, booking: int, visitor: int | None) -> str:
        """Return the visitor's name, else the contact's, else nothing."""
        return (visitor and self.visitors.get(visitor)) or self.contacts.get(booking) or ""


def _urgent(bookings: Collection[int]) -> set[int]:
    """Return the keys of those bookings whose case is urgent."""
    if not bookings:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(URGENT, {"keys": list(bookings)})
        return {key for (key,) in cursor.fetchall()}


def _services() -> Iterable[Service]:
    """Return every service: an appointment keeps one its counter has ceased to do."""
    language = {f"short_name_{code}" for code in (SL, "sr", "en")}
    return Service.objects.only("pk", *language)


def _read_free(
    read: _Read,
    window: Moments,
    days: tuple[date, date],
    at: datetime,
    service: Service | None,
) -> None:
    """Read the derived table; the counters of expired holds from the two truths instead."""
    active = [counter for counter in read.counters if counter.is_active]
    rows = FreeInterval.objects.filter(counter__in=active, period__overlap=window)
    columns = ("counter_id", "period", "restriction_id", "reserved_until")
    for key, period, restriction, until in rows.values_list(*columns):
        if key not in read.expired:
            is_reserved = until is not None and until > at
            read.free[key].append(((period.lower, period.upper), restriction, is_reserved))
    touched = [counter for counter in active if counter.pk in read.expired]
    if touched:
        for key, pieces in free_truth(touched, *days, ignoring_expired=at).items():
            read.free[key] = [
                (
                    piece.interval,
                    piece.restriction_id,
                    not piece.is_for(is_urgent=False, at=at),
                )
                for piece in pieces
            ]
    if any(span[1] for spans in read.free.values() for span in spans):
        walk_ins = ServiceRestriction.objects.filter(is_walk_in_only=True)
        read.for_walk_ins = set(walk_ins.values_list("pk", flat=True))
    if service is not None:
        allowed: set[int | None] = {None}
        for walk_in in (False, True):
            rules = restrictions_allowing(service.pk, walk_in=walk_in)
            allowed |= set(rules.values_list("pk", flat=True))
        for key, spans in read.free.items():
            read.free[key] = [
                (span, restriction, is_reserved)
                for span, restriction, is_reserved in spans
                if restriction in allowed and (service.has_urgent_path or not is_reserved)
            ]


def _day(read: _Read, day: date, bounds: Moments, at: datetime) -> Day:
    columns = []
    for counter in read.counters:
        taken = read.taken[counter.pk, day]
        if not counter.is_active and not taken:
            continue
        lines = taken + _free_lines(read.free[counter.pk], bounds, at, read.for_walk_ins)
        lines += _closed_lines(read, counter, bounds)
        lines.sort(key=lambda line: (line.starts_at, line.state != CLOSED, line.ends_at))
        columns.append(CounterDay(counter.pk, counter.label, counter.is_active, lines))
    return Day(day, work_free_name(day, get_language() or SL), columns)


def _free_lines(
    spans: Sequence[Free], bounds: Moments, at: datetime, for_walk_ins: Collection[int]
) -> list[Line]:
    """Return the free time of a day; what has passed by the current step is merely unused."""
    # A start can be booked from the next step of the grid on.
    now = up_to_grid(at)
    unused = _("not taken")
    told = {  # by whether it is for walk-in visitors and whether it is reserved
        (False, False): (FREE, _("free")),
        (False, True): (RESERVED, _("free for urgent cases only")),
        (True, False): (WALK_INS, _("only without an appointment")),
        (True, True): (WALK_INS, _("only for urgent cases without an appointment")),
    }
    lines = []
    for span, restriction, is_reserved in spans:
        state, word = told[restriction in for_walk_ins, is_reserved]
        is_restricted = restriction is not None and state != WALK_INS
        for part in intersect([span], bounds):
            for rest in subtract([part], [(bounds[0], now)]):
                lines.append(Line(state, word, *rest, is_restricted=is_restricted))
            for gone in intersect([part], (bounds[0], max(now, bounds[0]))):
                lines.append(Line(UNUSED, unused, *gone))
    return lines


def _closed_lines(read: _Read, counter: Counter, bounds: Moments) -> list[Line]:
    return [
        Line(CLOSED, closed_word(closure), *part, note=reason(closure))
        for closure in read.closures
        if closure.counter_id in (None, counter.pk)
        for part in intersect([(closure.period.lower, closure.period.upper)], bounds)
    ]


def closed_word(closure: Closure) -> str:
    """Return what a closure is called: its kind, or for whom it is closed."""
    if closure.restriction is None:
        return str(ClosureKind(closure.kind).label)
    if closure.restriction.is_booked_only:
        return _("open only for visitors without an appointment")
    if closure.restriction.is_walk_in_only:
        return _("closed to visitors without an appointment")
    return _("closed for some services")


def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name: "Maja Zupan" → "MZ"."""
    words = name.split()
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))
