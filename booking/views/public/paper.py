"""Pages as PDF for everybody: drawing one takes a second of a processor."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from accounts.attempts import Attempts
from printing.pdf import PdfUnavailable, kept_pdf, make_and_keep

NEW = Attempts("new-pdfs", limit=30, seconds=600)


def as_pdf(request: HttpRequest, page: str, *, name: str, instead: str) -> HttpResponse:
    """Return the whole `page` as the PDF `name`.

    A machine that makes none leads to the page itself, at `instead`; so does one that has just
    made many for this address.
    """
    content = kept_pdf(page)
    if content is None:
        if NEW.are_too_many(request):
            return HttpResponseRedirect(instead)
        NEW.note(request)
        try:
            content = make_and_keep(page)
        except PdfUnavailable:
            return HttpResponseRedirect(instead)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
