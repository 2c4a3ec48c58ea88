"""Who comes on which day: on screen, as a table, on paper, and in the data folder (B10, B13)."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import translation
from openpyxl import load_workbook
from pypdf import PdfReader

from booking import paper
from booking.actions.changing import cancel
from booking.information.day_list import count, day_list, week_of
from printing.pdf import PdfUnavailable, pdf
from tests.booking.acting import book, take
from tests.booking.offices import AT, CITIZEN, EIGHT, NINE, TUESDAY, derive, local, office
from tests.factories.booking import CounterFactory, ServiceFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def table(groups):
    return [(g.day, g.heading, [line.reference for line in g.lines]) for g in groups]


@pytest.fixture(autouse=True)
def slovene():
    with translation.override("sl"):
        yield


@pytest.mark.req("B10")
def test_day_list_groups_by_counter_and_by_service():
    place, card = office(1)
    passport = ServiceFactory(short_name_sl="Potni list", category=card.category, order=-0)
    CounterFactory(location=place, label="Okence 2", order=2, services=[passport])
    derive(place)
    second = book(place, passport, EIGHT)
    first, third = book(place, card, EIGHT), book(place, card, NINE)

    by_counter = day_list(place, TUESDAY, TUESDAY)
    by_service = day_list(place, TUESDAY, TUESDAY, by="service")

    assert table(by_counter) == [
        (TUESDAY, "Okence 1", [first.reference, third.reference]),
        (TUESDAY, "Okence 2", [second.reference]),
    ]
    assert [(heading, len(refs)) for _day, heading, refs in table(by_service)] == [
        (card.name, 2),
        (passport.name, 1),
    ]


@pytest.mark.req("B10")
def test_week_list_has_its_days_in_order_and_no_other_week():
    place, card = office(1)
    friday = book(place, card, local("2026-11-20", "08:00"))
    tuesday = book(place, card, EIGHT)
    book(place, card, local("2026-11-23", "08:00"))  # the Monday after

    groups = day_list(place, *week_of(TUESDAY))

    assert [refs for _day, _heading, refs in table(groups)] == [
        [tuesday.reference],
        [friday.reference],
    ]


def test_day_list_leaves_out_holds_and_what_was_called_off_and_other_offices():
    place, card = office(2)
    other, _card = office(1, service=card)
    kept = book(place, card, EIGHT)
    cancel(book(place, card, NINE), by=CITIZEN, at=AT)
    take(place, card, local("2026-11-17", "10:00"))
    book(other, card, EIGHT)

    assert table(day_list(place, TUESDAY, TUESDAY)) == [(TUESDAY, "Okence 1", [kept.reference])]


def test_day_list_asks_as_often_for_many(django_assert_num_queries):
    place, card = office(3)
    for number in range(6):
        book(place, card, EIGHT + timedelta(minutes=15 * number))

    with django_assert_num_queries(2):
        assert count(day_list(place, TUESDAY, TUESDAY)) == 6


def test_day_list_outlives_the_erasure_of_the_visitor():
    place, card = office(1)
    booking = book(place, card, EIGHT)
    booking.visitors.all().delete()
    booking.contact.delete()

    ((line,),) = [group.lines for group in day_list(place, TUESDAY, TUESDAY)]

    assert (line.visitor, line.phone, line.reference) == ("", "", booking.reference)


@pytest.mark.req("B10")
def test_table_holds_every_appointment_once():
    place, card = office(1)
    booking = book(place, card, EIGHT)

    book_ = load_workbook(BytesIO(paper.as_table(place, day_list(place, TUESDAY, TUESDAY))))

    rows = list(book_.active.iter_rows(values_only=True))
    assert len(rows) == 2
    assert rows[1][:4] == ("2026-11-17", "8.00", "8.15", "Okence 1")
    assert booking.reference in rows[1]


@pytest.mark.req("B10")
def test_paper_names_office_day_time_and_visitor():
    place, card = office(1)
    booking = book(place, card, EIGHT)
    groups = day_list(place, TUESDAY, TUESDAY)
    title = paper.title(place, TUESDAY, TUESDAY, "counter")

    made = PdfReader(BytesIO(pdf(paper.as_page(place, groups, title, at=AT))))

    text = " ".join(page.extract_text() for page in made.pages)
    for told in ("17. november 2026", "8.00", booking.reference, booking.visitors.get().name):
        assert told in text


@pytest.mark.req("B13")
def test_morning_job_keeps_todays_lists_for_their_owner_alone_and_forgets_old_ones(
    settings, tmp_path
):
    settings.VAR = tmp_path
    place, card = office(1)
    office(1, service=card)  # nobody comes here
    book(place, card, EIGHT)
    for day in (-3, -2, -1):
        (tmp_path / "day-lists" / (TUESDAY + day * DAY).isoformat()).mkdir(parents=True)

    assert paper.store_day_lists(TUESDAY, at=EIGHT) == 1

    folder = tmp_path / "day-lists"
    (made,) = (folder / TUESDAY.isoformat()).iterdir()
    assert made.name == f"{place.slug}.pdf"
    assert made.stat().st_mode & 0o777 == 0o600
    assert sorted(one.name for one in folder.iterdir()) == ["2026-11-16", "2026-11-17"]
    assert paper.store_day_lists(TUESDAY, at=EIGHT) == 1  # a second run replaces it


@pytest.mark.req("B13")
def test_machine_without_pango_keeps_the_page_itself(settings, tmp_path, monkeypatch):
    settings.VAR = tmp_path
    place, card = office(1)
    booking = book(place, card, EIGHT)

    def none(_page):
        raise PdfUnavailable

    monkeypatch.setattr(paper, "pdf", none)
    paper.store_day_lists(TUESDAY, at=EIGHT)

    (made,) = (tmp_path / "day-lists" / TUESDAY.isoformat()).iterdir()
    assert made.suffix == ".html"
    assert booking.reference in made.read_text()


@pytest.mark.req("B13")
def test_page_that_will_not_print_leaves_the_other_offices_theirs(settings, tmp_path, monkeypatch):
    settings.VAR = tmp_path
    first, card = office(1)
    second, _card = office(1, service=card)
    for place in (first, second):
        book(place, card, EIGHT)

    def fails_for_the_first(page):
        if first.name in page:
            raise ValueError("a page that will not print")
        return pdf(page)

    monkeypatch.setattr(paper, "pdf", fails_for_the_first)

    assert paper.store_day_lists(TUESDAY, at=EIGHT) == 2
    made = {file.name for file in (tmp_path / "day-lists" / TUESDAY.isoformat()).iterdir()}
    assert made == {f"{first.slug}.html", f"{second.slug}.pdf"}
