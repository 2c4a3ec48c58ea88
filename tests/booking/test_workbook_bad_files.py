"""Files that are no workbook of ours, or want to do harm: a clear answer, soon, and no change."""

import io
import re
import tracemalloc
import zipfile
from contextlib import suppress
from time import monotonic

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from booking.workbook import gate
from booking.workbook.problems import WorkbookRefused
from booking.workbook.reading import read
from booking.workbook.stored import Catalogue, stored
from booking.workbook.writing import write
from tests.booking.workbooks import (
    NAME,
    SERVICES_PART,
    cell,
    edited,
    new_row,
    one_service,
    put,
    repacked,
)

pytestmark = [pytest.mark.django_db, pytest.mark.req("B9")]

SOON = 5  # seconds, on a machine that does other things too
BROKEN = "The file is damaged or is not an Excel workbook."
TOO_LARGE = "The workbook is too large: a sheet takes 5,000 rows, and all of it 20 MB unpacked."
MACROS = "The workbook has macros. Save it as .xlsx, without macros."
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BOMB = b'<!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def refused(content: bytes, name: str = NAME) -> list[str]:
    """Return what is said of a workbook that is refused."""
    before, began = stored(), monotonic()
    with pytest.raises(WorkbookRefused) as caught:
        read(content, name=name)
    assert monotonic() - began < SOON
    assert stored() == before
    return [str(problem) for problem in caught.value.problems]


def exported() -> bytes:
    one_service()
    return write(stored())


def sheet_xml(rows: bytes, after: bytes = b"") -> bytes:
    return b'<worksheet xmlns="%s"><sheetData>%s</sheetData>%s</worksheet>' % (MAIN, rows, after)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00",
        b"slug;name\n",
        b"PK\x03\x04",
        b"PK\x05\x06" + 18 * b"\x00",
        b"%PDF-1.7",
        b"<a/>",
    ],
)
def test_file_that_is_no_workbook_is_refused(content):
    assert refused(content) == [BROKEN]


def test_workbook_cut_short_is_refused():
    content = exported()

    assert {refused(content[: len(content) * part // 10])[0] for part in range(10)} == {BROKEN}


def test_damaged_part_is_refused():
    content = bytearray(exported())
    at = content.index(b"xl/worksheets/sheet2.xml") + 80
    content[at : at + 40] = 40 * b"\xff"

    assert refused(bytes(content)) == [BROKEN]


@pytest.mark.parametrize("name", ["katalog.xlsm", "katalog.xls", "katalog.csv", "katalog", ""])
def test_other_kind_of_file_is_refused_by_its_name(name):
    expected = "This is not an .xlsx file. Save the workbook as Excel workbook (.xlsx)."

    assert refused(exported(), name) == [expected]


def test_macros_are_refused():
    content = exported()
    type_of = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

    by_part = repacked(content, **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    by_type = repacked(
        content, **{"[Content_Types].xml": lambda part: part.replace(plain, type_of)}
    )

    assert (refused(by_part), refused(by_type)) == ([MACROS], [MACROS])


def test_password_is_refused():
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + 4096 * b"\x00"
    zipped = bytearray(exported())
    for signature, flag_at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        zipped[zipped.index(signature) + flag_at] |= 0x1

    assert "has a password" in refused(locked)[0]
    assert "protected by a password" in refused(bytes(zipped))[0]


def test_file_over_the_limit_is_refused_unread():
    assert refused(b"PK" + bytes(gate.LARGEST_FILE)) == [
        "The file is too large: at most 5 MB are taken."
    ]


def test_zip_bomb_is_refused_by_what_it_declares():
    content = repacked(exported(), **{"xl/sharedStrings.xml": bytes(gate.LARGEST_CONTENT)})

    assert len(content) < 100_000
    assert refused(content) == [TOO_LARGE]


def test_zip_bomb_that_lies_about_its_size_is_refused_in_bounded_memory():
    """The directory says 10 bytes, 300 MB come out."""
    content = repacked(exported(), **{"xl/bomb.xml": b"<a>" + bytes(300_000_000)})
    lying = bytearray(content)
    entry = zipfile.ZipFile(io.BytesIO(content)).getinfo("xl/bomb.xml")
    for signature, size_at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = next(
            at
            for at in range(len(lying))
            if lying[at : at + 4] == signature and b"xl/bomb.xml" in lying[at : at + 70]
        )
        lying[start + size_at : start + size_at + 4] = (10).to_bytes(4, "little")
    assert entry.file_size > 10

    tracemalloc.start()
    said = refused(bytes(lying))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert said in ([TOO_LARGE], [BROKEN])
    assert peak < 3 * gate.LARGEST_CONTENT


def test_thousands_of_parts_are_refused():
    parts = {f"xl/{number}.xml": b"<a/>" for number in range(gate.MOST_PARTS)}

    assert refused(repacked(exported(), **parts)) == [TOO_LARGE]


@pytest.mark.parametrize("part", [SERVICES_PART, "xl/workbook.xml", "docProps/core.xml"])
def test_entities_are_refused(part):
    content = repacked(exported(), **{part: BOMB + b"<a>&c;</a>"})

    assert refused(content) == [BROKEN]


@pytest.mark.parametrize(
    "part",
    [
        b"<a>" * 100_000,
        b"<a " + b" ".join(b'a%d="1"' % number for number in range(10_000)) + b"/>",
        b"not xml",
        sheet_xml(b'<row r="3"><c><v>1</v></c></row><row r="2"><c><v>1</v></c></row>'),
        sheet_xml(b'<row r="x"><c><v>1</v></c></row>'),
        sheet_xml(b'<row r="2"><c r="A3"><v>1</v></c></row>'),
        sheet_xml(b'<row r="2"><c r="A2" t="s"><v>99999</v></c></row>'),
        sheet_xml(b'<row r="2"><c r="A2"><v>%s</v></c></row>' % (b"9" * 10_000)),
        sheet_xml(b"", b'<mergeCells><mergeCell ref="?"/></mergeCells>'),
    ],
    ids=range(9),
)
def test_xml_no_program_writes_is_refused(part):
    assert refused(repacked(exported(), **{SERVICES_PART: part})) == [BROKEN]


@pytest.mark.parametrize(
    "part",
    [
        sheet_xml(b"<row>" + b"<c/>" * gate.MOST_ELEMENTS + b"</row>"),
        sheet_xml(b"", b'<conditionalFormatting sqref="A1"/>' * gate.MOST_OTHERS),
    ],
    ids=["cells", "rules"],
)
def test_more_than_a_catalogue_holds_is_refused(part):
    assert refused(repacked(exported(), **{SERVICES_PART: part})) == [TOO_LARGE]


def test_part_that_is_not_there_is_refused():
    content = exported()

    without = [
        refused(repacked(content, **{part: None}))
        for part in ("xl/workbook.xml", SERVICES_PART, "xl/_rels/workbook.xml.rels")
    ]

    assert without == [[BROKEN], [BROKEN], [BROKEN]]


def test_hundred_thousand_rows_are_refused():
    """Not even parsed to its end."""
    row = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>storitev-%d</t></is></c></row>'
    rows = b"".join(row % (number, number, number) for number in range(1, 100_001))

    assert refused(repacked(exported(), **{SERVICES_PART: sheet_xml(rows)})) == [
        "sheet Storitve, row 5002: There are more than 5,000 rows."
    ]


def test_five_thousand_rows_are_read_and_one_more_is_not():
    catalogue = Catalogue({"services": {}, "categories": {}, "life_events": {}}, {})
    catalogue.rows["categories"] |= {
        f"c{n}": {"slug": f"c{n}", "order": n, "name_sl": "a", "name_sr": "b", "name_en": "c"}
        for n in range(5_000)
    }
    full = write(catalogue)
    last = b'<row r="5002"><c r="A5002"><v>1</v></c></row></sheetData>'
    one_more = repacked(
        full,
        **{"xl/worksheets/sheet4.xml": lambda part: part.replace(b"</sheetData>", last)},
    )

    assert len(read(full, name=NAME)["categories"].lines) == 5_000
    assert refused(one_more) == ["sheet Področja, row 5002: There are more than 5,000 rows."]


def test_row_far_below_is_not_lost():
    one_service()

    assert refused(edited(put("slug", "daleč", row=900_000))) == [
        "sheet Storitve, row 900000: There are more than 5,000 rows."
    ]


def test_sheet_that_says_it_is_smaller_is_read_whole():
    one_service()
    content = edited(lambda book: new_row(book, slug="drugi"))
    small = b'<dimension ref="A1:B2"/>'
    lying = repacked(
        content, **{SERVICES_PART: lambda part: re.sub(rb"<dimension [^>]*>", small, part)}
    )

    assert len(read(lying, name=NAME)["services"].lines) == 2


def test_formulas_are_refused_each_with_its_place():
    one_service()

    def change(book):
        cell(book, "minutes").value = "=5+10"
        book["Področja"]["C2"].value = "=A1"

    assert refused(edited(change)) == [
        "sheet Storitve, row 2, column AB: This is a formula. Write its result as a value.",
        "sheet Področja, row 2, column C: This is a formula. Write its result as a value.",
    ]


def test_merged_cells_are_refused():
    one_service()
    small = edited(lambda book: book["Storitve"].merge_cells("B2:C3"))
    huge = repacked(small, **{SERVICES_PART: lambda part: part.replace(b"B2:C3", b"B2:XFD1048576")})

    said = ["sheet Storitve, row 2, column B: Cells are merged. Split them and fill each."]
    assert (refused(small), refused(huge)) == (said, said)


def test_sheet_unknown_or_missing_is_refused():
    one_service()

    def rename(book):
        book["Storitve"].title = "List1"

    assert refused(edited(rename)) == [
        "sheet Storitve: The workbook has no sheet with this name.",
        "sheet List1: This sheet is not known. "
        "The sheets are »Storitve«, »Dokazila«, »Področja«, »Življenjski dogodki«.",
    ]


def test_columns_unknown_repeated_missing_or_unnamed_are_refused():
    one_service()

    def change(book):
        page = book["Področja"]
        page["A1"], page["B1"], page["F1"], page["G2"] = "Šifra", "vrstni  RED", "Vrstni red", "x"

    assert refused(edited(change)) == [
        "sheet Področja, row 1, column A (Šifra): This column is not known.",
        "sheet Področja, row 1, column F (Vrstni red): This column is there twice.",
        "sheet Področja, row 1: The column »Oznaka« is missing.",
        "sheet Področja, row 2, column G: This column has no heading.",
    ]


def test_content_far_to_the_right_is_refused():
    one_service()

    def change(book):
        book["Področja"].cell(2, 300).value = "x"

    assert refused(edited(change)) == [
        "sheet Področja, row 2, column KN: This column is not known."
    ]


def test_empty_workbook_says_what_is_missing():
    assert refused(edited(lambda book: book["Storitve"].delete_rows(1, 9)))[0] == (
        "sheet Storitve, row 1: The column »Oznaka« is missing."
    )


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_bytes_changed_anywhere_never_surprise(data):
    """Whatever bytes a file has, the answer is tables or a refusal, no other error."""
    packed = io.BytesIO()
    empty = write(Catalogue({"services": {}, "categories": {}, "life_events": {}}, {}))
    with zipfile.ZipFile(io.BytesIO(empty)) as old, zipfile.ZipFile(packed, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, old.read(entry))  # unpacked, so that a change reaches the XML
    content = bytearray(packed.getvalue())
    spots = st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255))
    for at, byte in data.draw(st.lists(spots, min_size=1, max_size=6)):
        content[at] = byte

    with suppress(WorkbookRefused):
        read(bytes(content), name=NAME)
