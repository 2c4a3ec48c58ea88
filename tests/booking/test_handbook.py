"""The handbook's texts: whole, linked rightly, and in the words of the screens (B6)."""

import re
from pathlib import Path

import polib
import pytest
from django.contrib.staticfiles import finders
from django.urls import URLPattern
from django.utils.html import strip_tags

from booking.handbook.reading import PICTURES, TEXTS, Chapter, chapter, size, titles
from booking.handbook.subjects import Subject
from tests.booking.staff.stage import every_pattern

CATALOGUE = Path(__file__).parents[2] / "locale" / "sl" / "LC_MESSAGES" / "django.po"
WHOLE_SET = 1_500_000  # bytes
LINK = re.compile(r'href="([^"]*)"')
LABEL = re.compile(r"<strong>(.*?)</strong>")
PICTURE = re.compile(r'<img src="([^"]*)" alt="([^"]*)" width="(\d+)" height="(\d+)"')


def address(subject: Subject, section: str = "") -> str:
    return f"/{subject}/#{section}"


def read(subject: Subject) -> Chapter:
    return chapter(subject, address)


@pytest.mark.req("B6")
@pytest.mark.parametrize("pattern", every_pattern(), ids=lambda pattern: pattern.name)
def test_screen_has_a_chapter(pattern: URLPattern):
    assert pattern.callback.view_class.chapter in Subject


@pytest.mark.req("B6", "B73")
def test_every_chapter_is_written_and_every_text_is_a_chapter():
    files = {path.stem for path in TEXTS.iterdir()}

    assert files == {str(subject) for subject in Subject}
    assert len(set(titles().values())) == len(Subject)


@pytest.mark.parametrize("subject", Subject)
def test_chapter_has_a_title_and_sections(subject):
    shown = read(subject)

    assert shown.title
    assert shown.sections
    assert "<h1" not in shown.html


def test_sections_have_addresses_that_are_theirs_alone():
    anchors = [section.anchor for subject in Subject for section in read(subject).sections]

    assert len(set(anchors) | set(Subject)) == len(anchors) + len(Subject)


@pytest.mark.parametrize("subject", Subject)
def test_links_lead_to_chapters_and_sections_that_exist(subject):
    known = {address(one) for one in Subject} | {
        address(one, section.anchor) for one in Subject for section in read(one).sections
    }

    assert set(LINK.findall(read(subject).html)) - known == set()


def test_link_to_a_chapter_that_does_not_exist_is_refused(tmp_path, monkeypatch):
    (tmp_path / f"{Subject.NEWS}.md").write_text("# Obvestila\n\n[Tja](nikamor.md)\n")
    monkeypatch.setattr("booking.handbook.reading.TEXTS", tmp_path)

    with pytest.raises(ValueError, match="nikamor"):
        read(Subject.NEWS)


def test_pictures_are_there_with_their_size_and_words_and_none_is_left_over():
    shown = [found for subject in Subject for found in PICTURE.findall(read(subject).html)]

    names = {src.rsplit("/", 1)[1] for src, _alt, _width, _height in shown}
    assert names == {path.name for path in PICTURES.iterdir()}
    assert all(finders.find(f"booking/handbook/{name}") for name in names)
    assert all(len(alt) > 20 for _src, alt, _width, _height in shown)
    assert all(0 < int(width) <= 1000 for _src, _alt, width, _height in shown)


def test_pictures_are_small_together():
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) < WHOLE_SET


def test_size_of_a_picture_is_read_from_its_header(tmp_path):
    header = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (1520).to_bytes(4) + (620).to_bytes(4)
    (tmp_path / "one.png").write_bytes(header)

    assert size(tmp_path / "one.png") == (1520, 620)


@pytest.mark.req("B73")
@pytest.mark.parametrize("subject", Subject)
def test_labels_are_those_of_the_screens(subject):
    """What the handbook prints in bold is on a screen, letter by letter; a renamed one is found."""
    written = {label for entry in polib.pofile(str(CATALOGUE)) for label in _spoken(entry)}

    assert set(LABEL.findall(read(subject).html)) - written == set()


def _spoken(entry: polib.POEntry) -> set[str]:
    """Return what the entry says on a screen, and what stands before its first number or name."""
    texts = [entry.msgstr, *entry.msgstr_plural.values()]
    whole = {strip_tags(text.replace("\n", " ")) for text in texts if text}
    return whole | {re.split(r"[(:]?\s*%\(", text)[0].strip(" (:") for text in whole}
