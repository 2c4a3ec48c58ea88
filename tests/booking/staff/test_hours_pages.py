"""The pages of hours, closures and openings: form, preview, confirmation (B7, B11, B12)."""

from datetime import date, time, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from booking.availability.check import differences
from booking.enums import ClosureKind, Status
from booking.models import BulkChange, Closure, Counter, ExtraOpening, Location, OpeningHours
from calendars.work_free_days import work_free
from messaging.models import Message
from tests.booking.offices import ZONE, derive, office
from tests.factories.accounts import staff
from tests.factories.booking import (
    CounterFactory,
    LocationFactory,
    OpeningHoursFactory,
    booked,
)

pytestmark = pytest.mark.django_db
SEALED = "sealed"


def a_working_day(ahead=10):
    """Return a Tuesday that is no holiday, at least so many days from the real today."""
    day = timezone.localdate() + timedelta(days=ahead)
    while day.weekday() != 1 or work_free(day):
        day += timedelta(days=1)
    return day


def moment(day, hour, minute=0):
    return timezone.datetime.combine(day, time(hour, minute), ZONE)


def page(name, place):
    return reverse(f"calendar:{name}", args=[place.slug])


def stage(counters=1, **more):
    place, service = office(counters, at=timezone.now(), days=100, **more)
    return place, service


def booking_at(place, service, starts_at, **more):
    booking = booked(
        location=place,
        service=service,
        counter=place.counters.first(),
        starts_at=starts_at,
        **more,
    )
    derive(place, at=timezone.now(), days=100)
    return booking


def closing(day, opens="08:00", closes="10:00", **more):
    return {
        "table": "closure",
        "kind": "closed",
        "starts_on": day.isoformat(),
        "starts_at": opens,
        "ends_on": day.isoformat(),
        "ends_at": closes,
        "audience": "all",
        "reason_sl": "Stavka",
    } | more


def confirm(client, place, shown, **decisions):
    return client.post(
        page("change_confirm", place), {"sealed": shown.context[SEALED], **decisions}
    )


@pytest.mark.req("B7", "B11")
def test_week_with_lunch_break_from_form_to_rules_and_back(client):
    place, _service = stage()
    staff(client, Role.LOCATION_MANAGER, scope=place)
    first = a_working_day()
    data = {"shape": "week", "nth": 1, "weekday": 0, "valid_from": first.isoformat()}
    for day in (0, 1):
        data |= {f"opens_{day}_1": "08:00", f"closes_{day}_1": "12:00"}
    data |= {"opens_1_2": "13:00", "closes_1_2": "15:00"}

    shown = client.post(page("hours_change", place), data)
    before = OpeningHours.objects.get()
    answer = confirm(client, place, shown)

    assert shown.status_code == 200
    assert before.valid_to is None
    assert answer["Location"] == page("bulk_changes", place)
    rows = OpeningHours.objects.order_by("valid_from", "opens").values_list(
        "rule", "opens", "closes", "valid_from", "valid_to"
    )
    assert list(rows)[1:] == [
        ("FREQ=WEEKLY;BYDAY=MO,TU", time(8), time(12), first, None),
        ("FREQ=WEEKLY;BYDAY=TU", time(13), time(15), first, None),
    ]
    assert rows[0][4] == first - timedelta(days=1)
    assert list(differences(timezone.now())) == []


@pytest.mark.req("B7")
def test_form_starts_from_the_week_as_it_is(client):
    place, _service = stage()
    OpeningHours.objects.all().delete()
    for opens, closes in ((8, 12), (13, 15)):
        OpeningHoursFactory(location=place, opens=time(opens), closes=time(closes))
    staff(client, Role.LOCATION_MANAGER, scope=place)

    form = client.get(page("hours_change", place)).context["form"]

    assert [form[f"{end}_4_{n}"].value() for n in (1, 2) for end in ("opens", "closes")] == [
        time(8),
        time(12),
        time(13),
        time(15),
    ]
    assert form["opens_5_1"].value() is None


@pytest.mark.req("B7")
def test_first_wednesday_is_one_rule_and_shows_its_next_ten_dates(client):
    place, _service = stage()
    staff(client, Role.LOCATION_MANAGER, scope=place)
    first = a_working_day()
    data = {"shape": "month", "nth": 1, "weekday": 2, "valid_from": first.isoformat()}
    data |= {"opens_month_1": "15:00", "closes_month_1": "17:00"}

    shown = client.post(page("hours_change", place), data)
    confirm(client, place, shown)

    assert len(shown.context["previews"][0]["dates"]) == 10
    assert OpeningHours.objects.get(valid_from=first).rule == "FREQ=MONTHLY;BYDAY=1WE"
    assert OpeningHours.objects.count() == 2


@pytest.mark.req("B7")
@pytest.mark.parametrize(
    ("field", "data"),
    [
        ("closes_0_1", {"opens_0_1": "08:00"}),
        ("closes_0_1", {"opens_0_1": "08:00", "closes_0_1": "07:00"}),
        ("closes_0_1", {"opens_0_1": "08:00", "closes_0_1": "12:03"}),
        (
            "closes_0_2",
            {"opens_0_1": "08:00", "closes_0_1": "12:00", "opens_0_2": "11:00"}
            | {"closes_0_2": "13:00"},
        ),
        ("shape", {}),
        ("valid_from", {"opens_0_1": "08:00", "closes_0_1": "12:00", "valid_from": "2020-01-01"}),
        ("valid_to", {"opens_0_1": "08:00", "closes_0_1": "12:00", "valid_to": "2020-01-01"}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(client, field, data):
    place, _service = stage()
    staff(client, Role.LOCATION_MANAGER, scope=place)
    base = {"shape": "week", "nth": 1, "weekday": 0, "valid_from": a_working_day().isoformat()}

    answer = client.post(page("hours_change", place), base | data)

    assert list(answer.context["form"].errors) == [field]
    assert OpeningHours.objects.count() == 1


@pytest.mark.req("B7")
def test_hours_end_with_a_day(client):
    place, _service = stage()
    staff(client, Role.LOCATION_MANAGER, scope=place)
    row, day = OpeningHours.objects.get(), a_working_day()

    listed = client.get(page("hours", place))
    shown = client.post(page("hours_end", place), {"rows": row.pk, "last_day": day.isoformat()})
    confirm(client, place, shown)

    assert listed.context["lines"][0].keys == str(row.pk)
    assert OpeningHours.objects.get().valid_to == day
    assert list(differences(timezone.now())) == []


@pytest.mark.req("X2", "B7")
def test_rows_of_a_stranger_are_not_there(client):
    place, _service = stage()
    foreign, _service = stage()
    staff(client, Role.LOCATION_MANAGER, scope=place)
    theirs = OpeningHours.objects.get(location=foreign)
    counter = foreign.counters.get()
    closure = Closure.objects.create(
        location=foreign,
        period=DateTimeTZRange(moment(a_working_day(), 8), moment(a_working_day(), 9)),
    )

    codes = [
        client.get(page("hours_end", place), {"rows": theirs.pk}).status_code,
        client.get(page("hours_change", place), {"counter": counter.pk}).status_code,
        client.get(page("exception_change", place), {"row": f"closure-{closure.pk}"}).status_code,
        client.get(page("exception_change", place), {"row": "grant-1"}).status_code,
        client.get(page("hours_end", place), {"rows": "x"}).status_code,
    ]

    assert codes == [404] * 5
    answer = client.post(page("exception_add", place), closing(a_working_day(), counter=counter.pk))
    assert "counter" in answer.context["form"].errors


@pytest.mark.req("B11", "B12")
def test_closure_is_shown_then_done_and_each_person_is_told_once(client):
    place, service = stage()
    day = a_working_day()
    moved = booking_at(place, service, moment(day, 8))
    cancelled = booking_at(place, service, moment(day, 9))
    staff(client, Role.LOCATION_MANAGER, scope=place)

    shown = client.post(page("exception_add", place), closing(day))
    told_by_preview = Message.objects.count()
    key = cancelled.appointments.get().pk
    confirm(client, place, shown, everybody="move", **{f"one_{key}": "cancel"})
    again = confirm(client, place, shown, everybody="move", **{f"one_{key}": "cancel"})

    assert told_by_preview == 0
    assert again.status_code == 302
    assert moved.appointments.live().get().starts_at == moment(day, 10)
    assert cancelled.appointments.get().status == Status.REVOKED
    assert sorted(Message.objects.values_list("context__booking", flat=True)) == sorted(
        [moved.pk, cancelled.pk]
    )
    bulk = BulkChange.objects.get()
    assert (bulk.kind, bulk.moved, bulk.cancelled, bulk.reason_sl) == ("closure", 1, 1, "Stavka")
    assert Closure.objects.get().bulk == bulk
    listed = client.get(page("bulk_changes", place))
    assert [row.pk for row in listed.context["page"]] == [bulk.pk]


@pytest.mark.req("B11")
def test_booking_made_meanwhile_brings_the_preview_back(client):
    place, service = stage()
    day = a_working_day()
    staff(client, Role.LOCATION_MANAGER, scope=place)
    shown = client.post(page("exception_add", place), closing(day))
    booking = booking_at(place, service, moment(day, 8))

    stale = confirm(client, place, shown)

    assert stale.status_code == 200
    assert stale.context["stranded"] == 1
    assert not Closure.objects.exists()
    confirm(client, place, stale, everybody="cancel")
    assert booking.appointments.get().status == Status.REVOKED
    assert Closure.objects.count() == 1


@pytest.mark.req("B11", "X2")
def test_somebody_elses_seal_or_a_changed_one_does_nothing(client):
    place, _service = stage()
    staff(client, Role.LOCATION_MANAGER, scope=place)
    shown = client.post(page("exception_add", place), closing(a_working_day()))
    sealed = shown.context[SEALED]

    client.post(page("change_confirm", place), {"sealed": sealed[:-1] + "x"})
    client.logout()
    staff(client, Role.LOCATION_MANAGER, scope=place)
    client.post(page("change_confirm", place), {"sealed": sealed})

    assert not Closure.objects.exists()


@pytest.mark.req("X2", "B11")
def test_manager_whose_grant_shrank_meanwhile_cannot_confirm(client, django_user_model):
    place, _service = stage()
    other = LocationFactory(parent=place.unit)
    staff(client, Role.LOCATION_MANAGER, scope=place.unit)
    shown = client.post(page("exception_add", place), closing(a_working_day()))
    grant = django_user_model.objects.get().grants.get()
    grant.scope_id = other.pk
    grant.save()

    assert confirm(client, place, shown).status_code == 404
    answer = client.post(page("change_confirm", other), {"sealed": shown.context[SEALED]})
    assert answer.status_code == 404
    assert not Closure.objects.exists()


@pytest.mark.req("X2", "B11")
@pytest.mark.parametrize(
    ("role", "sees"), [(Role.LOCATION_MANAGER, True), (Role.PORTAL_ADMINISTRATOR, False)]
)
def test_names_are_for_those_who_see_the_calendar(client, role, sees):
    place, service = stage()
    day = a_working_day()
    booking = booking_at(place, service, moment(day, 8), visitors=[{"name": "Neža Vidna"}])
    staff(client, role, scope=place if role == Role.LOCATION_MANAGER else None)

    shown = client.post(page("exception_add", place), closing(day))

    assert booking.reference in shown.content.decode()
    assert ("Neža Vidna" in shown.content.decode()) == sees


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


@pytest.mark.req("B11")
def test_undecided_where_nothing_is_free_is_asked_for(client):
    place, service = stage(closes=time(8, 30))
    OpeningHours.objects.update(rule="FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1")
    day = a_working_day()
    OpeningHoursFactory(
        location=place, opens=time(8), closes=time(8, 30), valid_from=day, valid_to=day
    )
    booking_at(place, service, moment(day, 8))
    booking_at(place, service, moment(day, 8, 15))
    staff(client, Role.LOCATION_MANAGER, scope=place)
    shown = client.post(page("exception_add", place), closing(day, closes="08:15"))

    refused = confirm(client, place, shown)

    assert "everybody" in refused.context["form"].errors
    assert not Closure.objects.exists()
    confirm(client, place, refused, everybody="cancel")
    assert Closure.objects.count() == 1


@pytest.mark.parametrize("name", ["hours", "exceptions", "bulk_changes"])
def test_lists_ask_as_much_for_thirty_rows_as_for_one(
    client, name, django_assert_num_queries, django_assert_max_num_queries
):
    place, service = stage()
    staff(client, Role.LOCATION_MANAGER, scope=place)
    day = date(2030, 1, 1)

    def add():
        counter = CounterFactory(location=place, services=[service])
        OpeningHoursFactory(counter=counter)
        period = DateTimeTZRange(moment(day, 8), moment(day, 9))
        Closure.objects.create(counter=counter, period=period, reason_sl="Selitev")
        BulkChange.objects.create(uid="0" * 32, kind="hours", location=place, at=timezone.now())

    add()
    client.get(page(name, place))
    with django_assert_max_num_queries(60) as one:
        client.get(page(name, place))
    for _row in range(29):
        add()
    with django_assert_num_queries(len(one)):
        client.get(page(name, place))
