"""What is written is read again, to the letter."""

import io
from datetime import time
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from booking.demo import catalogue as demo
from booking.demo.services import load_services
from booking.models import LifeEvent, RequiredDocument, Service
from booking.workbook.checking import check
from booking.workbook.layout import SERVICES, sheets, words
from booking.workbook.reading import read
from booking.workbook.stored import stored
from booking.workbook.writing import write
from tests.booking.workbooks import NAME, cell, one_service, put, tables

pytestmark = [pytest.mark.django_db, pytest.mark.req("B9")]

DIFFICULT = [
    "=1+1",
    '=HYPERLINK("http://x.example")',
    "+386 1 234",
    "-5",
    "@SUM(A1)",
    "007",
    "1.1.2026",
    "TRUE",
    "#REF!",
    "  spaces around  ",
    "two\nlines\n\nand a third",
    "from a browser\r\ntwo lines",
    "Личнa карта – издавање, «наводници» и ђ љ њ џ " * 200,
    "a quote ' and \" and <b>&amp;</b>",
    "_x0041_ stays as it is",
    "a\x0bvertical tab",
    "\ttab",
    "🪪",
]


def again(catalogue):
    return check(read(write(catalogue), name=NAME), catalogue)


@pytest.mark.parametrize("text", DIFFICULT)
def test_difficult_text_comes_back(text):
    service = one_service(who_sl=text, summary_sr=text)
    service.documents.update(text_en=text)

    plan = again(stored())

    assert list(plan.problems) == []
    assert plan.entries == []
    assert plan.unchanged == {"categories": 1, "services": 1}


@pytest.mark.req("B35")
def test_conditions_of_urgent_cases_come_back_and_can_be_changed():
    one_service(urgent_sl="Ukraden.", urgent_sr="Украден.", urgent_en="Stolen.")

    same = again(stored())
    changed = check(tables(put("urgent_en", "Lost.")), stored())

    assert (list(same.problems), same.entries) == ([], [])
    [entry] = changed.entries
    assert [one.name for one in entry.changes] == ["urgent_en"]


@pytest.mark.req("U1")
def test_when_an_appointment_is_needed_comes_back_and_can_be_changed():
    one_service(appointment_note_sl="Ob sredah.", appointment_note_sr="Средом.")

    same = again(stored())
    changed = check(tables(put("appointment_note_en", "On Wednesdays.")), stored())

    assert (list(same.problems), same.entries) == ([], [])
    [entry] = changed.entries
    assert [one.name for one in entry.changes] == ["appointment_note_en"]


def test_text_longer_than_a_cell_stays_whole():
    service = one_service(who_sl="ž" * 40_000)

    assert again(stored()).entries == []
    assert Service.objects.get(pk=service.pk).who_sl == "ž" * 40_000


def test_numbers_times_and_nothing_come_back():
    one_service(
        fee=Decimal("29.53"),
        fee_year=2026,
        release_at=time(8, 0, 30),
        words=["pas", "potovnica", "put ovnica, stara"],
        is_active=False,
        buffer_minutes=0,
    )
    one = Service.objects.get()
    Service.objects.filter(pk=one.pk).update(order=0)

    plan = again(stored())

    assert (list(plan.problems), plan.entries) == ([], [])


def test_whole_demonstration_catalogue_comes_back(django_assert_num_queries):
    counts = load_services(demo.read("nation"))

    with django_assert_num_queries(5):
        before = stored()
    plan = again(before)

    assert before.counts == counts
    assert (list(plan.problems), plan.entries) == ([], [])
    assert plan.unchanged_count == sum(counts.values()) - counts["documents"]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    texts=st.lists(st.text(max_size=40).filter(lambda t: "x005F_" not in t), max_size=4),
    fee=st.decimals("0", "99999.99", places=2),
    opens=st.times(),
)
def test_anything_comes_back(texts, fee, opens):
    catalogue = stored()
    row = {column.name: _plain(column) for column in sheets()[SERVICES].columns}
    row |= {"slug": "ena", "category": "c", "fee": fee, "release_at": opens, "words": texts}
    row |= {f"who_{code}": "".join(texts) for code in ("sl", "sr", "en")}
    catalogue.rows[SERVICES]["ena"] = row
    catalogue.rows["categories"]["c"] = {
        "slug": "c", "order": 1, "name_sl": "a", "name_sr": "b", "name_en": "c"
    }  # fmt: skip

    plan = again(catalogue)

    assert (list(plan.problems), plan.entries) == ([], [])


def _plain(column):
    """Return some value a column may have."""
    if column.name == "is_active":
        return True
    if column.name == "life_events":
        return []
    if column.field.choices:
        return column.field.choices[0][0]
    return 7 if column.field.get_internal_type() == "PositiveSmallIntegerField" else "besedilo"


def test_no_text_is_a_formula_and_columns_are_explained():
    one_service(who_sl="=1+1")
    LifeEvent.objects.create(slug="selitev", order=1, name_sl="=2", name_sr="a", name_en="b")

    book = load_workbook(io.BytesIO(write(stored())))
    pages = {page.title: page for page in book}

    assert list(pages) == ["Navodila", "Storitve", "Dokazila", "Področja", "Življenjski dogodki"]
    explained = {(row[0].value, row[1].value) for row in pages["Navodila"].iter_rows(min_row=9)}
    for sheet in sheets().values():
        page = pages[sheet.title]
        assert page.freeze_panes == "B2"
        assert [c.value for c in page[1]] == [column.heading for column in sheet.columns]
        assert {(sheet.title, column.heading) for column in sheet.columns} <= explained
        assert all(page.column_dimensions[c.column_letter].width >= 9 for c in page[1])
    assert cell(book, "who_sl").value == "=1+1"
    assert cell(book, "who_sl").quotePrefix
    with_formulas = b"<f>"
    assert with_formulas not in _parts(write(stored()))


def _parts(content):
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(n) for n in archive.namelist() if "worksheets" in n)


def test_choices_are_offered_in_a_list():
    one_service()
    book = load_workbook(io.BytesIO(write(stored())))
    page = book["Storitve"]

    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
    letter = cell(book, "competence").column_letter
    title, _, cells = rules[f"{letter}2:{letter}5001"].formula1.partition("!")
    offered = [row[0].value for row in book[title.strip("'")][cells.replace("$", "")]]
    minutes = rules[
        f"{cell(book, 'minutes').column_letter}2:{cell(book, 'minutes').column_letter}5001"
    ]

    assert offered == list(sheets()[SERVICES].by_heading["pristojna enota"].kind.allowed)
    assert offered[0] == "katera koli upravna enota"
    assert (minutes.type, minutes.formula1, minutes.formula2) == ("whole", "5", "480")


def test_layout_has_every_field_an_editor_can_change():
    for sheet in sheets().values():
        fields = {f.name for f in (*sheet.model._meta.fields, *sheet.model._meta.many_to_many)}
        assert fields - {"id"} == {column.name for column in sheet.columns}
    assert words()["guide"]["title"] not in {sheet.title for sheet in sheets().values()}


def test_saved_by_another_program_nothing_changes():
    """Openpyxl writes the workbook anew, as Excel and LibreOffice do."""
    service = one_service(fee=Decimal("29.53"), release_at=time(8), who_sl="=1+1\n007")

    plan = check(tables(), stored())

    assert (list(plan.problems), plan.entries) == ([], [])
    assert RequiredDocument.objects.filter(service=service).count() == 2
