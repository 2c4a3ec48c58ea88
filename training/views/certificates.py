"""Certificates: the participant's own page, and the public one that names nobody (T15)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.attempts import Attempts
from accounts.secret_pages import behind_link, too_many
from printing.pdf import PdfUnavailable, is_available
from training.certificate_facts import read
from training.certificate_paper import certificate_pdf, file_name
from training.forms.after import SurnameForm
from training.models import Certificate
from training.surnames import is_surname_of

# Drawing one takes a second of a processor.
DRAWN = Attempts("training-certificate-pdfs", limit=30, seconds=600)
GUESSES = Attempts("training-surnames", limit=10, seconds=600)


def _own(download_hash: str) -> Certificate | None:
    """Return what its holder may still see: not what was erased."""
    rows = Certificate.objects.select_related("enrolment__training", "replaced_by")
    return rows.exclude(name="").filter(download_hash=download_hash).first()


def _public(token_hash: str) -> Certificate | None:
    rows = Certificate.objects.select_related("replaced_by")
    return rows.filter(token_hash=token_hash).first()


@require_safe
@behind_link(_own)
def own(request: HttpRequest, row: Certificate) -> HttpResponse:
    context = {"row": row, "facts": read(row), "can_draw": is_available()}
    return render(request, "training/after/certificate.html", context)


@require_safe
@behind_link(_own)
def own_pdf(request: HttpRequest, row: Certificate) -> HttpResponse:
    """Return the paper; one that no longer holds is not drawn again."""
    if not row.is_valid:
        return redirect(row.download_path())
    if DRAWN.are_too_many(request):
        return too_many(request, DRAWN)
    DRAWN.note(request)
    try:
        content = certificate_pdf(row)
    except PdfUnavailable:
        return redirect(row.download_path())
    headers = {"Content-Disposition": f'inline; filename="{file_name(row)}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _unknown(request: HttpRequest) -> HttpResponse:
    return render(request, "training/after/unknown_certificate.html", status=404)


@require_http_methods(["GET", "HEAD", "POST"])
@behind_link(_public, _unknown)
def verify(request: HttpRequest, row: Certificate) -> HttpResponse:
    """Say whether a certificate holds; a surname typed is answered with yes or no."""
    form = SurnameForm(request.POST if request.method == "POST" else None)
    answer = None
    if form.is_valid():
        if GUESSES.are_too_many(request):
            return too_many(request, GUESSES)
        GUESSES.note(request)
        answer = is_surname_of(form.cleaned_data["surname"], row.name)
    context = {
        "row": row,
        "facts": read(row),
        "form": form if row.name else None,
        "answer": answer,
        "at": timezone.now(),
        "title": _("Certificate %(number)s") % {"number": row.full_number},
    }
    return render(request, "training/after/verify.html", context)
