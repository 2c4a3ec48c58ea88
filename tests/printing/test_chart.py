"""Bar charts that a strict policy shows, a screen reader names, and paper draws."""

import re
from io import BytesIO
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from printing.chart import FILLS, bars
from printing.pdf import pdf

SVG = "{http://www.w3.org/2000/svg}"


def drawn(**changes):
    given = {
        "name": "Izvedbe <b>",
        "labels": ["Osnovna", "Napredna"],
        "series": [("izvedeno", [3, 0]), ("preostalo", [14, 12])],
    }
    values = given | changes
    return bars(values.pop("name"), values.pop("labels"), values.pop("series"), **values)


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - we have just drawn it


def test_drawing_holds_no_style_script_or_foreign_address():
    svg = drawn()

    tags = {element.tag.removeprefix(SVG) for element in parsed(svg).iter()}
    assert tags == {"svg", "defs", "g", "rect", "path", "text", "title"}
    assert re.findall(r"style=|on\w+=|id=", svg) == []
    assert re.findall(r"https?://\S+", svg) == ['http://www.w3.org/2000/svg"']


def test_drawing_is_named_and_shows_labels_and_values_but_no_zeros():
    root = parsed(drawn())

    values = {text.text for text in root.iter(f"{SVG}text") if text.get("class") == "value"}
    words = {text.text for text in root.iter(f"{SVG}text")}
    assert (root.get("role"), root[0].tag, root[0].text) == ("img", f"{SVG}title", "Izvedbe <b>")
    assert values - {None, ""} == {"3", "14", "12"}
    assert words >= {"Osnovna", "Napredna", "izvedeno", "preostalo"}


def test_first_label_is_on_top():
    root = parsed(drawn())

    heights = {text.text: float(text.get("y", 0)) for text in root.iter(f"{SVG}text")}
    assert heights["Osnovna"] < heights["Napredna"]


def test_same_figures_give_the_same_drawing():
    assert drawn() == drawn()


def test_nothing_to_draw_is_an_empty_chart():
    assert "<svg" in drawn(labels=[], series=[("izvedeno", [])])


@pytest.mark.parametrize(
    "changes",
    [{"series": [("izvedeno", [1])]}, {"series": [("x", [1, 2])] * (len(FILLS) + 1)}],
)
def test_missing_values_and_too_many_series_are_refused(changes):
    with pytest.raises(ValueError, match="as many values"):
        drawn(**changes)


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("fill", "letters"), FILLS)
def test_values_are_read_on_their_bars(fill, letters):
    light, dark = sorted((luminance(fill), luminance(letters)), reverse=True)

    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_paper_draws_it_and_bears_its_name():
    page = f'<!DOCTYPE html><html lang="sl"><head><title>X</title></head><body>{drawn()}</body>'

    made = PdfReader(BytesIO(pdf(page)))

    assert [figure["/Alt"] for figure in figures(made.trailer["/Root"]["/StructTreeRoot"])] == [
        "Izvedbe <b>"
    ]


def figures(node):
    """Yield the figures below a node of the tree of tags."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from figures(child)
    elif isinstance(node, dict):
        if node.get("/S") == "/Figure":
            yield node
        yield from figures(node.get("/K", []))
