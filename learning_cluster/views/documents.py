"""Documents of a cluster: the list, one document with its versions, writing, handing in (L7)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from learning_cluster.actions import documents as actions
from learning_cluster.document_choices import choices_of
from learning_cluster.document_files import exported
from learning_cluster.errors import ClusterError
from learning_cluster.forms.documents import DocumentForm, initial_of
from learning_cluster.models import Concept, Document, DocumentVersion, Member
from learning_cluster.sections import missing_sections, sections_of, written
from learning_cluster.views.door import Insider, for_resource_person, inside


@inside
@require_safe
def documents(request: HttpRequest, who: Insider) -> HttpResponse:
    return _list(request, who)


@for_resource_person
@require_POST
def begin(request: HttpRequest, who: Insider) -> HttpResponse:
    """Begin a document with a draft of what is on record, and lead to it."""
    chosen = {one.code: one for one in choices_of(who.cluster)}.get(request.POST.get("what", ""))
    if chosen is None:
        return _list(request, who, 409, error=_no_choice())
    document = actions.begin_document(
        who.cluster,
        template=chosen.template,
        event=chosen.event,
        session=chosen.session,
        phase=chosen.phase,
        by=who.actor(request),
        at=who.at,
    )
    try:
        actions.assemble(document, author=_author(who), based_on=0, at=who.at)
        messages.success(request, _("The draft is here. Read it, correct it and write the rest."))
    except ClusterError as refused:
        messages.info(request, refused.message)
    return redirect("cluster_document", who.cluster.slug, document.uid)


@inside
@require_safe
def document(request: HttpRequest, who: Insider, uid: UUID) -> HttpResponse:
    return _page(request, who, _one(who, uid))


@inside
@require_safe
def version(request: HttpRequest, who: Insider, uid: UUID, number: int) -> HttpResponse:
    one = _one(who, uid)
    return _page(request, who, one, shown=get_object_or_404(_versions(who, one), number=number))


@for_resource_person
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, who: Insider, uid: UUID) -> HttpResponse:
    """Write the sections; where somebody was faster, both texts stand side by side."""
    one = _one(who, uid)
    sections = sections_of(one.template)
    if request.method != "POST":
        newest = one.newest
        kept = initial_of(newest.texts, newest.number) if newest else initial_of({}, 0)
        return _form(request, who, one, DocumentForm(sections=sections, initial=kept))
    form = DocumentForm(request.POST, sections=sections)
    if not form.is_valid():
        return _form(request, who, one, form)
    try:
        actions.write(
            one,
            texts=form.texts,
            note=form.cleaned_data["note"],
            author=_author(who),
            based_on=form.cleaned_data["based_on"],
            at=who.at,
        )
    except ClusterError as error:
        return _refused(request, who, one, form, error)
    messages.success(request, _("Saved as a new version."))
    return redirect("cluster_document", who.cluster.slug, one.uid)


@for_resource_person
@require_POST
def assemble(request: HttpRequest, who: Insider, uid: UUID) -> HttpResponse:
    one = _one(who, uid)
    newest = one.newest
    try:
        actions.assemble(
            one, author=_author(who), based_on=newest.number if newest else 0, at=who.at
        )
    except ClusterError as error:
        return _page(request, who, one, 409, error=error)
    messages.success(request, _("Empty sections were filled from the records."))
    return redirect("cluster_document", who.cluster.slug, one.uid)


@for_resource_person
@require_POST
def submit(request: HttpRequest, who: Insider, uid: UUID) -> HttpResponse:
    one = _one(who, uid)
    try:
        actions.submit_document(one, by=who.actor(request), at=who.at)
    except ClusterError as error:
        return _page(request, who, one, 409, error=error)
    messages.success(request, _("Handed in. The coordinator decides."))
    return redirect("cluster_document", who.cluster.slug, one.uid)


@inside
@require_safe
def file(request: HttpRequest, who: Insider, uid: UUID, number: int, form: str) -> HttpResponse:
    """Hand a version over as DOCX or PDF; concepts too, to those who may read them."""
    concepts = Concept.objects.visible_to(who.user, who.at).values("document")
    rows = Document.objects.filter(cluster=who.cluster)
    one = rows.visible_to(who.user, who.at).filter(uid=uid).first()
    if one is not None:
        versions = _versions(who, one)
    else:
        one = get_object_or_404(rows.filter(pk__in=concepts), uid=uid)
        versions = one.versions.all()
    found = get_object_or_404(versions.select_related("document__cluster"), number=number)
    return exported(request, found, form, by=who.actor(request), at=who.at) or redirect(
        "cluster_document", who.cluster.slug, one.uid
    )


def _visible(who: Insider) -> QuerySet[Document]:
    rows = Document.objects.visible_to(who.user, who.at).filter(cluster=who.cluster)
    return rows.with_names()


def _one(who: Insider, uid: UUID) -> Document:
    return get_object_or_404(_visible(who), uid=uid)


def _versions(who: Insider, one: Document) -> QuerySet[DocumentVersion]:
    """Return the versions the reader may open: what was approved or asked about is the newest.

    What stood there before is for those who write and decide.
    """
    rows = one.versions.all()
    if who.is_resource_person or who.is_coordinator:
        return rows
    return rows.filter(pk__in=rows.order_by("-number").values("pk")[:1])


def _author(who: Insider) -> Member:
    if who.member is None:  # the door of the resource person lets in members alone
        raise Http404
    return who.member


def _no_choice() -> ClusterError:
    return ClusterError("no_choice", _("Choose a document to begin."))


def _list(request: HttpRequest, who: Insider, status: int = 200, **context: Any) -> HttpResponse:
    rows = _visible(who).annotate(number=Max("versions__number"), saved=Max("versions__saved_at"))
    context |= {
        "who": who,
        "documents": rows,
        "choices": choices_of(who.cluster) if who.is_resource_person else [],
        "has_errors": "error" in context,
        "zone": who.cluster.zone,
    }
    return render(request, "learning_cluster/inside/documents.html", context, status=status)


def _page(
    request: HttpRequest,
    who: Insider,
    one: Document,
    status: int = 200,
    *,
    shown: DocumentVersion | None = None,
    **context: Any,
) -> HttpResponse:
    newest = one.newest
    read = shown or newest
    context |= {
        "who": who,
        "one": one,
        "shown": read,
        "newest": newest,
        "written": written(sections_of(one.template), read.texts if read else {}),
        "versions": _versions(who, one),
        "may_write": who.is_resource_person and one.is_editable and read == newest,
        "missing": missing_sections(one) if who.is_resource_person and one.is_editable else [],
        "has_errors": "error" in context,
        "zone": who.cluster.zone,
    }
    return render(request, "learning_cluster/inside/document.html", context, status=status)


def _form(
    request: HttpRequest,
    who: Insider,
    one: Document,
    form: DocumentForm,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    context |= {"who": who, "one": one, "form": form, "sent": [form], "zone": who.cluster.zone}
    context["has_errors"] = "error" in context
    return render(request, "learning_cluster/inside/document_form.html", context, status=status)


def _refused(
    request: HttpRequest, who: Insider, one: Document, form: DocumentForm, error: ClusterError
) -> HttpResponse:
    """Show what was typed; with what somebody else has saved, saving again keeps one's own."""
    newest = one.newest
    theirs = []
    if error.code == "changed_meanwhile" and newest:
        mine = form.texts
        form.data = {**form.data.dict(), "based_on": str(newest.number)}  # type: ignore[attr-defined]  # of a request
        theirs = [
            row
            for row in written(form.sections, newest.texts)
            if row.text != mine.get(row.section.slug, "")
        ]
    return _form(request, who, one, form, 409, error=error, theirs=theirs, newest=newest)
