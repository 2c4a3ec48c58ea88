"""The three documents of an application: taken in, read again, removed (L12)."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.attempts import Attempts
from learning_cluster.actions import application_papers as actions
from learning_cluster.enums import PaperKind
from learning_cluster.errors import ClusterError
from learning_cluster.forms.applying import PaperForm
from learning_cluster.models import Application, Paper
from learning_cluster.views.call.application import (
    SHOWS_AND_CHANGES,
    overview,
    refused,
    step,
)
from learning_cluster.views.call.links import applicant, behind_link, opens
from learning_cluster.views.call.public import too_many_here

READ = Attempts("call-papers", limit=60, seconds=3600)


@SHOWS_AND_CHANGES
@behind_link
def paper(request: HttpRequest, row: Application, kind: str) -> HttpResponse:
    """Show the document of a kind and take another in its place.

    A file takes up to fifteen seconds to read (privacy.pdf_files): only where it could be kept is
    it read at all, and so many an hour.
    """
    at = timezone.now()
    wanted = _kind(kind)
    is_sent = request.method == "POST"
    if is_sent:
        try:
            actions.check_takes_paper(row, at=at)
        except ClusterError as error:
            return refused(request, row, at, error)
        if READ.are_too_many(request):
            return overview(request, row, at, error=too_many_here(), status=429)
        READ.note(request)
    form = PaperForm(request.POST, request.FILES) if is_sent else PaperForm()
    return step(
        request,
        row,
        at,
        form,
        str(wanted.label).capitalize(),
        lambda: actions.add_paper(
            row, wanted, file=form.cleaned_data["file"], by=applicant(request), at=at
        ),
        template="learning_cluster/call/paper.html",
        paper=row.papers.filter(kind=wanted).first(),
        kind=wanted,
    )


@require_POST
@behind_link
def remove(request: HttpRequest, row: Application, kind: str) -> HttpResponse:
    at = timezone.now()
    try:
        actions.remove_paper(row, _kind(kind), by=applicant(request), at=at)
    except ClusterError as error:
        return refused(request, row, at, error)
    messages.success(request, _("The document has been removed."))
    return redirect(row.path())


@require_safe
@behind_link
def file(request: HttpRequest, row: Application, kind: str) -> HttpResponse:
    """Hand an applicant their own document."""
    return handed_over(get_object_or_404(row.papers, kind=kind))


def handed_over(row: Paper) -> HttpResponse:
    """Return a document, to be saved and not shown; who may have it was asked.

    Its name says nothing of its author. Raises Http404 where the file is gone.
    """
    try:
        opened = row.file.open("rb")
    except FileNotFoundError:  # a backup without its files was put back
        raise Http404 from None
    name = f"{row.application_id}-{row.kind}.pdf"
    answer = FileResponse(opened, as_attachment=True, filename=name, content_type="application/pdf")
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer  # type: ignore[return-value]  # a streamed response is one too


def _kind(kind: str) -> PaperKind:
    if kind not in PaperKind.values:
        raise Http404
    return PaperKind(kind)


# A document is larger than any other form of the portal (portal.request_middleware).
paper.opens_to = opens  # type: ignore[attr-defined]  # a mark, which a function may bear
