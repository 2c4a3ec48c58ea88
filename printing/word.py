"""A paper of headed texts to DOCX, with real headings, lists and table heads for screen readers.

Nothing in it is a field or a macro; what people typed is text.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt
from docx.table import _Row

from printing.text_paper import Block, Table, TextPaper

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FONT = "Noto Sans"
# What XML 1.0 cannot hold.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def docx(paper: TextPaper, *, at: datetime) -> bytes:
    """Return the paper as DOCX; `at` is noted as the moment it was made."""
    made = Document()
    _set_up(made, paper, at)
    made.add_heading(_clean(paper.title), level=0)
    if paper.subtitle:
        made.add_paragraph(_clean(paper.subtitle), style="Subtitle")
    _facts(made, paper.facts)
    for number, part in enumerate(paper.parts, start=1):
        made.add_heading(_clean(f"{number}. {part.heading}"), level=1)
        if not part.blocks and not part.tables:
            made.add_paragraph(_clean(paper.empty))
        for block in part.blocks:
            _block(made, block)
        for table in part.tables:
            _table(made, table)
    for line in paper.foot:
        run = made.add_paragraph().add_run(_clean(line))
        run.font.size = Pt(8)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _set_up(made: DocxDocument, paper: TextPaper, at: datetime) -> None:
    about = made.core_properties
    about.title, about.subject = _clean(paper.title), _clean(paper.subtitle)
    about.language, about.author, about.comments = paper.language, "", ""
    about.created = about.modified = at
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.2)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(10.5)
    for name in ("Normal", "Title", "Subtitle", "Heading 1"):
        _speak(made.styles[name].element, paper.language)


def _speak(style: BaseOxmlElement, language: str) -> None:
    """Give a style its language and a font that has both scripts."""
    properties = style.get_or_add_rPr()  # type: ignore[attr-defined]  # made by a metaclass
    fonts = properties.get_or_add_rFonts()
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), _FONT)
    for name in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), language)
    properties.append(spoken)


def _facts(made: DocxDocument, facts: Sequence[tuple[str, str]]) -> None:
    table = made.add_table(rows=0, cols=2, style="Table Grid")
    for term, value in facts:
        cells = table.add_row().cells
        cells[0].paragraphs[0].add_run(_clean(term)).bold = True
        cells[1].text = _clean(value)
        cells[0].width, cells[1].width = Cm(5), Cm(11.6)


def _block(made: DocxDocument, block: Block) -> None:
    if block.is_list:
        for line in block.lines:
            made.add_paragraph(_clean(line), style="List Bullet")
        return
    made.add_paragraph(_clean("\n".join(block.lines)))


def _table(made: DocxDocument, table: Table) -> None:
    made.add_paragraph(_clean(table.title)).paragraph_format.keep_with_next = True
    drawn = made.add_table(rows=1, cols=len(table.headings), style="Table Grid")
    for cell, heading in zip(drawn.rows[0].cells, table.headings, strict=True):
        cell.paragraphs[0].add_run(_clean(heading)).bold = True
    _repeat(drawn.rows[0])
    for row in table.rows:
        for cell, value in zip(drawn.add_row().cells, row, strict=True):
            cell.text = _clean(value)


def _repeat(row: _Row) -> None:
    """Mark a row as the head of its table, repeated on every page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _clean(text: str) -> str:
    return _ILLEGAL.sub("", text)
