"""Files are what their names say, and hold no macros (T11)."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from privacy.office_files import TYPES, ending, is_what_it_says


def archive(**members: bytes) -> BytesIO:
    out = BytesIO()
    with ZipFile(out, "w") as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/"), content)
    return out


def workbook() -> BytesIO:
    out = BytesIO()
    Workbook().save(out)
    return out


def word(**more: bytes) -> BytesIO:
    return archive(**{"[Content_Types].xml": b"", "word__document.xml": b"", **more})


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("a.pdf", BytesIO(b"%PDF-1.7")),
        ("A.PDF", BytesIO(b"%PDF-1.7")),
        ("a.xlsx", workbook()),
        ("a.docx", word()),
        ("a.odt", archive(mimetype=TYPES["odt"].encode())),
    ],
)
def test_true_file_is_taken_and_can_be_read_from_its_beginning(name, file):
    assert is_what_it_says(name, file)
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("a.pdf", BytesIO(b"<html>")),
        ("a.pdf", BytesIO(b"")),
        ("a.docx", BytesIO(b"PK\x03\x04 torn")),
        ("a.docx", workbook()),
        ("a.docx", word(**{"word__vbaProject.bin": b""})),
        ("a.odt", archive(mimetype=TYPES["ods"].encode())),
        ("a.odt", archive(mimetype=b"x" * 1000)),
        ("a.odt", archive(other=b"")),
        ("a.exe", BytesIO(b"MZ")),
        ("a.html", BytesIO(b"%PDF-1.7")),
        ("pdf", BytesIO(b"%PDF-1.7")),
    ],
)
def test_false_file_is_not_taken(name, file):
    assert not is_what_it_says(name, file)


def test_encrypted_archive_is_not_taken():
    torn = bytearray(archive(mimetype=TYPES["odt"].encode()).getvalue())
    torn[6] |= 1  # the flag of an encrypted member, here and in the list at the end
    torn[torn.index(b"PK\x01\x02") + 8] |= 1

    assert not is_what_it_says("a.odt", BytesIO(bytes(torn)))


def test_ending_is_what_stands_after_the_last_dot():
    assert [ending(name) for name in ("a.tar.PDF", "brez", ".odt")] == ["pdf", "", ""]
