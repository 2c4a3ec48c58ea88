"""The pages of a place's schedule, as a clerk opens and uses them (B3–B5, B13)."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from accounts.roles import Role
from booking.availability.derive import derive_all
from booking.availability.truth import day_bounds
from booking.enums import Status
from booking.models import Appointment, Booking, Counter, ExtraOpening
from privacy.models import AuditEntry
from tests.booking.offices import ZONE
from tests.factories.accounts import staff
from tests.factories.booking import CounterFactory, LocationFactory, ServiceFactory, booked

pytestmark = pytest.mark.django_db


def today():
    return timezone.now().astimezone(ZONE).date()


@pytest.fixture
def service():
    return ServiceFactory(minutes=5)  # fits in before midnight whenever the test runs


@pytest.fixture
def place(service):
    """An office that is open all of today and tomorrow, whatever day it is."""
    place = LocationFactory()
    for number in (1, 2):
        CounterFactory(location=place, label=f"Okence {number}", services=[service])
    open_whole_days(place)
    return place


def open_whole_days(place):
    for day in (today(), today() + timedelta(days=1)):
        ExtraOpening.objects.create(location=place, period=TimestamptzRange(*day_bounds(day, ZONE)))
    derive_all(list(place.counters.all()), today(), today() + timedelta(days=1))


@pytest.fixture
def clerk(client, place):
    return staff(client, Role.CLERK, scope=place.unit)


def url(name, place, *parts, **query):
    return reverse(f"calendar:{name}", args=[place.slug, *parts], query=query or None)


def tomorrow_at(hour):
    return day_bounds(today() + timedelta(days=1), ZONE)[0] + timedelta(hours=hour)


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize("name", ["day", "week"])
@pytest.mark.parametrize(
    "day", ["2026-02-30", "2026-13-01", "0001-01-01", "9999-12-31", "26-1-1", "danes", "2026-11-1x"]
)
def test_day_that_is_none_is_not_found(clerk, place, name, day):
    path = url(name, place, "2026-11-17").replace("2026-11-17", day)

    assert clerk.get(path).status_code == 404


@pytest.mark.parametrize("day", ["2000-01-01", "2100-12-31", "2026-03-29", "2026-10-25"])
@pytest.mark.parametrize("name", ["day", "week"])
def test_days_at_the_edges_and_when_the_clocks_change_are_shown(clerk, place, name, day):
    assert clerk.get(url(name, place, day)).status_code == 200


@pytest.mark.parametrize(
    ("sent", "shown"),
    [("2026-12-01", "2026-12-01"), ("1. 12. 2026", "2026-12-01"), ("1.12.2026", "2026-12-01")],
)
def test_chosen_day_leads_to_its_schedule(clerk, place, service, sent, shown):
    response = clerk.get(url("go_to_day", place, date=sent, service=service.slug))

    assert response["Location"] == url("day", place, shown, service=service.slug)


@pytest.mark.parametrize("sent", ["", "yesterday", "2026-02-30", "1999-01-01", "0001-01-01"])
def test_day_nobody_can_show_leads_to_today_with_a_word_about_it(clerk, place, sent):
    response = clerk.get(url("go_to_week", place, date=sent), follow=True)

    assert response.redirect_chain[0][0] == url("week", place, today())
    assert len(list(response.context["messages"])) == 1


@pytest.mark.req("B4")
def test_overview_leads_to_the_schedule_of_today(clerk, place):
    page = clerk.get(reverse("calendar:overview")).content.decode()

    assert url("go_to_day", place) in page
    assert clerk.get(url("go_to_day", place))["Location"] == url("day", place, today())


@pytest.mark.req("B3", "B4")
def test_day_is_a_table_with_a_head_for_each_hour_and_counter(clerk, place, service):
    booked(
        location=place,
        counter=place.counters.first(),
        service=service,
        starts_at=tomorrow_at(9),
        visitors=[{"name": "Maja Zupan"}],
    )

    response = clerk.get(url("day", place, today() + timedelta(days=1)))

    page = response.content.decode()
    table = page[page.index("okence-schedule") :]
    assert re.findall(r"<th scope=\"col\">([^<]+)", table)[1:] == ["Okence 1", "Okence 2"]
    assert table.count('<th scope="row">') == len(response.context["day"].rows) > 20
    assert service.short_name_sl in page
    assert "<i>MZ</i>" in page
    assert "Zupan" not in page


@pytest.mark.req("B5")
def test_service_shows_the_starts_at_which_it_fits_in(clerk, place):
    long = ServiceFactory(minutes=45)
    place.counters.first().services.add(long)

    page = clerk.get(url("day", place, today() + timedelta(days=1), service=long.slug))

    (row,) = [row for row in page.context["day"].rows if row.text == "9.00"]
    assert [[entry.text for entry in cell] for cell in row.cells] == [["9.00", "9.45"]]


@pytest.mark.parametrize("query", [{"service": "no-such"}, {"counter": "0"}, {"counter": "x"}])
def test_what_is_not_of_this_place_is_not_found(clerk, place, query):
    assert clerk.get(url("day", place, today(), **query)).status_code == 404


@pytest.mark.req("B1", "B4")
def test_counter_of_another_place_is_not_found(clerk, place):
    foreign = CounterFactory()

    assert clerk.get(url("day", place, today(), counter=foreign.pk)).status_code == 404
    assert clerk.get(url("week", place, today(), counter=foreign.pk)).status_code == 404


@pytest.mark.req("B3")
@pytest.mark.parametrize("name", ["day", "week"])
def test_page_takes_as_many_queries_for_thirty_counters_as_for_one(clerk, place, service, name):
    path = url(name, place, today() + timedelta(days=1))
    Counter.objects.filter(label="Okence 2").delete()

    def fill(count):
        for number in range(count):
            counter = CounterFactory(location=place, label=f"Novo {number}", services=[service])
            booked(location=place, counter=counter, service=service, starts_at=tomorrow_at(9))

    fill(1)
    clerk.get(path)  # the first page of a process fills caches
    before = queries(clerk, path)
    Booking.objects.all().delete()
    Counter.objects.filter(label__startswith="Novo").delete()
    fill(30)

    assert queries(clerk, path) == before


def queries(client, path):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.req("B3")
def test_fragment_is_sent_again_only_when_something_has_changed(clerk, place, service):
    path = url("day", place, today() + timedelta(days=1), fragment=1)
    first = clerk.get(path)
    same = clerk.get(path, headers={"If-None-Match": first["ETag"]})
    booked(
        location=place, counter=place.counters.first(), service=service, starts_at=tomorrow_at(9)
    )
    changed = clerk.get(path, headers={"If-None-Match": first["ETag"]})

    assert b"<html" not in first.content
    assert (same.status_code, same.content) == (304, b"")
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]
    assert version(changed) != version(first)


def version(response):
    return re.search(r'data-version="(\w+)"', response.content.decode())[1]


def test_page_and_fragment_tell_the_same_version(clerk, place):
    path = url("week", place, today())

    page, fragment = clerk.get(path), clerk.get(f"{path}?fragment=1")

    assert version(page) == version(fragment)
    assert fragment["ETag"] == f'"{page.context["etag"]}"'


@pytest.mark.req("B3")
def test_week_counts_appointments_and_free_minutes(clerk, place, service):
    booked(
        location=place, counter=place.counters.first(), service=service, starts_at=tomorrow_at(9)
    )

    page = clerk.get(url("week", place, today() + timedelta(days=1)))

    index = (today() + timedelta(days=1)).weekday()
    cells = [row[1][index] for row in page.context["week"].rows]
    assert [cell.taken for cell in cells] == [1, 0]
    assert page.context["week"].columns[index].total.taken == 1
    assert page.context["week"].columns[index].href == url(
        "day", place, today() + timedelta(days=1)
    )


def give(client, place, wanted, **fields):
    values = {"service": wanted.slug, "counter": "", "name": "", "key": uuid.uuid4().hex} | fields
    values = {f"walk-in-{name}": value for name, value in values.items()}
    return client.post(url("walk_in", place), values)


@pytest.mark.req("B13")
def test_walk_in_is_given_on_the_page_of_today(clerk, place, service):
    response = give(clerk, place, service, name="Maja Zupan")

    assert response["Location"] == url("day", place, today())
    given = Appointment.objects.get()
    assert (given.status, given.visitor.name) == (Status.ARRIVED, "Maja Zupan")
    entry = AuditEntry.objects.get(verb="walk_in")
    assert (entry.actor_role, entry.channel) == ("clerk", "unit")


@pytest.mark.req("B13")
def test_double_click_gives_one_time(clerk, place, service):
    key = uuid.uuid4().hex

    codes = [give(clerk, place, service, key=key).status_code for _click in range(2)]

    assert codes == [302, 302]
    assert Appointment.objects.count() == 1


@pytest.mark.req("B13")
def test_walk_in_where_nothing_is_free_now_is_told_and_nothing_written(clerk, place, service):
    for _counter in range(2):
        give(clerk, place, service)

    response = give(clerk, place, service)

    assert response.status_code == 409
    assert response.context["refused"].code == "slot_taken"
    assert Appointment.objects.count() == 2


@pytest.mark.parametrize(
    "fields", [{"service": ""}, {"service": "no-such"}, {"counter": "0"}, {"key": "x"}]
)
def test_walk_in_that_says_nonsense_is_refused(clerk, place, service, fields):
    assert give(clerk, place, service, **fields).status_code == 422
    assert Appointment.objects.count() == 0


@pytest.mark.req("B1", "B13")
def test_walk_in_at_a_counter_of_another_place_is_refused(clerk, place, service):
    foreign = CounterFactory(services=[service])

    assert give(clerk, place, service, counter=foreign.pk).status_code == 422


@pytest.fixture
def appointment(place, service):
    booking = booked(
        location=place,
        counter=place.counters.first(),
        service=service,
        starts_at=timezone.now().replace(second=0, microsecond=0) - timedelta(seconds=1),
        visitors=[{"name": "Maja Zupan", "needs": "tolmač"}],
    )
    return booking.appointments.get()


@pytest.mark.req("B13", "X3")
def test_look_at_an_appointment_is_kept(clerk, place, appointment):
    page = clerk.get(url("appointment", place, appointment.pk))

    assert "Maja Zupan" in text(page)
    assert "tolmač" in text(page)
    assert appointment.booking.reference in text(page)
    rows = AuditEntry.objects.values_list("verb", "object_type", "object_id", "changed_fields")
    assert list(rows) == [("viewed", "appointment", str(appointment.pk), [])]


@pytest.mark.req("B13")
def test_steps_are_buttons_of_the_state_it_is_in(clerk, place, appointment):
    path = url("appointment", place, appointment.pk)

    def buttons():
        return re.findall(r'name="action" value="(\w+)"', clerk.get(path).content.decode())

    assert buttons() == ["arrive", "serve", "no_show"]
    clerk.post(path, {"action": "arrive"})
    assert buttons() == ["serve", "undo"]
    clerk.post(path, {"action": "serve"})
    assert buttons() == ["undo"]
    clerk.post(path, {"action": "undo", "was": "served"})
    clerk.post(path, {"action": "undo", "was": "served"})
    assert buttons() == ["serve", "undo"]


@pytest.mark.req("B13")
def test_refused_step_is_told_and_changes_nothing(clerk, place, appointment):
    Appointment.objects.update(status=Status.CANCELLED)
    path = url("appointment", place, appointment.pk)

    page = clerk.post(path, {"action": "arrive"}, follow=True)

    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    assert Appointment.objects.get().status == Status.CANCELLED


@pytest.mark.parametrize("action", ["", "delete", "viewed"])
def test_step_nobody_knows_is_not_found(clerk, place, appointment, action):
    path = url("appointment", place, appointment.pk)

    assert clerk.post(path, {"action": action}).status_code == 404
    assert Appointment.objects.get().status == Status.BOOKED


@pytest.mark.req("B1")
def test_appointment_of_a_sister_office_is_not_found(clerk, place, service):
    sister = LocationFactory(parent=place.unit)
    other = booked(location=sister, service=service).appointments.get()

    assert clerk.get(url("appointment", place, other.pk)).status_code == 404
    assert clerk.get(url("appointment", sister, other.pk)).status_code == 200


def test_get_changes_no_appointment(clerk, place, appointment):
    before = list(Appointment.objects.values())

    for path in (
        url("day", place, today()),
        url("week", place, today()),
        url("appointment", place, appointment.pk) + "?action=serve",
    ):
        assert clerk.get(path).status_code == 200

    assert list(Appointment.objects.values()) == before
    assert clerk.get(url("walk_in", place)).status_code == 405
