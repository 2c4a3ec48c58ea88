"""Two want the time beside a visit, or the visit itself, at one moment (B13, X6)."""

import pytest

from booking.actions.changing import cancel
from booking.actions.linking import link, unlink
from booking.actions.visits import add_service, move_visit
from booking.enums import Channel
from booking.models import Appointment, Booking
from booking.planning.adjoining import Anchor, adjoining_times
from messaging.models import Message
from privacy.audit import Actor
from tests.booking.acting import book, take
from tests.booking.offices import AT, EIGHT, NINE, local, office
from tests.booking.racing import assert_sound, codes, holding, race
from tests.factories.booking import ServiceFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.race,
    pytest.mark.req("B13", "X6"),
]

CLERK = Actor(role="clerk", user_id=7, channel="unit")


def stage():
    place, service = office(1)
    other = ServiceFactory(minutes=15)
    place.counters.get().services.add(other)
    return place, service, other, book(place, service, NINE)


def adding(booking, service, key="key"):
    (appointment,) = booking.appointments.select_related("booking__location__unit")
    time = adjoining_times(Anchor.of([appointment]), booking.location, service, at=AT)[0]
    counter = booking.location.counters.get(pk=time.counter)
    return lambda: add_service(
        appointment,
        service,
        starts_at=time.starts_at,
        counter=counter,
        acknowledgement=None,
        by=CLERK,
        at=AT,
        idempotency_key=key,
    )


def test_somebody_takes_the_adjoining_time_and_one_of_the_two_has_it_whole():
    place, service, other, booking = stage()
    sent = Message.objects.count()
    want = adding(booking, other)
    start = local("2026-11-17", "09:15")

    added, *held = race(want, *[holding(place, service, start)] * 6)

    is_added = not isinstance(added, Exception)
    assert codes([added, *held]).count("ok") == 1
    assert {getattr(one, "code", "ok") for one in [added, *held]} <= {"ok", "slot_taken", "busy"}
    assert Booking.objects.filter(linked_to=booking).count() == int(is_added)
    assert Message.objects.count() - sent == int(is_added)
    assert Appointment.objects.filter(service=other).count() == int(is_added)
    assert_sound(AT)


def test_two_presses_add_one_service():
    _place, _service, other, booking = stage()

    outcomes = race(*[adding(booking, other)] * 4)

    assert len({one.pk for one in outcomes}) == 1
    assert Booking.objects.filter(linked_to=booking).count() == 1
    assert_sound(AT)


def test_service_is_added_to_a_visit_that_stands_or_to_none():
    _place, _service, other, booking = stage()

    added, cancelled = race(adding(booking, other), lambda: cancel(booking, by=CLERK, at=AT))

    assert not isinstance(cancelled, Exception)
    if isinstance(added, Exception):
        assert added.code == "changed_meanwhile"
        assert Appointment.objects.occupying().count() == 0
    else:
        assert Appointment.objects.occupying().get().booking == added
    assert_sound(AT)


def test_linking_and_unlinking_at_once_leave_every_visit_with_one_first():
    place, service = office(1)
    hours = ("08:00", "09:00", "10:00", "11:00")
    one, two, three, four = (book(place, service, local("2026-11-17", hour)) for hour in hours)
    link(one, two, by=CLERK, at=AT)

    outcomes = race(
        lambda: unlink(one, by=CLERK, at=AT),
        lambda: link(two, three, by=CLERK, at=AT),
        lambda: link(one, four, by=CLERK, at=AT),
        lambda: link(three, four, by=CLERK, at=AT),
    )

    assert set(codes(outcomes)) <= {"ok", "linked_already", "changed_meanwhile", "busy"}
    pointing = Booking.objects.filter(linked_to__isnull=False)
    assert not pointing.filter(linked_to__linked_to__isnull=False).exists()


def test_move_of_a_visit_against_whoever_wants_the_time_beside_moves_all_or_none():
    place, service = office(1)
    pair = book(place, service, EIGHT), book(place, service, local("2026-11-17", "08:15"))
    link(*pair, by=CLERK, at=AT)
    ten = local("2026-11-17", "10:00")
    held = take(place, service, ten, moves=pair[0], channel=Channel.UNIT).booking
    beside = [holding(place, service, local("2026-11-17", hour)) for hour in ("09:45", "10:15")]

    moved, *_held = race(
        lambda: move_visit(pair[0], held=held, by=CLERK, at=AT, key="k"), *beside * 3
    )

    starts = [one.appointments.live().get().starts_at for one in pair]
    if isinstance(moved, Exception):
        assert moved.code in {"nothing_adjoins", "slot_taken", "busy"}
        assert starts == [EIGHT, local("2026-11-17", "08:15")]
    else:
        assert starts[0] == ten
        assert starts[1] in {local("2026-11-17", "09:45"), local("2026-11-17", "10:15")}
    assert_sound(AT)
