"""A table with a caption and headings. Its texts are translated one by one (M1)."""

from collections.abc import Callable, Iterator
from hashlib import blake2b
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import (
    TypedTable,
    TypedTableBlock,
    TypedTableBlockValidationError,
)
from wagtail_localize.segments import StringSegmentValue

from cms_pages.blocks.previews import preview


class TableBlock(TypedTableBlock):
    """Wagtail's table with what it leaves to chance made certain.

    The first cell of each row heads the row. wagtail-localize does not look into tables: here each
    different text is one string to it, named by its content, so that its translation stays when
    rows are moved or put in between.
    """

    text = blocks.CharBlock(label=_("text"), required=False, max_length=400)
    number = blocks.CharBlock(label=_("number"), required=False, max_length=40)

    class Meta:
        icon = "table"
        label = _("table")
        group = _("Figures and pictures")
        description = _(
            "Data in rows and columns, with a caption. The first column heads the rows. "
            "Not for laying out a page."
        )
        template = "cms_pages/blocks/table.html"
        preview_value = preview("table")

    def clean(self, table: TypedTable) -> TypedTable:
        cleaned = super().clean(table)
        problems = [] if self.is_deferred_validation else list(_problems(cleaned))
        if problems:
            raise TypedTableBlockValidationError(non_block_errors=problems)
        return cleaned

    def get_translatable_segments(self, table: TypedTable) -> list[StringSegmentValue]:
        return [StringSegmentValue(_key(text), text) for text in dict.fromkeys(_texts(table))]

    def restore_translated_segments(
        self, table: TypedTable, segments: list[StringSegmentValue]
    ) -> TypedTable:
        """Return a new table with the texts of `segments`; what has none stays as it was."""
        translated = {segment.path: segment.render_text() for segment in segments}
        return _with_texts(table, lambda text: translated.get(_key(text), text))


def _problems(table: TypedTable) -> Iterator[ValidationError]:
    if not (table.caption or "").strip():
        yield ValidationError(_("Table: write a caption that says what the table is about."))
    if len(table.columns) < 2 or not table.row_data:
        yield ValidationError(_("Table: it needs two columns and a row at least."))
    for number, column in enumerate(table.columns, start=1):
        if not (column["heading"] or "").strip():
            yield ValidationError(
                _("Table: column %(number)d has no heading."), params={"number": number}
            )
    for number, row in enumerate(table.row_data, start=1):
        if row["values"] and not (row["values"][0] or "").strip():
            yield ValidationError(
                _("Table: the first cell of row %(number)d heads the row and is empty."),
                params={"number": number},
            )


def _key(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _texts(table: TypedTable) -> Iterator[str]:
    found = [table.caption, *(column["heading"] for column in table.columns)]
    found += [cell for row in table.row_data for cell in row["values"]]
    return (text for text in found if text and text.strip())


def _with_texts(table: TypedTable, change: Callable[[str], str]) -> TypedTable:
    def changed(text: Any) -> Any:
        return change(text) if text else text

    return TypedTable(
        columns=[column | {"heading": changed(column["heading"])} for column in table.columns],
        row_data=[{"values": [changed(cell) for cell in row["values"]]} for row in table.row_data],
        caption=changed(table.caption),
    )
