"""Partner systems cancel and move what was booked through them."""

from datetime import timedelta

import pytest

from booking.enums import Channel, Status
from booking.models import Booking
from tests.booking.offices import office as open_office
from tests.factories.booking import ServiceFactory

pytestmark = pytest.mark.django_db


def statuses(booking):
    rows = booking.appointments.order_by("period")
    return list(rows.values_list("status", flat=True))


@pytest.mark.req("B25", "B40")
def test_cancelling_gives_the_time_back_and_may_be_repeated(partner, office):
    start = partner.first_slots(office)[0]
    booked = partner.book(office, count=2, starts_at=start)
    path = f"appointments/{booked['reference']}/cancel/"

    first, second = partner.post(path), partner.post(path, {})

    assert first.status_code == second.status_code == 200
    assert first.json() == second.json()
    assert first.json() == {
        "reference": booked["reference"],
        "status": "cancelled",
        "starts_at": booked["starts_at"],
        "ends_at": booked["ends_at"],
        "location": office.place.slug,
    }
    assert statuses(Booking.objects.get()) == [Status.CANCELLED] * 2
    assert partner.first_slots(office)[0] == start


def test_a_reference_is_read_in_any_case(partner, office):
    booked = partner.book(office)

    response = partner.post(f"appointments/{booked['reference'].lower()}/cancel/")

    assert response.status_code == 200


def test_what_has_begun_is_not_cancelled(partner, office, now):
    booked = partner.book(office)
    appointment = Booking.objects.get().appointments.get()
    early = timedelta(days=30)
    period = appointment.period
    appointment.period = type(period)(period.lower - early, period.upper - early)
    appointment.save()

    response = partner.post(f"appointments/{booked['reference']}/cancel/")

    assert (response.status_code, response.json()["code"]) == (409, "past")


@pytest.mark.req("B28")
def test_moving_to_another_place_keeps_the_reference_and_may_be_repeated(partner, office, now):
    other, _service = open_office(service=office.service, at=now)
    elsewhere = type("Office", (), {"place": other, "service": office.service})
    booked = partner.book(office)
    held = partner.hold(elsewhere, idempotency_key="move")
    path = f"appointments/{booked['reference']}/reschedule/"

    first = partner.post(path, {"hold": held["id"]})
    second = partner.post(path, {"hold": held["id"]})

    booking = Booking.objects.confirmed().get()
    assert first.status_code == second.status_code == 200
    assert first.json() == second.json()
    assert first.json() == {
        "reference": booked["reference"],
        "status": "booked",
        "starts_at": held["starts_at"],
        "ends_at": held["ends_at"],
        "location": other.slug,
    }
    assert sorted(statuses(booking)) == [Status.BOOKED, Status.MOVED]
    assert booking.sequence == 1


def test_a_move_whose_time_is_gone_keeps_the_old_one(partner, office, now):
    starts = partner.first_slots(office, 5)
    booked = partner.book(office, starts_at=starts[0])
    held = partner.hold(office, starts_at=starts[4], idempotency_key="move")
    Booking.objects.unconfirmed().get().appointments.update(expires_at=now)
    for key in ("b", "c"):
        partner.hold(office, starts_at=starts[4], idempotency_key=key)

    response = partner.post(f"appointments/{booked['reference']}/reschedule/", {"hold": held["id"]})

    assert (response.status_code, response.json()["code"]) == (410, "hold_expired")
    assert statuses(Booking.objects.confirmed().get()) == [Status.BOOKED]


def test_a_hold_not_used_for_a_move_can_still_be_confirmed(partner, office):
    booked = partner.book(office)
    partner.post(f"appointments/{booked['reference']}/cancel/")
    held = partner.hold(office, idempotency_key="move")

    response = partner.post(f"appointments/{booked['reference']}/reschedule/", {"hold": held["id"]})

    assert (response.status_code, response.json()["code"]) == (409, "already_cancelled")
    assert partner.confirm(held)["starts_at"] == held["starts_at"]


def test_a_hold_serves_one_move_only(partner, office):
    starts = partner.first_slots(office, 3)
    one = partner.book(office, starts_at=starts[0], idempotency_key="1")
    two = partner.book(office, starts_at=starts[1], idempotency_key="2")
    held = partner.hold(office, starts_at=starts[2], idempotency_key="move")

    first = partner.post(f"appointments/{one['reference']}/reschedule/", {"hold": held["id"]})
    second = partner.post(f"appointments/{two['reference']}/reschedule/", {"hold": held["id"]})
    confirmed = partner.post(f"holds/{held['id']}/confirm/", partner.confirm_body(held))

    assert first.status_code == 200
    assert (second.status_code, second.json()["code"]) == (409, "hold_used")
    assert confirmed.status_code in (409, 410)


@pytest.mark.parametrize(
    "body",
    [{}, {"hold": None}, {"hold": 7}, {"hold": "x" * 43}, {"hold": "a\0"}, {"hold": "\ud800"}],
)
def test_a_malformed_move_names_its_field(partner, office, body):
    booked = partner.book(office)

    response = partner.post(f"appointments/{booked['reference']}/reschedule/", body)

    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == ["hold"]


def test_a_hold_for_another_service_or_number_does_not_fit(partner, office, now):
    booked = partner.book(office)
    other, service = open_office(service=ServiceFactory(), at=now)
    elsewhere = type("Office", (), {"place": other, "service": service})
    family = partner.hold(office, count=2, idempotency_key="family")
    different = partner.hold(elsewhere, idempotency_key="different")

    for held in (family, different):
        response = partner.post(
            f"appointments/{booked['reference']}/reschedule/", {"hold": held["id"]}
        )
        assert response.status_code == 422
        assert [error["field"] for error in response.json()["errors"]] == ["hold"]


def test_channel_of_a_partner_is_kept(partner, office):
    partner.book(office)

    assert Booking.objects.get().channel == Channel.PARTNER
