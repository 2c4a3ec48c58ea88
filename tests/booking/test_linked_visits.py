"""A visit with several services: linked, a service added, cancelled and moved as one (B13)."""

from datetime import timedelta

import pytest
from django.utils import translation

from booking.actions.changing import cancel
from booking.actions.linking import link, unlink
from booking.actions.visits import add_service, cancel_visit, move_visit
from booking.enums import Channel, Status
from booking.models import Appointment, Booking
from booking.planning.adjoining import Anchor, adjoining_times
from booking.tokens import manage_token
from messaging.kinds import kind_named
from messaging.models import Message
from privacy.audit import Actor
from privacy.models import AuditEntry
from tests.booking.acting import book, refusal, starts, take
from tests.booking.offices import AT, NINE, local, office
from tests.booking.racing import assert_sound
from tests.factories.booking import RequiredDocumentFactory, ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("B13")]

CLERK = Actor(role="clerk", user_id=7, channel="unit")
QUARTER = timedelta(minutes=15)


@pytest.fixture
def stage():
    """An office of two counters that do both services, and a booking of the first at nine."""
    place, service = office(2)
    other = ServiceFactory(minutes=20)
    for counter in place.counters.all():
        counter.services.add(other)
    return place, service, other, book(place, service, NINE)


def offered(booking, service, at=AT):
    appointments = list(booking.appointments.live())
    return adjoining_times(Anchor.of(appointments), booking.location, service, at=at)


def add(booking, service, time=None, key="key", **more):
    time = time or offered(booking, service)[0]
    (appointment,) = booking.appointments.live()
    fields = {"acknowledgement": None, "by": CLERK, "at": AT, "idempotency_key": key} | more
    counter = booking.location.counters.get(pk=time.counter)
    return add_service(appointment, service, starts_at=time.starts_at, counter=counter, **fields)


def times(booking):
    return [one.starts_at for one in booking.appointments.live()]


def mates(booking):
    booking.refresh_from_db()
    return set(Booking.objects.same_visit(booking))


def told(number=-1):
    """Return the letter of a queued message, as it is sent now."""
    message = list(Message.objects.order_by("pk"))[number]
    with translation.override("en"):
        return kind_named(message.kind).render(message)


def test_times_after_and_before_are_proposed_at_the_same_counter_first(stage):
    _place, _service, other, booking = stage

    found = offered(booking, other)

    own = booking.appointments.get().counter_id
    assert [(one.counter == own, one.is_after) for one in found] == [
        (True, True),
        (True, False),
        (False, True),
        (False, False),
    ]
    assert [one.starts_at - NINE for one in found[:2]] == [QUARTER, -timedelta(minutes=20)]


def test_another_counter_is_proposed_where_the_same_does_not_do_it(stage):
    place, _service, other, booking = stage
    booking.appointments.get().counter.services.remove(other)

    found = offered(booking, other)

    assert {one.is_same_counter for one in found} == {False}
    assert place.counters.get(pk=found[0].counter).services.filter(pk=other.pk).exists()


def test_nothing_that_has_begun_or_is_taken_is_proposed(stage):
    place, service, other, booking = stage
    while "09:15" in starts(place, service):
        book(place, service, NINE + QUARTER)

    found = offered(booking, other, at=local("2026-11-17", "08:41"))

    assert found == []


def test_service_added_is_booked_with_the_same_contact_and_linked(stage):
    _place, _service, other, booking = stage

    added = add(booking, other)

    added.refresh_from_db()
    assert times(added) == [NINE + QUARTER]
    assert (added.channel, added.linked_to) == (Channel.UNIT, booking)
    assert (added.contact.email, added.contact.wants_email) == ("ana@example.org", True)
    assert added.appointments.get().visitor.name == "Oseba 0"
    assert added.privacy_notice == booking.privacy_notice
    assert set(AuditEntry.objects.filter(verb="link").values_list("object_id", flat=True)) == {
        str(booking.pk)
    }
    assert_sound(AT)


def test_confirmation_names_both_times_and_what_to_bring_to_both(stage):
    _place, service, other, booking = stage
    RequiredDocumentFactory(service=service, text_en="Old passport")
    RequiredDocumentFactory(service=other, text_en="Photograph")
    before = Message.objects.count()

    added = add(booking, other)

    assert Message.objects.count() == before + 1
    text = told().text
    assert "10:15" not in text
    assert "9:00" in text or "09:00" in text
    assert "9:15" in text or "09:15" in text
    assert text.index("Photograph") < text.index("Old passport")
    assert manage_token(added.uid) in text
    assert manage_token(booking.uid) not in text


def test_adding_twice_with_one_key_adds_once(stage):
    _place, _service, other, booking = stage
    time = offered(booking, other)[0]

    one, again = (add(booking, other, time) for _click in range(2))

    assert one == again
    assert Appointment.objects.count() == 2


def test_time_taken_meanwhile_is_refused_and_nothing_is_half_done(stage):
    place, service, other, booking = stage
    time = offered(booking, other)[0]
    counter = place.counters.get(pk=time.counter)
    take(place, service, time.starts_at, counter=counter)

    assert refusal(add, booking, other, time) == "slot_taken"

    assert Booking.objects.filter(linked_to__isnull=False).count() == 0
    assert Appointment.objects.filter(service=other).count() == 0
    assert_sound(AT)


def test_service_is_not_added_to_an_appointment_cancelled_meanwhile(stage):
    place, _service, other, booking = stage
    time = offered(booking, other)[0]
    stale = booking.appointments.select_related("booking__location").get()
    cancel(booking, by=CLERK, at=AT)

    code = refusal(
        add_service,
        stale,
        other,
        starts_at=time.starts_at,
        counter=place.counters.get(pk=time.counter),
        acknowledgement=None,
        by=CLERK,
        at=AT,
        idempotency_key="key",
    )

    assert code == "changed_meanwhile"
    assert Appointment.objects.occupying().count() == 0
    assert_sound(AT)


def test_service_is_not_added_where_no_contact_is_kept(stage):
    _place, _service, other, booking = stage
    booking.contact.delete()

    assert refusal(add, booking, other) == "no_contact"
    assert Appointment.objects.occupying().count() == 1


def test_two_appointments_of_one_contact_on_a_day_are_linked_and_unlinked(stage):
    place, service, _other, booking = stage
    second = book(place, service, local("2026-11-17", "11:00"))

    for _click in range(2):
        link(booking, second, by=CLERK, at=AT)
    assert mates(booking) == {second}
    assert mates(second) == {booking}

    for _click in range(2):
        unlink(booking, by=CLERK, at=AT)
    assert mates(booking) == mates(second) == set()
    verbs = AuditEntry.objects.filter(verb__in=["link", "unlink"]).values_list("verb", flat=True)
    assert sorted(verbs) == ["link", "link", "unlink"]


def test_a_visit_keeps_the_others_when_its_first_is_unlinked(stage):
    place, service, _other, booking = stage
    second, third = (book(place, service, local("2026-11-17", hour)) for hour in ("10:00", "11:00"))
    link(booking, second, by=CLERK, at=AT)
    link(second, third, by=CLERK, at=AT)
    assert mates(third) == {booking, second}

    unlink(booking, by=CLERK, at=AT)

    assert mates(booking) == set()
    assert mates(second) == {third}


def test_appointment_of_another_visit_is_not_linked(stage):
    place, service, _other, booking = stage
    second, third = (book(place, service, local("2026-11-17", hour)) for hour in ("10:00", "11:00"))
    link(second, third, by=CLERK, at=AT)

    assert refusal(link, booking, third, by=CLERK, at=AT) == "linked_already"


@pytest.mark.parametrize(
    ("field", "value"), [("email", "another@example.org"), ("email", "")], ids=["other", "none"]
)
def test_appointments_of_different_contacts_are_not_linked(stage, field, value):
    place, service, _other, booking = stage
    second = book(place, service, local("2026-11-17", "11:00"))
    type(second.contact).objects.filter(booking=second).update(wants_email=False, **{field: value})

    assert refusal(link, booking, second, by=CLERK, at=AT) == "another_contact"


def test_appointments_of_different_days_are_not_linked(stage):
    place, service, _other, booking = stage
    second = book(place, service, local("2026-11-18", "09:00"))

    assert refusal(link, booking, second, by=CLERK, at=AT) == "another_day"


def test_cancelling_the_visit_cancels_all_and_cancelling_one_says_what_stays(stage):
    _place, _service, other, booking = stage
    added = add(booking, other)

    cancel(booking, by=CLERK, at=AT)
    assert "stays" in told().text
    assert times(added) == [NINE + QUARTER]

    again = add_visit(booking)
    cancel_visit(again[0], by=CLERK, at=AT)
    assert times(again[0]) == times(again[1]) == []
    assert [told(n).text.count("stays") for n in (-1, -2)] == [0, 0]
    assert_sound(AT)


def add_visit(booking):
    """Return another visit of two bookings at the same place."""
    first = book(booking.location, booking.service, local("2026-11-17", "11:00"))
    second = book(booking.location, booking.service, local("2026-11-17", "11:15"))
    link(first, second, by=CLERK, at=AT)
    return first, second


def test_visit_that_has_begun_in_part_is_cancelled_as_far_as_it_is_to_come(stage):
    place, service, _other, booking = stage
    second = book(place, service, local("2026-11-17", "11:00"))
    link(booking, second, by=CLERK, at=AT)

    cancel_visit(second, by=CLERK, at=NINE + QUARTER)

    assert times(booking) == [NINE]
    assert times(second) == []


def moving(booking, start, people=1):
    return take(
        booking.location, booking.service, start, people=people, moves=booking, channel=Channel.UNIT
    ).booking


def test_moving_the_visit_moves_all_so_that_they_still_adjoin(stage):
    _place, _service, other, booking = stage
    added = add(booking, other)
    ten = local("2026-11-18", "10:00")

    move_visit(booking, held=moving(booking, ten), by=CLERK, at=AT, key="k")

    assert (times(booking), times(added)) == ([ten], [ten + QUARTER])
    assert mates(booking) == {added}
    assert "same visit" in told().text
    assert Appointment.objects.filter(status=Status.MOVED).count() == 2
    assert_sound(AT)


def test_visit_that_cannot_adjoin_at_the_new_time_stays_where_it_is(stage):
    place, service, other, booking = stage
    added = add(booking, other)
    only, idle = place.counters.order_by("pk")
    idle.services.clear()
    late = local("2026-11-18", "11:45")  # they close at twelve
    take(place, service, late - QUARTER, counter=only)
    held = moving(booking, late)

    assert refusal(move_visit, booking, held=held, by=CLERK, at=AT, key="k") == "nothing_adjoins"

    assert (times(booking), times(added)) == ([NINE], [NINE + QUARTER])
    assert_sound(AT)


def test_moving_the_visit_again_with_the_same_hold_changes_nothing(stage):
    _place, _service, other, booking = stage
    added = add(booking, other)
    held = moving(booking, local("2026-11-18", "10:00"))
    move_visit(booking, held=held, by=CLERK, at=AT, key="k")
    sent = Message.objects.count()

    move_visit(booking, held=held, by=CLERK, at=AT, key="k")

    assert Message.objects.count() == sent
    assert len(times(added)) == 1
