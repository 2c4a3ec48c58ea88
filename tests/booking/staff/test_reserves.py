"""The manager keeps time for urgent cases: form, preview with its share, saving (B7, B35)."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from booking.availability.check import differences
from booking.availability.slots import slots
from booking.enums import BulkKind
from booking.models import BulkChange, FreeInterval, UrgentReserve
from privacy.models import AuditEntry
from tests.booking.staff.changing_steps import (
    a_working_day,
    booking_at,
    closing,
    confirm,
    moment,
    page,
    stage,
)
from tests.booking.urgent import counter_of, keep, urgent_service
from tests.factories.accounts import staff
from tests.factories.booking import CounterFactory, ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("B7", "B35")]


@pytest.fixture
def place(client):
    """Two counters, open from 8 to 12 on working days; its manager is signed in."""
    place, _service = stage(2, service=urgent_service())
    staff(client, Role.LOCATION_MANAGER, scope=place)
    return place


def wanted(**more):
    return {
        "days": ["1"],
        "nth": "0",
        "opens": "9:00",
        "closes": "10:00",
        "valid_from": a_working_day().isoformat(),
        "release_hours": "24",
        **more,
    }


def plan(client, place, **more):
    return client.post(page("reserve_add", place), wanted(**more))


def at_nine(place, **more):
    """Say at how many counters Tuesday at nine can be booked."""
    day = a_working_day()
    service = counter_of(place).services.first()
    found = slots(place, service, day, day, at=timezone.now(), **more)
    return next((slot.free for slot in found if slot.starts_at == moment(day, 9)), 0)


def test_form_preview_and_confirmation_keep_the_time(client, place):
    shown = plan(client, place)
    before = (UrgentReserve.objects.count(), at_nine(place))
    answer = confirm(client, place, shown)

    assert before == (0, 2)
    assert answer.url == page("bulk_changes", place)
    row = UrgentReserve.objects.get()
    assert (row.rule, row.opens, row.closes) == ("FREQ=WEEKLY;BYDAY=TU", time(9), time(10))
    assert (row.location, row.counter, row.release_hours) == (place, None, 24)
    assert BulkChange.objects.get().kind == BulkKind.RESERVE
    assert (at_nine(place), at_nine(place, is_urgent=True)) == (0, 2)
    assert list(differences(timezone.now())) == []
    assert AuditEntry.objects.get(verb="bulk_change").actor_role == Role.LOCATION_MANAGER


def test_preview_tells_the_share_of_each_week_and_strands_nobody(client, place):
    booking_at(place, counter_of(place).services.get(), moment(a_working_day(), 9))

    shown = plan(client, place, counter=counter_of(place).pk)

    [preview] = shown.context["previews"]
    assert preview["people"] == []
    assert preview["weeks"] == []
    # One hour of the forty that two counters are open in a week.
    assert "2 %" in {row["percent"].replace("\xa0", " ") for row in preview["reserved"]}


def test_reserve_of_a_counter_and_of_a_weekday_of_the_month(client, place):
    shown = plan(
        client,
        place,
        counter=counter_of(place).pk,
        days=["0", "1"],
        nth="-1",
        release_hours="",
        valid_to=(a_working_day() + timedelta(days=90)).isoformat(),
    )
    confirm(client, place, shown)

    rows = UrgentReserve.objects.order_by("pk").values_list("rule", "counter", "release_hours")
    assert list(rows) == [
        ("FREQ=MONTHLY;BYDAY=-1MO", counter_of(place).pk, None),
        ("FREQ=MONTHLY;BYDAY=-1TU", counter_of(place).pk, None),
    ]
    assert list(differences(timezone.now())) == []


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"days": []}, "days"),
        ({"days": ["9"]}, "days"),
        ({"nth": "7"}, "nth"),
        ({"opens": ""}, "opens"),
        ({"opens": "nine"}, "opens"),
        ({"opens": "9:02"}, "opens"),
        ({"closes": "9:00"}, "closes"),
        ({"closes": "8:00"}, "closes"),
        ({"valid_from": ""}, "valid_from"),
        ({"valid_from": "2020-01-01"}, "valid_from"),
        ({"valid_to": "2020-01-01"}, "valid_to"),
        ({"release_hours": "-1"}, "release_hours"),
        ({"release_hours": "721"}, "release_hours"),
        ({"release_hours": "soon"}, "release_hours"),
        ({"release_hours": "99999999999999999999"}, "release_hours"),
        ({"counter": "0"}, "counter"),
        ({"counter": "x"}, "counter"),
    ],
)
def test_bad_input_is_named_and_kept(client, place, more, field):
    answer = plan(client, place, **more)

    assert answer.status_code == 200
    form = answer.context["form"]
    assert list(form.errors) == [field]
    kept = form["release_hours"].value()
    assert kept == more.get("release_hours", "24")
    assert UrgentReserve.objects.count() == 0


def test_counter_of_another_place_is_no_choice(client, place):
    other, _service = stage(service=urgent_service())

    answer = plan(client, place, counter=counter_of(other).pk)

    assert list(answer.context["form"].errors) == ["counter"]


def test_place_without_an_urgent_service_can_keep_nothing(client):
    place, _service = stage()
    staff(client, Role.LOCATION_MANAGER, scope=place)

    answer = plan(client, place)
    hours = client.get(page("hours", place))

    assert list(answer.context["form"].errors) == ["counter"]
    assert not hours.context["can_reserve"]


def test_counter_without_an_urgent_service_can_keep_nothing(client, place):
    plain = CounterFactory(location=place, label="Okence 9", services=[ServiceFactory()])

    answer = plan(client, place, counter=plain.pk)

    assert list(answer.context["form"].errors) == ["counter"]


def test_reserve_ends_with_a_day_and_its_time_is_everybodys(client, place):
    row = keep(place, at=timezone.now(), days=100)
    last = a_working_day() - timedelta(days=1)

    shown = client.post(page("reserve_end", place), {"rows": row.pk, "last_day": last.isoformat()})
    confirm(client, place, shown)

    row.refresh_from_db()
    assert row.valid_to == last
    assert at_nine(place) == 2
    assert list(differences(timezone.now())) == []


def test_reserve_that_has_not_begun_is_taken_back_whole(client, place):
    row = keep(place, at=timezone.now(), days=100, valid_from=a_working_day(60))

    shown = client.post(
        page("reserve_end", place),
        {"rows": row.pk, "last_day": a_working_day().isoformat()},
    )
    confirm(client, place, shown)

    assert UrgentReserve.objects.count() == 0
    assert FreeInterval.objects.filter(reserved_until__isnull=False).count() == 0


def test_reserve_of_another_place_cannot_be_ended(client, place):
    other, _service = stage(service=urgent_service())
    row = keep(other, at=timezone.now(), days=100)

    assert client.get(page("reserve_end", place), {"rows": row.pk}).status_code == 404
    assert client.post(page("reserve_end", place), {"rows": row.pk}).status_code == 404


def test_hours_cannot_be_ended_as_a_reserve(client, place):
    hours = place.hours.get()

    assert client.get(page("reserve_end", place), {"rows": hours.pk}).status_code == 404


def test_preview_is_stale_when_somebody_keeps_time_meanwhile(client, place):
    shown = plan(client, place)
    keep(place, at=timezone.now(), days=100)

    answer = confirm(client, place, shown)

    assert answer.status_code == 200
    assert UrgentReserve.objects.count() == 1


def test_change_of_hours_tells_what_stays_kept(client, place):
    keep(place, at=timezone.now(), days=100)

    shown = client.post(page("exception_add", place), closing(a_working_day(), "10:00", "12:00"))

    assert shown.context["previews"][0]["reserved"]


@pytest.mark.req("B11")
@pytest.mark.parametrize("is_urgent", [False, True])
def test_stranded_are_offered_kept_time_only_if_they_are_urgent(client, place, is_urgent):
    """All is kept: only an urgent visit has somewhere to go."""
    service = counter_of(place).services.get()
    day = a_working_day()
    keep(place, time(0), time(0), at=timezone.now(), days=100)
    booking_at(place, service, moment(day, 8), is_urgent=is_urgent)

    shown = client.post(page("exception_add", place), closing(day, "08:00", "09:00"))

    [preview] = shown.context["previews"]
    [person] = preview["people"]
    assert bool(person.offer) == is_urgent


def test_page_of_hours_asks_as_often_for_thirty_reserves_as_for_one(client, place):
    keep(place, at=timezone.now(), days=100)
    client.get(page("hours", place))
    counts = []
    for more in (0, 29):
        for number in range(more):
            UrgentReserve.objects.create(
                counter=counter_of(place),
                rule="FREQ=DAILY",
                opens=time(8),
                closes=time(9),
                valid_from=a_working_day(number),
            )
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(page("hours", place))
        counts.append(len(asked))

    assert len(answer.context["reserves"]) == 30
    assert counts[0] == counts[1]


def test_clerk_sees_no_form_of_the_reserve(client):
    place, _service = stage(service=urgent_service())
    staff(client, Role.CLERK, scope=place)

    assert client.get(page("reserve_add", place)).status_code == 404
    assert plan(client, place).status_code == 404
