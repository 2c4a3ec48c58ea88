"""What the actions do for unit staff: a wanted counter, a rule set aside, cancelling for it."""

import pytest
from django.utils import translation

from booking.actions.changing import cancel, reschedule
from booking.availability.check import differences
from booking.enums import Channel, Competence, Status
from booking.errors import BookingError
from booking.messages.kinds import CANCELLATION, CHANGE
from booking.models import Counter
from messaging.enums import Medium
from messaging.kinds import kind_named
from messaging.models import Message
from privacy.models import AuditEntry
from tests.booking.acting import book, refusal, take
from tests.booking.offices import AT, CITIZEN, EIGHT, NINE, ZONE, local, office
from tests.booking.racing import codes, holding, race
from tests.factories.booking import MunicipalityFactory, ServiceFactory

pytestmark = pytest.mark.django_db

SOON = local("2026-11-16", "09:00")  # an hour after AT; the service's notice is two
REASON = "stranka stoji pri okencu"


def _text(message):
    with translation.override("en"):
        return kind_named(message.kind).render(message).text


@pytest.mark.req("B40")
def test_hold_takes_the_counter_that_is_wanted():
    place, service = office(3)
    wanted = Counter.objects.order_by("pk")[1]

    assert take(place, service, counter=wanted).booking.appointments.get().counter == wanted


@pytest.mark.req("B40", "X6")
def test_hold_at_a_wanted_counter_that_is_taken_goes_nowhere_else():
    place, service = office(2)
    wanted = Counter.objects.order_by("pk").last()
    take(place, service, counter=wanted)

    with pytest.raises(BookingError) as refused:
        take(place, service, counter=wanted)

    near = [f"{slot.starts_at.astimezone(ZONE):%H:%M}" for _place, slot in refused.value.nearest]
    assert refused.value.code == "slot_taken"
    assert near[0] == "08:00"  # at the other one


def test_wanted_counter_keeps_a_family_together_or_refuses_it():
    place, service = office(2)
    wanted = Counter.objects.order_by("pk").first()
    take(place, service, local("2026-11-17", "08:30"), counter=wanted)

    assert refusal(take, place, service, people=3, counter=wanted) == "slot_taken"
    held = take(place, service, people=2, counter=wanted)
    assert {one.counter_id for one in held.appointments} == {wanted.pk}


def test_wanted_counter_without_derived_days_is_derived_although_others_are_free():
    place, service = office(2)
    wanted = Counter.objects.order_by("pk").first()
    wanted.free_intervals.all().delete()
    Counter.objects.filter(pk=wanted.pk).update(free_until=None)

    assert take(place, service, counter=wanted).appointments[0].counter_id == wanted.pk


def test_counter_of_another_office_is_never_taken():
    place, service = office(1)
    office(1, service=service)
    foreign = Counter.objects.exclude(location=place).get()

    assert refusal(take, place, service, counter=foreign) == "slot_taken"


@pytest.mark.req("B40")
def test_reason_sets_notice_and_horizon_aside_for_unit_staff_only():
    place, service = office(1)

    assert refusal(take, place, service, SOON) == "bad_start"
    assert refusal(take, place, service, SOON, override_reason=REASON) == "bad_start"
    held = take(place, service, SOON, channel=Channel.UNIT, override_reason=REASON)

    assert held.booking.override_reason == REASON
    entry = AuditEntry.objects.get(verb="override", object_id=str(held.booking.pk))
    assert entry.changed_fields == ["override_reason"]


@pytest.mark.req("B40")
def test_reason_that_was_not_needed_is_not_kept():
    place, service = office(1)

    held = take(place, service, channel=Channel.UNIT, override_reason=REASON)

    assert held.booking.override_reason == ""
    assert not AuditEntry.objects.filter(verb="override").exists()


@pytest.mark.req("B40", "X6")
@pytest.mark.parametrize(
    ("start", "code"),
    [
        (SOON, "slot_taken"),
        (local("2026-11-16", "09:02"), "bad_start"),
        (local("2026-11-16", "07:00"), "bad_start"),
        (local("2026-11-16", "14:00"), "slot_taken"),
    ],
    ids=["taken", "off the grid", "past", "closed"],
)
def test_reason_never_sets_the_calendar_aside(start, code):
    place, service = office(1)
    clerk = {"channel": Channel.UNIT, "override_reason": REASON}
    take(place, service, SOON, **clerk)

    assert refusal(take, place, service, start, **clerk) == code


@pytest.mark.req("B14", "B28")
def test_reason_of_a_move_is_kept_on_the_booking():
    service = ServiceFactory(competence=Competence.RESIDENCE)
    place, _service = office(1, service=service)
    home = MunicipalityFactory(unit=place.unit)
    booking = book(place, service, municipality=home)
    away, _service = office(1, service=service)
    clerk = {"channel": Channel.UNIT, "municipality": home, "moves": booking}

    assert refusal(take, away, service, NINE, **clerk) == "not_competent"
    held = take(away, service, NINE, override_reason=REASON, **clerk)
    reschedule(booking, hold=held.booking, by=CITIZEN, at=AT)

    booking.refresh_from_db()
    assert (booking.location, booking.override_reason) == (away, REASON)


@pytest.mark.req("B25", "B40")
def test_office_revokes_and_says_so():
    place, service = office(1)
    booking = book(place, service)

    cancel(booking, by=CITIZEN, at=AT, by_office=True)

    assert booking.appointments.get().status == Status.REVOKED
    message = Message.objects.get(kind=CANCELLATION)
    assert "We are sorry" in _text(message)
    assert AuditEntry.objects.get(verb="revoke").object_id == str(booking.pk)
    assert take(place, service).appointments[0].starts_at == EIGHT
    assert list(differences(AT)) == []


@pytest.mark.req("B25")
def test_office_revokes_one_person_and_says_so():
    place, service = office(1)
    booking = book(place, service, people=2)
    first = booking.visitors.first()

    cancel(booking, by=CITIZEN, at=AT, visitor=first, by_office=True)

    assert sorted(booking.appointments.values_list("status", flat=True)) == ["booked", "revoked"]
    message = Message.objects.get(kind=CHANGE)
    assert "The office had to cancel for: Oseba 0." in _text(message)


@pytest.mark.req("X6")
@pytest.mark.django_db(transaction=True)
def test_many_who_want_one_counter_get_it_once():
    place, service = office(3)
    wanted = Counter.objects.order_by("pk").first()

    outcomes = race(*[holding(place, service, counter=wanted) for _clerk in range(6)])

    assert codes(outcomes) == ["ok"] + ["slot_taken"] * 5


@pytest.mark.req("B25", "B26")
def test_sms_says_that_the_office_cancelled():
    place, service = office(1)
    booking = book(place, service)
    booking.contact.phone, booking.contact.wants_sms = "+38641234567", True
    booking.contact.save()

    cancel(booking, by=CITIZEN, at=AT, by_office=True)

    sms = Message.objects.get(kind=CANCELLATION, medium=Medium.SMS)
    assert "The office had to cancel: " in _text(sms)
