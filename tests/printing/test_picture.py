"""Titles of every length and script have room in their picture."""

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from printing.picture import MOST_LINES, SIZE, TITLE_SIZES, _fit, font, titled

LETTERS = "ČŠŽĆĐčšžćđŐŰőűÀÈÌÒÙàèìòùЉЊЂЋЏђћџљњАБВГДЕЖЗИЈКЛМНОПРСТУФХЦЧШ–…"


def test_font_has_every_letter_of_our_languages():
    known = TTFont(font(40).path).getBestCmap()

    assert [letter for letter in LETTERS if ord(letter) not in known] == []


@pytest.mark.parametrize(
    "title",
    ["", "Osebna izkaznica", "Лична карта " * 30, "x" * 400, "Osebna izkaznica – izdaja " * 4],
)
def test_title_stays_within_the_picture(title):
    face, lines = _fit(title, 1020)

    assert len(lines) <= MOST_LINES
    assert face.size in TITLE_SIZES
    assert [line for line in lines if face.getlength(line.rstrip("…")) > 1020] == []
    assert Image.open(BytesIO(titled(title, "Okence"))).size == SIZE


def test_title_that_is_cut_off_says_so():
    assert _fit("beseda " * 100, 1020)[1][-1].endswith("beseda…")
    assert _fit("Osebna izkaznica", 1020)[1] == ["Osebna izkaznica"]
