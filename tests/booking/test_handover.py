"""A counter's day goes to another counter, exactly as it was shown (B13)."""

import uuid
from datetime import time, timedelta

import pytest

from booking.actions.handing_over import Handover, StaleHandover, hand_over
from booking.enums import BulkKind, Status
from booking.models import Appointment, BulkChange, Counter
from booking.planning.handover import Obstacle, fates
from messaging.models import Message
from privacy.models import AuditEntry
from tests.booking.acting import book, refusal, take
from tests.booking.offices import AT, EIGHT, LATER, NINE, TUESDAY, derive, local, office
from tests.booking.racing import assert_sound
from tests.booking.staff.changes import MANAGER, closed, done
from tests.booking.urgent import URGENT, keep, urgent_service
from tests.factories.booking import ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("B13")]

TEN = local("2026-11-17", "10:00")


@pytest.fixture
def stage():
    """An office of two counters; the first has somebody at eight and at nine."""
    place, service = office(2)
    source, target = place.counters.select_related("location").order_by("pk")
    for start in (EIGHT, NINE):
        book(place, service, start, counter=source)
    return place, service, source, target


def seen(source, target, at=AT):
    return fates(source, target, TUESDAY, at=at)


def plan(source, target, at=AT, **more):
    shapes = tuple(one.shape for one in seen(source, target, at))
    fields = {"uid": uuid.uuid4().hex, "location": source.location_id, "day": TUESDAY} | more
    return Handover(source=source.pk, target=target.pk, shown=shapes, **fields)


def obstacles(source, target, at=AT):
    return [one.obstacle for one in seen(source, target, at)]


def at_counter(counter):
    rows = Appointment.objects.live().filter(counter=counter).order_by("period")
    return [one.starts_at for one in rows]


def test_what_fits_goes_over_with_its_time_reference_and_nobody_written_to(stage):
    _place, _service, source, target = stage
    references = set(Appointment.objects.values_list("booking__reference", flat=True))
    sent = Message.objects.count()

    bulk = hand_over(plan(source, target, reason_sl="Dopust"), by=MANAGER, at=AT)

    assert (at_counter(source), at_counter(target)) == ([], [EIGHT, NINE])
    assert set(Appointment.objects.values_list("booking__reference", flat=True)) == references
    assert Message.objects.count() == sent
    assert (bulk.kind, bulk.moved, bulk.kept, bulk.reason_sl) == (
        BulkKind.HANDOVER,
        2,
        0,
        "Dopust",
    )
    trail = AuditEntry.objects.filter(verb="handover")
    assert set(trail.values_list("object_id", flat=True)) == {
        str(key) for key in Appointment.objects.values_list("booking", flat=True)
    }
    assert AuditEntry.objects.filter(verb="bulk_change", object_id=str(bulk.pk)).count() == 1
    assert_sound(AT)


def test_what_overlaps_stays_and_says_with_what(stage):
    place, service, source, target = stage
    book(place, service, EIGHT, counter=target)

    first, second = seen(source, target)
    bulk = hand_over(plan(source, target), by=MANAGER, at=AT)

    assert (first.obstacle, first.taken) == (Obstacle.TAKEN, (EIGHT, EIGHT + service.length))
    assert second.obstacle is None
    assert (at_counter(source), at_counter(target)) == ([EIGHT], [EIGHT, NINE])
    assert (bulk.moved, bulk.kept) == (1, 1)
    assert_sound(AT)


def test_what_the_other_counter_does_not_do_stays(stage):
    place, _service, source, target = stage
    other = ServiceFactory()
    source.services.add(other)
    book(place, other, TEN, counter=source)

    assert obstacles(source, target) == [None, None, Obstacle.SERVICE]


def test_what_the_other_counter_is_not_open_for_stays(stage):
    place, _service, source, target = stage
    done(closed(place, "2026-11-17", "08:00", "08:30", counter=target))

    assert obstacles(source, target) == [Obstacle.CLOSED, None]


def test_time_for_walk_ins_only_takes_nobody_over(stage):
    place, _service, source, target = stage
    done(closed(place, "2026-11-17", "08:00", "08:30", counter=target, is_booked_only=True))

    assert obstacles(source, target) == [Obstacle.CLOSED, None]


@pytest.mark.req("B35")
def test_time_kept_for_urgent_cases_takes_over_those_alone():
    place, service = office(2, service=urgent_service())
    source, target = place.counters.select_related("location").order_by("pk")
    book(place, service, EIGHT, counter=source)
    book(place, service, NINE, counter=source, **URGENT)
    keep(place, time(8), time(10), counter=target)

    assert obstacles(source, target) == [Obstacle.RESERVED, None]
    hand_over(plan(source, target), by=MANAGER, at=AT)

    assert (at_counter(source), at_counter(target)) == ([EIGHT], [NINE])
    assert_sound(AT)


def test_counter_out_of_use_takes_nobody_over(stage):
    _place, _service, source, target = stage
    Counter.objects.filter(pk=target.pk).update(is_active=False)
    target.refresh_from_db()

    assert obstacles(source, target) == [Obstacle.SERVICE] * 2


def test_what_has_begun_is_cancelled_or_is_on_another_day_is_not_handed_over(stage):
    place, service, source, target = stage
    book(place, service, local("2026-11-18", "08:00"), counter=source)
    book(place, service, TEN, counter=source).appointments.update(status=Status.CANCELLED)

    found = seen(source, target, at=EIGHT + timedelta(minutes=1))

    assert [one.appointment.starts_at for one in found] == [NINE]


def test_running_hold_is_in_the_way_and_one_that_has_run_out_is_not(stage):
    place, service, source, target = stage
    take(place, service, EIGHT, counter=target)

    assert obstacles(source, target) == [Obstacle.TAKEN, None]
    assert obstacles(source, target, LATER) == [None, None]
    hand_over(plan(source, target, LATER), by=MANAGER, at=LATER)
    assert at_counter(target) == [EIGHT, NINE]
    assert_sound(LATER)


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda place, service, source, target: book(place, service, EIGHT, counter=target),
        lambda place, service, source, target: book(place, service, TEN, counter=source),
        lambda place, service, source, target: target.services.clear(),
        lambda place, service, source, target: Appointment.objects.filter(
            counter=source, period__startswith=NINE
        ).update(status=Status.CANCELLED),
    ],
    ids=["target-taken", "one-more", "service-gone", "one-less"],
)
def test_nothing_is_done_that_was_not_shown(stage, meanwhile):
    place, _service, source, target = stage
    shown = plan(source, target)
    meanwhile(*stage)
    derive(place)
    before = at_counter(source)

    with pytest.raises(StaleHandover) as stale:
        hand_over(shown, by=MANAGER, at=AT)

    assert tuple(one.shape for one in stale.value.fates) != shown.shown
    assert at_counter(source) == before
    assert BulkChange.objects.count() == 0
    assert_sound(AT)


def test_doing_it_again_changes_nothing(stage):
    _place, _service, source, target = stage
    shown = plan(source, target)

    first, again = (hand_over(shown, by=MANAGER, at=AT) for _click in range(2))

    assert first == again
    assert BulkChange.objects.count() == 1


def test_counter_of_another_place_takes_nothing_over(stage):
    _place, service, source, _target = stage
    elsewhere, _service = office(1, service=service)
    foreign = elsewhere.counters.select_related("location").get()

    assert refusal(hand_over, plan(source, foreign), by=MANAGER, at=AT) == "changed_meanwhile"
    assert refusal(hand_over, plan(source, source), by=MANAGER, at=AT) == "changed_meanwhile"
