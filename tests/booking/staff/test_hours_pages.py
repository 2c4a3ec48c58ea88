"""The pages of hours, closures and openings: form, preview, confirmation (B7, B11, B12)."""

from datetime import date, time, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from accounts.roles import Role
from booking.availability.check import differences
from booking.enums import Status
from booking.models import BulkChange, Closure, OpeningHours
from messaging.models import Message
from tests.booking.staff.changing_steps import (
    SEALED,
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
