"""What a cell may hold: the value it means, or the reason why not, with sheet, row and column."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from django.utils.translation import override

from booking.workbook.checking import check
from booking.workbook.layout import CATEGORIES, DOCUMENTS, LIFE_EVENTS
from booking.workbook.problems import MOST_TOLD
from booking.workbook.stored import stored
from tests.booking.workbooks import cell, document_row, new_row, one_service, put, tables

pytestmark = [pytest.mark.django_db, pytest.mark.req("B9")]


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def planned(change):
    return check(tables(change), stored())


def said(change):
    return [str(problem) for problem in planned(change).problems]


EMPTY = "This cell must not be empty."
TEXT = "This is text. A number is needed here."
NO_TEXT = "This is a number or a date. Format the cell as text and write it again."
NO_NUMBER = "This is a date, a time or a yes, not a number."


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("minutes", "petnajst", TEXT),
        ("minutes", "15 min", TEXT),
        ("minutes", 15.5, "This is not a whole number."),
        ("minutes", True, NO_NUMBER),
        ("minutes", date(2026, 1, 15), NO_NUMBER),
        ("minutes", time(0, 15), NO_NUMBER),
        ("minutes", 4, "A service takes between 5 minutes and 8 hours."),
        ("minutes", 10**20, "This is not a number."),
        ("minutes", "#REF!", TEXT),
        ("minutes", None, EMPTY),
        ("max_people", 9, "One booking is for 1 to 8 people."),
        ("horizon_days", 0, "Appointments open 1 to 365 days ahead."),
        ("buffer_minutes", -1, "Ensure this value is greater than or equal to 0."),
        ("buffer_minutes", 40_000, "Ensure this value is less than or equal to 32767."),
        ("fee", "29,53", TEXT),
        ("fee", 29.535, "Ensure that there are no more than 2 decimal places."),
        ("release_at", "zjutraj", "This is not a time of day. Write it as 8:00."),
        ("release_at", "24:00", "This is not a time of day. Write it as 8:00."),
        ("release_at", 1.5, "This is not a time of day. Write it as 8:00."),
        ("release_at", datetime(2026, 1, 1, 8), "This is not a time of day. Write it as 8:00."),  # noqa: DTZ001 - cells have no zone
        ("name_sl", 7, NO_TEXT),
        ("name_sl", None, EMPTY),
        ("name_sl", "   ", EMPTY),
        ("name_sl", "a" * 201, "Ensure this value has at most 200 characters (it has 201)."),
        ("summary_sl", "a" * 32_767, "This text is too long: a cell takes 32,766 characters."),
        ("category", "ni-ga", "There is no »ni-ga« on the sheet »Področja«."),
        ("life_events", "ni-ga", "There is no »ni-ga« on the sheet »Življenjski dogodki«."),
        (
            "is_active",
            "mogoče",
            "This value is not known. Write one of: »da«, »ne«.",
        ),
        ("competence", None, EMPTY),
    ],
)
def test_bad_cell_is_named_with_its_reason(name, value, reason):
    one_service()
    place = {}

    def change(book):
        put(name, value)(book)
        found = cell(book, name)
        place["column"] = f"{found.column_letter} ({book['Storitve'].cell(1, found.column).value})"

    assert said(change) == [f"sheet Storitve, row 2, column {place['column']}: {reason}"]


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("minutes", 20.0, 20),
        ("fee", 12, Decimal(12)),
        ("fee", 29.53, Decimal("29.53")),
        ("fee", None, None),
        ("release_at", time(7, 30), time(7, 30)),
        ("release_at", "7.30", time(7, 30)),
        ("release_at", " 7:30 ", time(7, 30)),
        ("is_active", "NE", False),
        ("is_active", False, False),
        ("competence", "občina prebivališča", "residence"),
        ("competence", "residence", "residence"),
        ("name_sl", " Novo\r\nime ", "Novo\nime"),
        ("name_sl", "=1+1", "=1+1"),
        ("name_sl", "007", "007"),
        ("words", "pas, , potovnica,pas", ["pas", "potovnica"]),
        ("words", None, []),
        ("who_sl", None, ""),
    ],
)
def test_cell_means(name, value, meant):
    one_service(fee=Decimal(5), who_sl="Vsak", words=["izkaznica"])

    plan = planned(put(name, value))

    assert list(plan.problems) == []
    assert [entry.row[name] for entry in plan.entries] == [meant]
    assert plan.entries[0].names == [name]


def test_text_cut_by_the_cell_is_not_taken_for_a_change():
    """Excel has no room for such a text: whoever edits it there would cut it."""
    one_service(who_sl="ž" * 40_000)

    assert planned(lambda book: None).entries == []
    assert said(put("who_sl", "a" + "ž" * 32_766))[0].endswith("a cell takes 32,766 characters.")


def test_every_bad_cell_is_named():
    one_service()

    def change(book):
        put("minutes", "x")(book)
        put("name_sr", None)(book)
        put("case", "nikoli", 3, sheet=DOCUMENTS)(book)
        put("name_en", None, sheet=CATEGORIES)(book)

    found = [(p.sheet, p.row, p.heading) for p in planned(change).problems]

    assert found == [
        ("Področja", 2, "Ime (angleško)"),
        ("Storitve", 2, "Ime (srbsko)"),
        ("Storitve", 2, "Minute"),
        ("Dokazila", 3, "Kdaj"),
    ]


def test_thousands_of_bad_cells_are_counted_and_the_first_ones_told():
    one_service()

    def change(book):
        for number in range(300):
            new_row(book, slug=f"s{number}", minutes="x", fee="x", order="x", fee_year="x")

    problems = planned(change).problems

    assert (problems.count, len(list(problems)), problems.untold) == (1_200, MOST_TOLD, 200)


@pytest.mark.parametrize("sheet", ["services", CATEGORIES, LIFE_EVENTS])
def test_code_given_twice_is_refused(sheet):
    one_service()

    def change(book):
        if sheet == LIFE_EVENTS:
            book["Življenjski dogodki"].append(["selitev", 1, "a", "b", "c"])
        new_row(book, sheet)

    assert [(p.row, p.reason) for p in planned(change).problems] == [
        (3, "This code is also in row 2.")
    ]


@pytest.mark.parametrize("slug", ["z presledkom", "šumnik", "a/b", "=1", 7, None, "a" * 81])
def test_code_that_is_no_address_is_refused(slug):
    one_service()

    problems = list(planned(lambda book: new_row(book, slug=slug)).problems)

    assert [(p.sheet, p.row, p.heading) for p in problems] == [("Storitve", 3, "Oznaka")]


def test_document_of_a_service_the_workbook_does_not_have_is_refused():
    one_service()

    assert said(lambda book: document_row(book, service="drugje")) == [
        "sheet Dokazila, row 4, column A (Oznaka storitve): "
        "The sheet »Storitve« has no service with this code."
    ]


def test_columns_may_stand_in_any_order_and_rows_be_empty():
    one_service()

    def change(book):
        page = book["Področja"]
        page.insert_rows(2)
        page.move_range("A1:A3", cols=9)

    plan = planned(change)

    assert (list(plan.problems), plan.entries) == ([], [])
