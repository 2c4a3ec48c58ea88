"""A version of a document to take away, as DOCX or PDF in the reader's script (L7)."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from languages.slugs import slug_of
from learning_cluster.document_paper import as_page, paper_of
from learning_cluster.models import DocumentVersion
from printing.pdf import PdfUnavailable, pdf
from printing.word import DOCX, docx
from privacy.audit import Actor, record

TYPES = {"docx": DOCX, "pdf": "application/pdf"}


def exported(
    request: HttpRequest, version: DocumentVersion, form: str, *, by: Actor, at: datetime
) -> HttpResponse | None:
    """Return the file; that it left the portal is in the audit trail.

    None where this server cannot make PDF: the reader is told so.
    """
    paper = paper_of(version.document, version)
    try:
        content = docx(paper, at=at) if form == "docx" else pdf(as_page(paper))
    except PdfUnavailable:
        text = _("This server cannot make PDF files. Take the Word document instead.")
        messages.error(request, text)
        return None
    record(by, "exported", "learning_cluster.document", version.document_id, at=at)
    name = slug_of(f"{paper.title} {paper.subtitle}")[:80].strip("-")
    headers = {
        "Content-Disposition": f'attachment; filename="{name}-{version.number}.{form}"',
        "Cache-Control": "private, no-store",
        "X-Robots-Tag": "noindex, nofollow",
    }
    return HttpResponse(content, content_type=TYPES[form], headers=headers)
