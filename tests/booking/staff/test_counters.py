"""The counters of a place in the hands of its managers (B7, B8)."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from booking.availability.check import differences
from booking.enums import ClosureKind
from booking.models import Appointment, Closure, Counter
from tests.booking.offices import office
from tests.booking.staff.stage import queries, stage
from tests.factories.accounts import staff
from tests.factories.booking import CounterFactory, ServiceFactory, booked

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(client):
    """An office with two counters of one service, derived; the client manages it."""
    place, _service = office(2, at=timezone.now(), days=100)
    staff(client, Role.LOCATION_MANAGER, scope=place.unit)
    return place


def address(name, place, *keys):
    return reverse(f"calendar:{name}", args=[place.slug, *keys])


def sound():
    return list(differences(timezone.now())) == []


def tomorrow():
    return timezone.now() + timedelta(days=1)


def pause(counter, starts_at, **more):
    period = DateTimeTZRange(starts_at, starts_at + timedelta(hours=2))
    return Closure.objects.create(counter=counter, period=period, **more)


@pytest.mark.req("B7", "B12")
def test_list_tells_pauses_now_and_next_and_what_is_out_of_use(client, place):
    now = timezone.now()
    first, second = place.counters.all()
    third = CounterFactory(location=place, is_active=False)
    absent = pause(first, now - timedelta(hours=1), kind=ClosureKind.ABSENCE)
    later = pause(second, now + timedelta(days=2), kind=ClosureKind.INTERNAL)
    pause(second, now - timedelta(hours=3), kind=ClosureKind.PAUSED)  # over

    page = client.get(address("counters", place))

    assert [(row.counter, row.pause, row.next_pause) for row in page.context["rows"]] == [
        (first, absent, None),
        (second, None, later),
        (third, None, None),
    ]


@pytest.mark.req("B7")
def test_list_asks_as_often_for_thirty_counters(client, place):
    few = queries(client, address("counters", place))
    service = ServiceFactory()
    for _number in range(30):
        counter = CounterFactory(location=place, services=[service])
        pause(counter, tomorrow(), kind=ClosureKind.PAUSED)

    assert queries(client, address("counters", place)) == few


@pytest.mark.req("B7", "B8")
def test_manager_adds_a_counter(client, place):
    service = ServiceFactory()

    client.post(
        address("counter_add", place), {"label": "Okence 9", "order": 9, "services": [service.pk]}
    )

    made = place.counters.get(label="Okence 9")
    assert list(made.services.all()) == [service]
    assert made.free_intervals.exists()
    assert sound()


@pytest.mark.req("B7")
def test_taken_name_is_said_at_the_name_and_nothing_typed_is_lost(client, place):
    page = client.post(address("counter_add", place), {"label": "Okence 1", "order": 7})

    assert set(page.context["form"].errors) == {"label"}
    assert page.context["form"]["order"].value() == "7"
    assert place.counters.count() == 2


@pytest.mark.req("B7")
def test_service_with_appointments_is_taken_away_only_when_that_is_confirmed(client, place):
    counter = place.counters.first()
    service = counter.services.get()
    booked(location=place, counter=counter, service=service, starts_at=tomorrow())
    path, sent = address("counter_edit", place, counter.pk), {"label": "Okence A", "order": 0}

    asked = client.post(path, sent)
    assert asked.context["kept"] == 1
    assert Counter.objects.get(pk=counter.pk).label == "Okence 1"
    client.post(path, sent | {"confirmed": 1})

    counter.refresh_from_db()
    assert (counter.label, counter.services.count()) == ("Okence A", 0)
    assert Appointment.objects.live().count() == 1


@pytest.mark.req("B7")
def test_service_that_is_gone_from_the_catalogue_stays_where_it_is_done(client, place):
    counter = place.counters.first()
    counter.services.update(is_active=False)

    page = client.get(address("counter_edit", place, counter.pk))

    assert set(page.context["form"].fields["services"].queryset) == {counter.services.get()}


@pytest.mark.req("B7")
def test_many_counters_are_shown_first_and_changed_then(client, place):
    service = ServiceFactory()
    path = address("counters_services", place)
    keys = list(place.counters.values_list("pk", flat=True))
    sent = {"change": "add", "counters": keys, "services": [service.pk]}

    asked = client.post(path, sent)
    assert [(one.counter.pk, one.added) for one in asked.context["changes"]] == [
        (key, [service]) for key in keys
    ]
    assert not service.counters.exists()
    again = client.post(path, sent | {"again": 1})
    assert again.context["form"]["counters"].value() == [str(key) for key in keys]
    client.post(path, sent | {"confirmed": 1})

    assert set(service.counters.values_list("pk", flat=True)) == set(keys)


@pytest.mark.req("B1", "B7")
def test_counter_of_another_unit_is_not_among_many(client, place):
    foreign, service = stage().place.counters.get(), ServiceFactory()
    sent = {"change": "add", "counters": [foreign.pk], "services": [service.pk], "confirmed": 1}

    page = client.post(address("counters_services", place), sent)

    assert set(page.context["form"].errors) == {"counters"}
    assert not service.counters.exists()


@pytest.mark.req("B7")
def test_counter_goes_out_of_use_and_comes_back(client, place):
    counter = place.counters.first()
    path = address("counter_retire", place, counter.pk)

    client.post(path)
    counter.refresh_from_db()
    assert (counter.is_active, counter.free_intervals.count()) == (False, 0)
    assert sound()
    client.post(path)

    counter.refresh_from_db()
    assert counter.is_active
    assert counter.free_intervals.exists()
    assert sound()


@pytest.mark.req("B7")
def test_counter_with_appointments_says_how_many_and_stays(client, place):
    counter = place.counters.first()
    booked(location=place, counter=counter, service=counter.services.get(), starts_at=tomorrow())
    path = address("counter_retire", place, counter.pk)

    page, refused = client.get(path), client.post(path)

    assert (page.context["coming"], refused.context["coming"]) == (1, 1)
    counter.refresh_from_db()
    assert counter.is_active
