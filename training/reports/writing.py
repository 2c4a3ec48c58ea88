"""A report in words and numbers of a language, on paper and in a workbook."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from languages.codes import SL
from languages.numbers import money
from printing.spreadsheet import Value as Cell
from printing.spreadsheet import xlsx
from training.reports.report import Report
from training.reports.tables import Value


def written(value: Value) -> str:
    """Return a value as the active language writes it; a dash where there is none."""
    if value is None:
        return "–"
    language = get_language() or SL
    if isinstance(value, Decimal):
        return money(value, language)
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", "," if language != "en" else ".")
    return str(value)


def with_sign(value: Value) -> str:
    """Return a change as people write it: +2, −1, 0."""
    if value is None or isinstance(value, str):
        return written(value)
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{written(-value if value < 0 else value)}"


def as_workbook(made: Report) -> bytes:
    """Return XLSX: a sheet for each table. Nobody is named in it."""
    head: list[list[Cell]] = [
        [line.name, _cell(line.value), _cell(line.change)] for line in made.headlines
    ]
    meaning: list[list[Cell]] = [list(row) for row in made.definitions]
    return xlsx(
        [
            (_("Figures"), [_("Figure"), made.subtitle, _("Difference")], head),
            *(
                (table.title, table.headings, _cells(table.rows))
                for table in (made.picture_table, *made.tables)
            ),
            (_("What the figures mean"), [_("Figure"), _("Meaning")], meaning),
        ]
    )


def as_page(made: Report, *, at: datetime) -> str:
    """Return the report as a page of its own, for paper."""
    context = {"report": made, "at": at, "zone": settings.TIME_ZONE}
    return render_to_string("training/paper/report.html", context)


def _cells(rows: Sequence[Sequence[Value]]) -> list[list[Cell]]:
    return [[_cell(value) for value in row] for row in rows]


def _cell(value: Value) -> Cell:
    return float(value) if isinstance(value, Decimal) else value
