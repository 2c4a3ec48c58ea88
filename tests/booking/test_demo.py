"""The pilot, loaded once for all tests of this module and rolled back after them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import F

from booking import models
from booking.availability.check import differences
from booking.availability.derive import free_truth
from booking.availability.earliest import earliest
from booking.availability.truth import open_intervals
from booking.demo.catalogue import read
from booking.demo.counters import load_counters
from booking.demo.fill import working_days
from booking.demo.hours import load_hours, load_reserves
from booking.demo.load import load_booking
from booking.demo.places import load_places
from booking.demo.services import load_services
from booking.demo.store import LAST
from booking.enums import OCCUPYING, Status
from booking.models import (
    Appointment,
    Booking,
    Closure,
    Counter,
    ExtraOpening,
    FreeInterval,
    Location,
    Service,
    UrgentReserve,
)
from booking.tokens import manage_token, token_hash
from privacy.models import Notice

AT = datetime(2026, 11, 16, 7, 0, tzinfo=UTC)  # Monday, 8.00 in Ljubljana
TODAY = date(2026, 11, 16)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def pilot(django_db_setup, django_db_blocker):
    """Load the pilot; return what each step told."""
    told = {}
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
        load_booking("pilot", at=AT, tell=told.__setitem__)
        connection.check_constraints()
    yield told
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


def counts() -> dict[str, int]:
    """Return the number of rows of every table of booking."""
    tables = [getattr(models, name) for name in models.__all__]
    return {table.__name__: table.objects.count() for table in tables}


def first_start(slug: str) -> dict[str, datetime]:
    found = earliest(Service.objects.get(slug=slug), at=AT)
    slugs = dict(Location.objects.values_list("pk", "slug"))
    return {slugs[key]: moment for key, moment in found.items()}


@pytest.mark.req("B2", "B8")
def test_load_says_what_it_did(pilot):
    assert pilot["places"] == {"units": 3, "locations": 7, "municipalities": 13, "places": 266}
    assert pilot["services"] == {
        "categories": 16,
        "life_events": models.LifeEvent.objects.count(),
        "services": 63,
        "documents": models.RequiredDocument.objects.count(),
    }
    assert pilot["counters"]["counters"] == 35
    assert pilot["appointments"]["appointments"] == Appointment.objects.count()


@pytest.mark.req("B2", "B8")
def test_load_stores_the_tree_of_units_and_offices(pilot):
    assert Location.objects.units().count() == 3
    assert Location.objects.offices().count() == 7
    assert Location.objects.filter(unit=None).count() == 0
    assert Location.find_problems() == ([], [], [], [], [])
    litija = Location.objects.get(slug="litija-sedez")
    assert (litija.get_parent().slug, litija.unit.slug) == ("litija", "litija")
    assert litija.unit.open_channels == ["web", "unit", "partner", "agent"]


@pytest.mark.req("B22", "B24")
def test_load_publishes_one_notice_for_each_service_and_one_for_privacy(pilot):
    in_force = Notice.objects.in_force

    assert Notice.objects.count() == 64
    assert in_force("privacy", "booking", AT).text_en.startswith("This notice tells you")
    assert in_force("acknowledgement", "osebna-izkaznica", AT).version == 1


def test_second_load_of_the_day_does_nothing(pilot):
    before = counts()
    told = {}

    load_booking("pilot", at=AT + timedelta(hours=3), tell=told.__setitem__)

    assert told == {}
    assert counts() == before


def test_loaders_repeated_change_nothing(pilot):
    before = counts()
    keys = list(Counter.objects.order_by("pk").values_list("pk", flat=True))
    catalogue = read("pilot")

    load_places(catalogue, at=AT)
    load_services(catalogue)
    load_counters(catalogue)
    load_hours(catalogue)

    assert load_reserves(catalogue) == 0
    assert counts() == before
    assert list(Counter.objects.order_by("pk").values_list("pk", flat=True)) == keys


@pytest.mark.req("B35")
def test_some_offices_keep_time_for_urgent_cases_and_nobody_is_booked_in_it(pilot):
    kept = FreeInterval.objects.filter(reserved_until__isnull=False)
    counters = {row.counter for row in UrgentReserve.objects.select_related("counter")}
    urgent = Service.objects.with_urgent_path()

    assert pilot["urgent reserves"] == {"urgent_reserves": UrgentReserve.objects.count()}
    assert set(kept.values_list("counter", flat=True)) == {one.pk for one in counters}
    assert "potni-list" in urgent.values_list("slug", flat=True)
    for service in urgent:
        assert all((service.urgent_sl, service.urgent_sr, service.urgent_en))
    for counter in counters:
        assert counter.services.filter(pk__in=urgent).exists()
    # What was filled in went around the kept time.
    taken = Appointment.objects.occupying().filter(counter__in=counters)
    for row in kept:
        assert not taken.filter(counter=row.counter, period__overlap=row.period).exists()
        assert row.period.upper - row.period.lower == timedelta(hours=1)


def test_loaders_mend_what_has_drifted(pilot):
    Location.objects.filter(slug="litija-sedez").update(street="Drugje 1")
    Service.objects.filter(slug="potni-list").update(minutes=90)
    counter = Counter.objects.filter(location__slug="litija-sedez").first()
    done = set(counter.services.values_list("slug", flat=True))
    counter.services.clear()
    catalogue = read("pilot")

    load_places(catalogue, at=AT)
    load_services(catalogue)
    load_counters(catalogue)

    assert Location.objects.get(slug="litija-sedez").street == "Jerebova ulica 14"
    assert Service.objects.get(slug="potni-list").minutes == 15
    assert set(counter.services.values_list("slug", flat=True)) == done


def test_next_day_tops_up_and_settles_what_is_over(pilot):
    before = Appointment.objects.count()
    told = {}
    later = AT + timedelta(days=2)

    load_booking("pilot", at=later, tell=told.__setitem__)

    assert set(told) == {"appointments", "free time"}
    assert told["appointments"]["settled"] > 0
    assert Appointment.objects.count() == before + told["appointments"]["appointments"]
    assert not Appointment.objects.live().filter(period__endswith__lte=later).exists()
    assert list(differences(later)) == []


def test_loading_a_wider_horizon_later_keeps_ljubljana_full(pilot):
    """Waits do not melt away while a demonstration stands: nearness is topped up."""
    later = AT + timedelta(days=14)

    load_booking("pilot", at=later, tell=lambda step, numbers: None)

    service = Service.objects.get(slug="osebna-izkaznica")
    seat = Location.objects.get(slug="ljubljana-sedez")
    start = earliest(service, at=later)[seat.pk]
    assert working_days(later.date(), start.date()) >= 20


@pytest.mark.req("X6")
def test_appointments_lie_inside_the_hours_of_their_counter(pilot):
    counters = list(Counter.objects.select_related("location"))
    opened = open_intervals(counters, TODAY - timedelta(days=7), TODAY + timedelta(days=60))
    rows = Appointment.objects.values_list("counter_id", "period")

    assert [
        (key, period)
        for key, period in rows
        if not any(
            piece.starts_at <= period.lower and period.upper <= piece.ends_at
            for piece in opened[key]
        )
    ] == []


@pytest.mark.req("X6")
def test_no_two_appointments_share_a_counter_and_a_minute(pilot):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM booking_appointment a JOIN booking_appointment b"
            " ON a.counter_id = b.counter_id AND a.id < b.id AND a.period && b.period"
        )
        (overlapping,) = cursor.fetchone()

    assert Appointment.objects.filter(status__in=OCCUPYING).count() == Appointment.objects.count()
    assert overlapping == 0


def test_derived_free_time_equals_the_truth(pilot):
    assert Counter.objects.filter(free_until=None).count() == 0
    assert list(differences(AT)) == []


@pytest.mark.req("B23")
def test_waits_differ_from_place_to_place(pilot):
    starts = first_start("osebna-izkaznica")
    waits = {slug: working_days(TODAY, start.date()) for slug, start in starts.items()}

    assert waits["logatec-sedez"] <= waits["litija-sedez"] <= 4
    assert 18 <= waits["ljubljana-tobacna"] <= 26
    assert 20 <= waits["ljubljana-sedez"] <= 28
    assert set(waits) == set(
        Location.objects.offices().exclude(kind="unit").values_list("slug", flat=True)
    )


def test_past_is_settled_and_future_is_booked(pilot):
    past = set(
        Appointment.objects.filter(period__endswith__lte=AT).values_list("status", flat=True)
    )
    future = set(
        Appointment.objects.filter(period__endswith__gt=AT).values_list("status", flat=True)
    )

    assert past == {Status.SERVED, Status.NO_SHOW}
    assert future == {Status.BOOKED}


def test_bookings_are_confirmed_and_their_manage_links_work(pilot):
    booking = Booking.objects.order_by("pk").first()

    assert Booking.objects.unconfirmed().count() == 0
    assert Booking.objects.filter(created_at__gt=AT).count() == 0
    assert Booking.objects.filter(privacy_notice=None).count() == 0
    assert booking.manage_hash == token_hash(manage_token(booking.uid))
    assert {len(row.reference) for row in Booking.objects.all()[:50]} == {9}


@pytest.mark.req("B14")
def test_bookings_with_territorial_competence_name_a_municipality_of_their_unit(pilot):
    territorial = Booking.objects.exclude(service__competence="any")
    rows = territorial.values_list("location__unit", "municipality__unit").distinct()

    assert rows
    assert [pair for pair in rows if pair[0] != pair[1]] == []
    assert (
        Booking.objects.filter(service__competence="any", municipality__isnull=False).count() == 0
    )


@pytest.mark.req("X4")
def test_everybody_who_comes_is_plainly_invented(pilot):
    contacts = models.Contact.objects
    names = models.Visitor.objects.values_list("name", flat=True)

    assert contacts.count() == Booking.objects.count()
    assert not Appointment.objects.filter(visitor=None).exists()
    assert Appointment.objects.exclude(visitor__booking=F("booking")).count() == 0
    assert {name.split()[1] for name in names} == set(LAST)
    assert {one.split("@")[1] for one in contacts.values_list("email", flat=True)} == {
        "example.org"
    }
    assert not contacts.exclude(phone="").exists()


@pytest.mark.req("B12")
def test_saturday_is_for_personal_documents_only(pilot):
    (saturday,) = ExtraOpening.objects.all()
    taken = Appointment.objects.filter(period__contained_by=saturday.period)
    rows = free_truth(
        list(Counter.objects.filter(location=saturday.location).select_related("location")),
        saturday.period.lower.date(),
        saturday.period.lower.date(),
    )

    assert saturday.period.lower.weekday() == 5
    assert saturday.period.lower > AT
    assert set(saturday.restriction.services.values_list("category__slug", flat=True)) == {
        "osebni-dokumenti"
    }
    assert set(taken.values_list("service__category__slug", flat=True)) <= {"osebni-dokumenti"}
    assert {piece.restriction_id for pieces in rows.values() for piece in pieces} == {
        saturday.restriction_id
    }


@pytest.mark.req("B12")
def test_closure_ahead_strands_nobody(pilot):
    (closure,) = Closure.objects.all()

    assert closure.period.lower > AT
    assert not (
        Appointment.objects.occupying()
        .filter(counter__location=closure.location, period__overlap=closure.period)
        .exists()
    )
