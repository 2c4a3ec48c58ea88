"""Deliverables of a cluster: what is missing, one deliverable, its files and opinions (L6)."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from languages.dates import local
from learning_cluster.actions import deliverables as actions
from learning_cluster.actions.documents import begin_for
from learning_cluster.enums import DeliverableState
from learning_cluster.errors import ClusterError
from learning_cluster.forms.deliverables import FileForm, OpinionForm
from learning_cluster.missing import missing
from learning_cluster.models import Consultation, Deliverable, DeliverableFile, Document
from learning_cluster.views.door import Insider, for_resource_person, inside
from privacy.materials import handed_over


@inside
@require_safe
def deliverables(request: HttpRequest, who: Insider) -> HttpResponse:
    """List deliverables by phase; those who guide see first what is missing now."""
    sees_all = who.is_resource_person or who.is_coordinator
    rows = sorted(_visible(who), key=lambda one: (one.phase.order, one.due, one.pk))
    context = {
        "who": who,
        "groups": missing(who.cluster, at=who.at) if sees_all else [],
        "sees_all": sees_all,
        "phases": [(phase, list(found)) for phase, found in groupby(rows, lambda one: one.phase)],
        "today": local(who.at, who.cluster.tz).date(),
    }
    return render(request, "learning_cluster/inside/deliverables.html", context)


@inside
@require_safe
def deliverable(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    return _page(request, who, _one(who, pk))


@for_resource_person
@require_POST
def begin(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    """Begin the document of a deliverable and lead to it."""
    one = _one(who, pk)
    try:
        document = begin_for(one, by=who.actor(request), at=who.at)
    except ClusterError as error:
        return _page(request, who, one, 409, error=error)
    return redirect("cluster_document", who.cluster.slug, document.uid)


@for_resource_person
@require_POST
def add_file(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    one = _one(who, pk)
    form = FileForm(request.POST, request.FILES, auto_id="file_%s")
    if not form.is_valid():
        return _page(request, who, one, file=form)
    by = who.actor(request)
    return _attempt(
        request,
        who,
        one,
        lambda: actions.add_file(one, **form.cleaned_data, author=who.member, by=by, at=who.at),
        _("The file has been added."),
        file=form,
    )


@inside
@require_safe
def open_file(request: HttpRequest, who: Insider, pk: int, number: int) -> HttpResponse:
    row = get_object_or_404(_files(who, _one(who, pk)), number=number)
    return handed_over(title=row.title, file=row.file, url="")


@for_resource_person
@require_POST
def hand_in(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    one = _one(who, pk)
    by = who.actor(request)
    return _attempt(
        request,
        who,
        one,
        lambda: actions.hand_in(one, by=by, at=who.at),
        _("Handed in. The coordinator decides."),
    )


@inside
@require_POST
def answer(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    """Keep the opinion of the partner in whose name the reviewer was asked."""
    one = _one(who, pk)
    asked = _asked(who, one)
    if asked is None:
        raise Http404
    form = OpinionForm(request.POST)
    if not form.is_valid():
        return _page(request, who, one, opinion=form)
    by = who.actor(request)
    return _attempt(
        request,
        who,
        one,
        lambda: actions.answer_consultation(asked, **form.cleaned_data, by=by, at=who.at),
        _("Thank you. The coordinator sees your opinion."),
        opinion=form,
    )


def _visible(who: Insider) -> QuerySet[Deliverable]:
    rows = Deliverable.objects.visible_to(who.user, who.at).filter(phase__cluster=who.cluster)
    return rows.with_names()


def _one(who: Insider, pk: int) -> Deliverable:
    return get_object_or_404(_visible(who), pk=pk)


def _files(who: Insider, one: Deliverable) -> QuerySet[DeliverableFile]:
    """Return the files the reader may open: of others' work nothing before it is handed in."""
    is_work = one.is_wanted and not (who.is_resource_person or who.is_coordinator)
    return one.files.none() if is_work else one.files.all()


def _may_read_document(who: Insider, one: Deliverable) -> bool:
    rows = Document.objects.visible_to(who.user, who.at)
    return one.document is not None and rows.filter(pk=one.document.pk).exists()


def _asked(who: Insider, one: Deliverable) -> Consultation | None:
    """Return what the reader is asked about this deliverable, if anything."""
    if who.member is None:
        return None
    rows = one.consultations.filter(reviewer=who.member)
    return rows.select_related("deliverable__phase__cluster").first()


def _attempt(
    request: HttpRequest,
    who: Insider,
    one: Deliverable,
    action: Callable[[], object],
    done: str,
    **forms: Any,
) -> HttpResponse:
    """Run `action`; where a rule says no, show the page as it is now, with that sentence."""
    try:
        action()
    except ClusterError as error:
        return _page(request, who, _one(who, one.pk), 409, error=error, **forms)
    messages.success(request, done)
    return redirect("cluster_deliverable", who.cluster.slug, one.pk)


def _page(
    request: HttpRequest, who: Insider, one: Deliverable, status: int = 200, **context: Any
) -> HttpResponse:
    asked = _asked(who, one)
    if asked is not None and one.state == DeliverableState.CONSULTED:
        kept = {"comment": asked.comment}
        if asked.agrees is not None:
            kept["agrees"] = "yes" if asked.agrees else "no"
        context.setdefault("opinion", OpinionForm(initial=kept))
    if who.is_resource_person and one.is_wanted:
        context.setdefault("file", FileForm(auto_id="file_%s"))
    sees_all = who.is_resource_person or who.is_coordinator
    sent = [context[name] for name in ("file", "opinion") if name in context]
    context |= {
        "who": who,
        "one": one,
        "files": _files(who, one).select_related("author"),
        "may_read_document": _may_read_document(who, one),
        "consultations": one.consultations.all() if sees_all else [],
        "asked": asked,
        "sent": sent,
        "has_errors": bool(context.get("error")) or any(form.errors for form in sent),
        "today": local(who.at, who.cluster.tz).date(),
        "zone": who.cluster.zone,
    }
    return render(request, "learning_cluster/inside/deliverable.html", context, status=status)
