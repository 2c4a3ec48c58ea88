"""A clerk hands a day to a colleague: form, preview, deed, found again (B13)."""

import re

import pytest
from django.urls import reverse

from accounts.roles import Role
from booking.models import Appointment, BulkChange
from tests.booking.staff.changing_steps import a_working_day, booking_at, moment, stage
from tests.factories.accounts import staff

pytestmark = [pytest.mark.django_db, pytest.mark.req("B13")]


@pytest.fixture
def day():
    return a_working_day()


@pytest.fixture
def place(client, day):
    place, service = stage(2)
    staff(client, Role.CLERK, scope=place.unit)
    booking_at(place, service, moment(day, 8), visitors=[{"name": "Maja Zupan"}])
    booking_at(place, service, moment(day, 9))
    return place


def path(place):
    return reverse("calendar:hand_over", args=[place.slug])


def asked(place, day, **more):
    first, second = place.counters.order_by("pk")
    return {"day": day.isoformat(), "source": first.pk, "target": second.pk} | more


def sealed(response):
    return re.search(r'name="sealed" value="([^"]+)"', response.content.decode()).group(1)


def at_counters(place):
    keys = [counter.pk for counter in place.counters.order_by("pk")]
    rows = Appointment.objects.live().filter(counter__location=place)
    return [rows.filter(counter=key).count() for key in keys]


def test_preview_shows_who_goes_and_changes_nothing(client, place, day):
    response = client.post(path(place), asked(place, day))

    assert [row["who"] for row in response.context["fitting"]] == ["Maja Zupan", "Maja Zupan"]
    assert response.context["staying"] == []
    assert at_counters(place) == [2, 0]


def test_confirming_does_what_was_shown_and_it_is_found_again(client, place, day):
    shown = client.post(path(place), asked(place, day, reason_sl="Dopust"))

    response = client.post(path(place), {"sealed": sealed(shown)})

    assert response["Location"] == reverse("calendar:day", args=[place.slug, day])
    assert at_counters(place) == [0, 2]
    staff(client, Role.LOCATION_MANAGER, scope=place.unit)
    page = client.get(reverse("calendar:bulk_changes", args=[place.slug]))
    (row,) = page.context["page"].object_list
    assert (row.kind, row.moved, row.kept, row.reason_sl) == ("handover", 2, 0, "Dopust")


def test_something_booked_meanwhile_is_shown_anew_and_nothing_is_done(client, place, day):
    shown = client.post(path(place), asked(place, day))
    second = place.counters.order_by("pk")[1]
    Appointment.objects.filter(counter__location=place).order_by("pk").last().delete()

    response = client.post(path(place), {"sealed": sealed(shown)})

    assert response.status_code == 409
    assert len(response.context["fitting"]) == 1
    assert at_counters(place) == [1, 0]
    client.post(path(place), {"sealed": sealed(response)})
    assert Appointment.objects.live().filter(counter=second).count() == 1


def test_why_somebody_stays_is_said(client, place, day):
    second = place.counters.order_by("pk")[1]
    second.services.clear()

    response = client.post(path(place), asked(place, day))

    assert response.context["fitting"] == []
    assert all(second.label in row["why"] for row in response.context["staying"])
    assert 'type="submit"' not in response.content.decode().split("sealed")[1].split("</form>")[0]


@pytest.mark.parametrize(
    ("name", "value"),
    [("day", "2020-01-01"), ("day", ""), ("day", "9999-12-31"), ("source", "0"), ("target", "x")],
)
def test_what_cannot_be_is_said_beside_its_field(client, place, day, name, value):
    response = client.post(path(place), asked(place, day) | {name: value})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [name]


def test_counter_hands_nothing_to_itself(client, place, day):
    first = place.counters.order_by("pk")[0]

    response = client.post(path(place), asked(place, day, target=first.pk))

    assert list(response.context["form"].errors) == ["target"]


@pytest.mark.req("X2")
def test_what_somebody_else_was_shown_cannot_be_confirmed(client, place, day):
    shown = client.post(path(place), asked(place, day))
    staff(client, Role.CLERK, scope=place.unit)

    client.post(path(place), {"sealed": sealed(shown)})
    client.post(path(place), {"sealed": sealed(shown) + "x"})
    client.post(path(place), {"sealed": ""})

    assert at_counters(place) == [2, 0]
    assert BulkChange.objects.count() == 0


@pytest.mark.req("X2")
def test_what_was_shown_of_one_place_is_not_done_at_another(client, place, day):
    shown = client.post(path(place), asked(place, day))
    other, _service = stage(2)
    other.unit, before = place.unit, at_counters(place)
    other.save()

    response = client.post(path(other), {"sealed": sealed(shown)})

    assert response.status_code in (302, 404)
    assert at_counters(place) == before


def test_counters_of_another_place_cannot_be_chosen(client, place, day):
    other, _service = stage(1)
    foreign = other.counters.get()

    response = client.post(path(place), asked(place, day, target=foreign.pk))

    assert list(response.context["form"].errors) == ["target"]
