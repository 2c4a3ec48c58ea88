"""The time sheet on paper, in the reader's language (L9)."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language

from languages.codes import SR, html_lang
from languages.translated import in_script
from learning_cluster.day_figures import days_of_sheet, sheet_lines
from learning_cluster.marks import footnotes
from learning_cluster.models import TimeSheet
from learning_cluster.signing import signed
from printing.pdf import pdf


def sheet_page(sheet: TimeSheet) -> str:
    """Return the sheet as a whole page."""
    said = (sheet.cluster.name, in_script(sheet.cluster.host), sheet_lines(sheet))
    (name, host, lines), notes = signed(said, footnotes())
    context = {
        "sheet": sheet,
        "name": name,
        "host": host,
        "lines": lines,
        "notes": notes,
        "total": days_of_sheet(sheet.lines),
        "html_lang": html_lang(get_language() or SR),
        "is_demo": settings.DEMO_MODE,
        "zone": sheet.cluster.zone,
    }
    return render_to_string("learning_cluster/paper/time_sheet.html", context)


def sheet_pdf_of(sheet: TimeSheet) -> bytes:
    """Return the sheet as PDF/UA; it names somebody, so it is kept nowhere.

    Raises PdfUnavailable.
    """
    return pdf(sheet_page(sheet))


def file_name(sheet: TimeSheet) -> str:
    return f"evidencija-{sheet.cluster.slug}-{sheet.first:%Y-%m-%d}.pdf"
