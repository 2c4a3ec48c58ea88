"""Closures and extra openings as their manager makes, ends and removes them (B11, B12)."""

from datetime import time, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from accounts.roles import Role
from booking.availability.check import differences
from booking.enums import ClosureKind, Status
from booking.models import BulkChange, Closure, Counter, ExtraOpening, Location
from messaging.models import Message
from tests.booking.offices import derive
from tests.booking.staff.changing_steps import (
    a_working_day,
    booking_at,
    closing,
    confirm,
    moment,
    page,
    stage,
)
from tests.factories.accounts import staff
from tests.factories.booking import (
    CounterFactory,
    LocationFactory,
    OpeningHoursFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.req("B12")
def test_mass_cancellation_of_a_subtree_is_one_change_for_each_place(client):
    place, service = stage()
    sister = LocationFactory(parent=place.unit)
    CounterFactory(location=sister, services=[service])
    stranger, other_service = stage()
    day = a_working_day()
    here = booking_at(place, service, moment(day, 9))
    there = booking_at(sister, service, moment(day, 9))
    untouched = booking_at(stranger, other_service, moment(day, 9))
    OpeningHoursFactory(location=sister, opens=time(8), closes=time(12))
    derive(sister, at=timezone.now(), days=100)
    unit = Location.objects.get(pk=place.unit_id)
    staff(client, Role.LOCATION_MANAGER, scope=unit)

    shown = client.post(
        page("exception_add", unit), closing(day, scope="below", is_mass="on", ends_at="")
    )
    chosen = shown.context["form"]["everybody"].value()
    confirm(client, unit, shown, everybody="cancel")

    assert chosen == "cancel"
    bulks = BulkChange.objects.all()
    assert {bulk.location_id for bulk in bulks} == {unit.pk, place.pk, sister.pk}
    assert {bulk.kind for bulk in bulks} == {"mass"}
    assert len({bulk.uid for bulk in bulks}) == 1
    statuses = [one.appointments.get().status for one in (here, there, untouched)]
    assert statuses == [Status.REVOKED, Status.REVOKED, Status.BOOKED]
    assert Message.objects.count() == 2
    assert list(differences(timezone.now())) == []


@pytest.mark.req("B12")
def test_extra_opening_for_some_services_and_its_removal(client):
    place, service = stage()
    day = a_working_day() + timedelta(days=4)  # a Saturday
    staff(client, Role.LOCATION_MANAGER, scope=place)
    data = closing(day, table="opening", audience="some", services=[service.pk])

    shown = client.post(page("exception_add", place), data)
    confirm(client, place, shown)
    row = ExtraOpening.objects.get()
    listed = client.get(page("exceptions", place))
    gone = client.post(
        page("exception_change", place), {"row": f"opening-{row.pk}", "what": "remove"}
    )

    assert (row.period.lower, row.period.upper) == (moment(day, 8), moment(day, 10))
    assert list(row.restriction.services.all()) == [service]
    assert [len(rows) for _heading, rows in listed.context["groups"]] == [0, 1, 0]
    confirm(client, place, gone)
    assert not ExtraOpening.objects.exists()
    assert list(differences(timezone.now())) == []


@pytest.mark.req("B12", "B13")
def test_staff_absence_pauses_one_counter(client):
    place, _service = stage(2)
    day, counter = a_working_day(), Counter.objects.first()
    staff(client, Role.LOCATION_MANAGER, scope=place)

    shown = client.post(
        page("exception_add", place), closing(day, kind="absence", counter=counter.pk)
    )
    confirm(client, place, shown)

    closure = Closure.objects.get()
    assert (closure.counter, closure.location, closure.kind) == (counter, None, ClosureKind.ABSENCE)


@pytest.mark.req("B12")
def test_closure_that_has_begun_can_be_ended_but_not_removed(client):
    place, _service = stage()
    now = timezone.now()
    row = Closure.objects.create(
        location=place,
        period=DateTimeTZRange(now - timedelta(days=1), now + timedelta(days=20)),
        reason_sl="Selitev",
    )
    derive(place, at=now, days=100)
    staff(client, Role.LOCATION_MANAGER, scope=place)
    named = {"row": f"closure-{row.pk}"}

    refused = client.post(page("exception_change", place), named | {"what": "remove"})
    day = a_working_day()
    shown = client.post(
        page("exception_change", place), named | {"what": "end", "ends_on": day.isoformat()}
    )
    confirm(client, place, shown)

    assert "what" in refused.context["form"].errors
    row.refresh_from_db()
    assert row.period.upper == moment(day + timedelta(days=1), 0)
    assert list(differences(now)) == []


@pytest.mark.req("B11")
def test_kept_appointments_are_shown_as_exceptions(client):
    place, service = stage()
    day = a_working_day()
    booking = booking_at(place, service, moment(day, 8))
    staff(client, Role.LOCATION_MANAGER, scope=place)
    shown = client.post(page("exception_add", place), closing(day))

    confirm(client, place, shown, everybody="keep")

    listed = client.get(page("hours", place))
    assert [one.booking for one in listed.context["outside"].first] == [booking]
    assert "Maja Zupan" not in listed.content.decode()
