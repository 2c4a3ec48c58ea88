"""A PDF somebody leaves only shows pages; everything else is refused with its reason (L12)."""

import io
import zlib

import pytest

from privacy import pdf_files
from privacy.pdf_files import PdfFault, fault_of, found
from tests.privacy.pdfs import HARMLESS, REFUSED, pdf

pytestmark = pytest.mark.req("L12")


@pytest.mark.parametrize("kind", HARMLESS)
def test_file_that_shows_pages_is_taken(kind):
    assert found(HARMLESS[kind]) is None


@pytest.mark.parametrize("kind", REFUSED)
def test_file_that_does_more_is_refused_with_its_reason(kind):
    data, reason = REFUSED[kind]

    assert found(data) == reason


@pytest.mark.parametrize("kind", ["plain", "opens on a page"])
def test_process_apart_takes_the_same(kind):
    file = io.BytesIO(HARMLESS[kind])

    assert fault_of(file) is None
    assert file.tell() == 0


@pytest.mark.parametrize("kind", ["text", "with a password", "script nothing leads to"])
def test_process_apart_refuses_the_same(kind):
    data, reason = REFUSED[kind]

    assert fault_of(io.BytesIO(data)) == reason


def test_file_that_does_not_end_is_given_up(monkeypatch):
    monkeypatch.setattr(pdf_files, "_SECONDS", 0.005)

    assert fault_of(io.BytesIO(HARMLESS["many pages"])) == PdfFault.TOO_MUCH


def test_check_that_cannot_run_is_an_error_and_no_permission(monkeypatch, tmp_path):
    broken = tmp_path / "broken.py"
    broken.write_text("import there_is_no_such_module")
    monkeypatch.setattr(pdf_files, "__file__", str(broken))

    with pytest.raises(RuntimeError, match="there_is_no_such_module"):
        fault_of(io.BytesIO(pdf()))


def test_table_packed_a_thousand_times_smaller_than_it_is_does_not_fill_the_memory():
    bomb = zlib.compress(bytes(400_000_000), 9)
    head = (
        b"%%PDF-1.7\n1 0 obj\n<</Type/XRef/Size 9/W[1 2 1]/Filter/FlateDecode/Length %d>>stream\n"
    )
    tail = b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"

    fault = fault_of(io.BytesIO(head % len(bomb) + bomb + tail))

    assert fault in {PdfFault.NOT_PDF, PdfFault.TOO_MUCH}
