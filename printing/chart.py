"""Bar charts as SVG for pages and paper alike; a table with the figures stands beside each.

Drawn by pygal without its styles and scripts, which our content security policy would not run:
colours and sizes are attributes, so that WeasyPrint draws the same, and a style sheet may still
change them by class.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final
from xml.etree.ElementTree import Element

import pygal
from pygal.etree import etree
from pygal.style import Style

# Else pygal takes lxml wherever something else has brought it, and draws other bytes.
etree.to_etree()

Number = int | float
LETTERS, VALUES = 14, 14  # pixels of type in a drawing that is WIDTH wide
WIDTH, BAR, EDGES = 720, 44, 120  # pixels; EDGES: what axis, legend and margins take
FONT = '"Noto Sans", "DejaVu Sans", "Segoe UI", sans-serif'
INK, LINE, RULE = "#17242b", "#6f8089", "#dedbd3"
# Each fill with the type on it: lake, ochre, mist, violet, red, green (contrast at least 4.5).
FILLS: Final = (
    *(("#0f5c6e", "#ffffff"), ("#8a5a00", "#ffffff"), ("#d9e8eb", INK)),
    *(("#5b3e9b", "#ffffff"), ("#b3261e", "#ffffff"), ("#1e6b3a", "#ffffff")),
)
_GONE = frozenset({"style", "script", "desc", "title"})
_DROPPED_ATTRIBUTES = ("style", "id")


def bars(
    name: str,
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[Number]]],
    *,
    is_stacked: bool = True,
    written: Callable[[Number], str] = str,
) -> str:
    """Return an SVG of horizontal bars, the first label on top.

    `name` is what is read aloud; each of `series` has its name and a value for every label, of
    which zeros are not drawn; `written` says how a value is written on its bar. Raises ValueError
    where there are more series than colours, or a value is missing.
    """
    if len(series) > len(FILLS) or any(len(values) != len(labels) for _n, values in series):
        raise ValueError("as many values as labels, and at most as many series as colours")
    rows = len(labels) * (1 if is_stacked else len(series))
    kind = pygal.HorizontalStackedBar if is_stacked else pygal.HorizontalBar
    chart = kind(
        width=WIDTH,
        height=EDGES + BAR * max(1, rows),
        explicit_size=False,
        js=[],
        no_prefix=True,
        disable_xml_declaration=True,
        print_values=True,
        print_zeroes=False,
        legend_at_bottom=True,
        legend_at_bottom_columns=min(4, len(series)),
        truncate_label=-1,
        truncate_legend=-1,
        show_x_guides=True,
        show_y_guides=False,
        margin=8,
        formatter=lambda value: written(value) if value else "",
        style=Style(
            font_family=FONT,
            label_font_size=LETTERS,
            major_label_font_size=LETTERS,
            legend_font_size=LETTERS,
            value_font_size=VALUES,
        ),
    )
    chart.x_labels = list(reversed(labels))
    for title, values in series:
        chart.add(title, [value or None for value in reversed(values)])
    chart.add_xml_filter(lambda root: _plain(root, name))
    drawn: str = chart.render(is_unicode=True)
    return drawn


def _plain(root: Element, name: str) -> Element:
    """Return the drawing without styles, scripts and comments, its look as attributes."""
    _clear(root)
    title = Element("title")  # read aloud, and the alternate text in a PDF
    title.text = name
    root.insert(0, title)
    root.set("role", "img")
    root.set("font-family", FONT)
    _paint(root, {})
    return root


def _clear(element: Element) -> None:
    for attribute in _DROPPED_ATTRIBUTES:
        element.attrib.pop(attribute, None)
    for child in list(element):
        tag = child.tag.rsplit("}", 1)[-1] if isinstance(child.tag, str) else None
        if tag is None or tag in _GONE or "tooltip-overlay" in _classes(child):
            element.remove(child)
        else:
            _clear(child)


def _paint(element: Element, within: Mapping[str, str]) -> None:
    """Give an element its look; `within` is what those around it say: axis, fill, type."""
    classes = _classes(element)
    around = dict(within)
    for number, (fill, letters) in enumerate(FILLS):
        if f"color-{number}" in classes:
            around |= {"fill": fill, "letters": letters}
    if "axis" in classes:
        around["axis"] = "x" if "x" in classes else "y"
    tag = element.tag.rsplit("}", 1)[-1]
    if tag == "rect":
        _fill(element, classes, around)
    elif tag == "path":
        is_axis = "axis" in classes
        element.attrib |= {"fill": "none", "stroke": LINE if is_axis else RULE}
    elif tag == "text":
        _write(element, classes, around)
    for child in element:
        _paint(child, around)


def _fill(rect: Element, classes: frozenset[str], around: Mapping[str, str]) -> None:
    if "background" in classes:
        rect.set("fill", "none")
    else:
        rect.attrib |= {"fill": around.get("fill", "none"), "stroke": LINE}


def _write(text: Element, classes: frozenset[str], around: Mapping[str, str]) -> None:
    is_value = "value" in classes
    text.set("font-size", str(VALUES if is_value else LETTERS))
    text.set("fill", around["letters"] if is_value else INK)
    if "axis" in around:
        text.set("text-anchor", "middle" if around["axis"] == "x" else "end")


def _classes(element: Element) -> frozenset[str]:
    return frozenset(element.get("class", "").split())
