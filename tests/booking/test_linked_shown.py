"""Where a visit with several services is told as one: tables, lists, the citizen's page (B13)."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook

from booking import paper
from booking.actions.changing import cancel
from booking.actions.linking import link
from booking.information.day_list import day_list
from booking.information.linked import mates_of
from booking.information.schedule import schedule
from booking.models import Booking
from booking.tokens import manage_token
from tests.booking.acting import book
from tests.booking.offices import AT, CITIZEN, EIGHT, NINE, TUESDAY, office
from tests.factories.booking import booked

pytestmark = [pytest.mark.django_db, pytest.mark.req("B13")]


@pytest.fixture
def visit():
    place, service = office(1)
    pair = book(place, service, EIGHT), book(place, service, NINE)
    link(*pair, by=CITIZEN, at=AT)
    return place, *pair


def test_schedule_marks_both_and_no_other(visit):
    place, _one, _other = visit
    book(place, place.counters.get().services.get(), NINE.replace(hour=9))

    (day,) = schedule(place, TUESDAY, TUESDAY, at=AT)
    (week,) = schedule(place, TUESDAY, TUESDAY, at=AT, with_people=False)

    assert [line.is_linked for line in day.columns[0].taken] == [True, True, False]
    assert len(week.columns[0].linked) == 2


def test_what_was_cancelled_makes_no_visit(visit):
    place, one, other = visit
    cancel(one, by=CITIZEN, at=AT)

    (day,) = schedule(place, TUESDAY, TUESDAY, at=AT)

    assert [line.is_linked for line in day.columns[0].taken] == [False]
    assert mates_of([other.pk]) == {}


def test_only_linked_bookings_are_looked_up(visit, django_assert_num_queries):
    place, one, _other = visit
    alone = book(place, one.service, NINE.replace(hour=9))

    with django_assert_num_queries(1):
        assert mates_of([alone.pk]) == {}
    with django_assert_num_queries(2):
        assert set(mates_of([alone.pk, one.pk])) == {one.pk}


def test_lists_say_when_and_where_the_visit_goes_on(visit):
    place, one, _other = visit

    with translation.override("sl"):
        groups = day_list(place, TUESDAY, TUESDAY)
        page = paper.as_page(place, groups, "Dan", at=AT)
        sheet = load_workbook(BytesIO(paper.as_table(place, groups))).active

    told = [line.linked for line in groups[0].lines]
    name = one.service.short_name_sl
    assert told == [f"9.00 {name}, Okence 1", f"8.00 {name}, Okence 1"]
    assert told[0] in page
    assert [row[-1].value for row in sheet.iter_rows(min_row=2)] == told


@pytest.mark.req("X2")
def test_lists_do_not_say_where_a_part_of_the_visit_has_gone(visit):
    place, _one, other = visit
    elsewhere = booked()
    other.appointments.update(counter=elsewhere.appointments.get().counter)

    with translation.override("en"):
        (line,) = day_list(place, TUESDAY, TUESDAY)[0].lines

    assert line.linked == "Another appointment of this visit is now at another office."


@pytest.mark.req("B25", "X4")
def test_citizens_page_names_the_other_appointment_and_gives_no_way_into_it(client):
    one, other = (booked(starts_at=timezone.now() + timedelta(days=n)) for n in (3, 4))
    Booking.objects.filter(pk=other.pk).update(reference="ZZZZ-9999", linked_to=one)

    for own, linked in ((one, other), (other, one)):
        for name in ("manage", "manage_cancel", "manage_move"):
            page = client.get(reverse(name, args=[manage_token(own.uid)])).content.decode()
            assert manage_token(own.uid) in page
            assert manage_token(linked.uid) not in page
            assert "ZZZZ-9999" not in page or own == other
            assert linked.service.name in page
