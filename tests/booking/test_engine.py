"""The engine against a model too simple to be wrong: a set of minutes per day."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from booking.availability.check import differences
from booking.availability.derive import derive_all, rederive
from booking.availability.earliest import earliest
from booking.availability.free import restrictions_allowing
from booking.availability.slots import slots
from booking.availability.waiting_times import waiting_times
from booking.enums import OCCUPYING, Status
from booking.models import (
    Closure,
    Counter,
    ExtraOpening,
    FreeInterval,
    OpeningHours,
    ServiceRestriction,
    UrgentReserve,
)
from calendars.work_free_days import work_free
from tests.factories.booking import (
    AppointmentFactory,
    BookingFactory,
    CounterFactory,
    LocationFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("Europe/Ljubljana")
MINUTE = timedelta(minutes=1)
# Both clock changes of 2027, a leap day, a holiday in the week, New Year.
DAYS = [
    date(2027, 3, 27),
    date(2027, 10, 30),
    date(2028, 2, 28),
    date(2027, 2, 7),
    date(2026, 12, 31),
]

clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 5, 10, 13, 30, 45]))
spans = st.tuples(clocks, clocks).filter(lambda span: span[0] < span[1] or span[1] == time(0))
rules = st.sampled_from(
    ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=WEEKLY;BYDAY=SA,SU", "FREQ=MONTHLY;BYDAY=1MO"]
)
restrictions = st.sampled_from([None, "only", "except", "walk-in", "booked"])
pieces = st.tuples(st.integers(0, 2), clocks, st.integers(5, 600), restrictions)
# Hours before its beginning at which a reserve is released: never, then, some hours or days before.
releases = st.sampled_from([None, 0, 13, 34, 60])
appointments = st.tuples(
    st.integers(0, 2), st.integers(0, 287), st.sampled_from(list(Status)), st.sampled_from([15, 40])
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    first=st.sampled_from(DAYS),
    hours=st.lists(st.tuples(rules, spans), max_size=3),
    extras=st.lists(pieces, max_size=2),
    closures=st.lists(pieces, max_size=3),
    taken=st.lists(appointments, max_size=5),
    reserves=st.lists(st.tuples(rules, spans, releases), max_size=3),
    minutes=st.sampled_from([5, 12, 15, 45, 240]),
)
@example(  # a service longer than any gap
    first=DAYS[0],
    hours=[("FREQ=DAILY", (time(8), time(9)))],
    extras=[],
    closures=[],
    taken=[],
    reserves=[],
    minutes=240,
)
@example(  # open over the hour that does not exist, and to midnight
    first=DAYS[0],
    hours=[("FREQ=DAILY", (time(0), time(0)))],
    extras=[],
    closures=[],
    taken=[],
    reserves=[],
    minutes=45,
)
@example(  # every kind of restriction over the same hours
    first=DAYS[3],
    hours=[("FREQ=DAILY", (time(8), time(10)))],
    extras=[(1, time(9), 240, "walk-in"), (1, time(11), 60, "only"), (1, time(12), 60, "booked")],
    closures=[(1, time(8), 60, "walk-in"), (1, time(9), 30, "booked"), (1, time(12), 90, "except")],
    taken=[],
    reserves=[],
    minutes=15,
)
@example(  # time that is for some visitors and reserved, or neither, or one of both
    first=DAYS[0],
    hours=[("FREQ=DAILY", (time(8), time(12)))],
    extras=[(1, time(12), 180, "walk-in")],
    closures=[(1, time(8), 60, "booked"), (1, time(9), 60, "walk-in")],
    taken=[],
    reserves=[
        ("FREQ=DAILY", (time(8, 30), time(9, 30)), None),
        ("FREQ=DAILY", (time(13), time(14)), 60),
    ],
    minutes=15,
)
@example(  # reserves that overlap and are released at different hours, one of them never
    first=DAYS[0],
    hours=[("FREQ=DAILY", (time(8), time(18)))],
    extras=[],
    closures=[],
    taken=[],
    reserves=[
        ("FREQ=DAILY", (time(9), time(12)), None),
        ("FREQ=DAILY", (time(10), time(14)), 60),
        ("FREQ=DAILY", (time(11), time(15)), 13),
    ],
    minutes=15,
)
@pytest.mark.req("B3", "B12", "B35", "I3")
def test_engine_agrees_with_a_naive_model(first, hours, extras, closures, taken, reserves, minutes):
    with transaction.atomic():
        world = World(first, minutes)
        world.fill(hours, extras, closures, taken, reserves)

        kept = world.kept_minutes()
        for service in (world.service, world.other):
            for walk_in in (False, True):
                naive = world.naive_minutes(service, walk_in)
                assert world.derived_minutes(service, True, walk_in) == naive
                assert world.derived_minutes(service, False, walk_in) == naive - kept
        for is_urgent in (False, True):
            assert world.offered(is_urgent) == world.naive_starts(is_urgent)
            found = earliest(world.service, at=world.at, is_urgent=is_urgent)
            assert found == world.naive_earliest(is_urgent)
        table = waiting_times(at=world.at)[world.service.pk, world.location.pk]
        assert table == world.naive_earliest(False).get(world.location.pk)
        assert list(differences(world.at)) == []
        transaction.set_rollback(True)


class World:
    """One counter, two services, three local days from `first`."""

    def __init__(self, first, minutes):
        self.first, self.last = first, first + timedelta(days=2)
        self.at = datetime.combine(first, time(0), ZONE).astimezone(UTC)
        self.service = ServiceFactory(minutes=minutes, notice_hours=0, horizon_days=2)
        self.other = ServiceFactory(minutes=15, notice_hours=0, horizon_days=2)
        self.location = LocationFactory()
        self.counter = CounterFactory(location=self.location, services=[self.service, self.other])

    def moment(self, offset, clock):
        return datetime.combine(self.first + timedelta(days=offset), clock, ZONE).astimezone(UTC)

    def restriction(self, kind):
        if kind is None:
            return None
        row = ServiceRestriction.objects.create(
            mode="except" if kind == "except" else "only",
            is_walk_in_only=kind == "walk-in",
            is_booked_only=kind == "booked",
        )
        row.services.add(self.service)
        return row

    def fill(self, hours, extras, closures, taken, reserves):
        self.hours = [
            OpeningHours.objects.create(location=self.location, **by_rule(rule, span))
            for rule, span in hours
        ]
        owners = [{"location": self.location}, {"counter": self.counter}]
        self.reserves = [
            UrgentReserve.objects.create(
                **owners[number % 2], **by_rule(rule, span), release_hours=hours
            )
            for number, (rule, span, hours) in enumerate(reserves)
        ]
        self.extras = [self.exception(ExtraOpening, *row) for row in extras]
        self.closures = [self.exception(Closure, *row) for row in closures]
        self.taken = set()
        for offset, step, status, length in taken:
            start = self.moment(offset, time(0)) + timedelta(minutes=5 * step)
            span = minutes_between(start, start + timedelta(minutes=length))
            if status in OCCUPYING and self.taken & span:
                continue
            AppointmentFactory(
                booking=BookingFactory(service=self.other, location=self.location),
                counter=self.counter,
                period=DateTimeTZRange(start, start + timedelta(minutes=length)),
                ends_at=start + timedelta(minutes=length),
                status=status,
                # never expired by `at`: what an expired hold gives back has a test of its own
                expires_at=start + timedelta(days=9),
            )
            if status in OCCUPYING:
                self.taken |= span
        counter = Counter.objects.select_related("location").get()
        derive_all([counter], self.first, self.last)
        rederive([Counter.objects.select_related("location").get()], self.first, self.first)

    def exception(self, model, offset, clock, length, kind):
        start = self.moment(offset, clock)
        return model.objects.create(
            counter=self.counter,
            period=DateTimeTZRange(start, start + length * MINUTE),
            restriction=self.restriction(kind),
        )

    def naive_minutes(self, service, walk_in):
        """Go through every minute of the three days and ask each row in turn."""
        return {
            minute
            for minute in minutes_between(self.at, self.moment(3, time(0)))
            if minute not in self.taken and self.is_open(minute, service, walk_in)
        }

    def kept_minutes(self):
        return {
            minute
            for minute in minutes_between(self.at, self.moment(3, time(0)))
            if any(self.keeps(row, minute) for row in self.reserves)
        }

    def keeps(self, row, minute):
        """Say whether the reserve has the minute and has not released it yet."""
        day = local_day(minute)
        if not on_rule(row.rule, day) or not self.in_span(row, minute):
            return False
        begins = datetime.combine(day, row.opens, ZONE).astimezone(UTC)
        is_released = (
            row.release_hours is not None and begins - timedelta(hours=row.release_hours) <= self.at
        )
        return not is_released

    def is_open(self, minute, service, walk_in):
        is_open = any(self.in_hours(row, minute) for row in self.hours)
        is_open |= any(covers(row, minute) and row.restriction is None for row in self.extras)
        closures = [row for row in self.closures if covers(row, minute)]
        if any(row.restriction is None for row in closures):
            return False
        if not is_open:
            # The earliest stored restricted opening that covers the minute rules it; one for
            # visitors without an appointment only where there is no other.
            openings = [row for row in self.extras if covers(row, minute)]
            for row in sorted(openings, key=lambda row: row.restriction.is_walk_in_only)[:1]:
                is_open = self.is_for(row, service, walk_in)
        return is_open and not any(self.is_for(row, service, walk_in) for row in closures)

    def is_for(self, row, service, walk_in):
        """Say whether a restricted row concerns a visitor of the service, booked or walk-in."""
        if row.restriction.is_walk_in_only or row.restriction.is_booked_only:
            return row.restriction.is_walk_in_only == walk_in
        return (service == self.service) == (row.restriction.mode == "only")

    def in_hours(self, row, minute):
        day = local_day(minute)
        return on_rule(row.rule, day) and not is_work_free(day) and self.in_span(row, minute)

    def in_span(self, row, minute):
        start, end = span_on(local_day(minute), row.opens, row.closes)
        return start <= minute < end

    def intervals(self, service, is_urgent, walk_in=False):
        rules = restrictions_allowing(service.pk, walk_in=walk_in)
        allowed = {None, *rules.values_list("pk", flat=True)}
        rows = FreeInterval.objects.order_by("period")
        return [
            (row.period.lower, row.period.upper)
            for row in rows
            if row.restriction_id in allowed
            if is_urgent or row.reserved_until is None or row.reserved_until <= self.at
        ]

    def derived_minutes(self, service, is_urgent, walk_in):
        spans = self.intervals(service, is_urgent, walk_in)
        return {minute for span in spans for minute in minutes_between(*span)}

    def naive_starts(self, is_urgent):
        """Step through each interval by one service length, in minutes since 2000."""
        starts = []
        for lower, upper in self.intervals(self.service, is_urgent):
            start = lower
            while start.minute % 5 or start.second:
                start += MINUTE
            while start + self.service.length <= upper:
                starts.append(start)
                start += timedelta(minutes=-(-self.service.minutes // 5) * 5)
        return starts

    def naive_earliest(self, is_urgent):
        starts = self.naive_starts(is_urgent)
        return {self.location.pk: min(starts)} if starts else {}

    def offered(self, is_urgent):
        days = (self.first, self.last)
        found = slots(self.location, self.service, *days, at=self.at, is_urgent=is_urgent)
        assert all(slot.free == 1 for slot in found)
        return [slot.starts_at for slot in found]


def by_rule(rule, span):
    return {"rule": rule, "opens": span[0], "closes": span[1], "valid_from": date(2026, 1, 1)}


def minutes_between(start, end):
    count = int((end - start) / MINUTE)
    return {start + n * MINUTE for n in range(count)}


@cache
def local_day(minute):
    return minute.astimezone(ZONE).date()


@cache
def span_on(day, opens, closes):
    closes_on = day if closes > time(0) else day + timedelta(days=1)
    start = datetime.combine(day, opens, ZONE).astimezone(UTC)
    return start, datetime.combine(closes_on, closes, ZONE).astimezone(UTC)


is_work_free = cache(work_free)


def covers(row, minute):
    return row.period.lower <= minute < row.period.upper


@cache
def on_rule(rule, day):
    weekday = day.strftime("%a").upper()[:2]
    if rule == "FREQ=DAILY":
        return True
    if rule.startswith("FREQ=WEEKLY"):
        return weekday in rule.partition("BYDAY=")[2].split(",")
    return weekday == "MO" and day.day <= 7
