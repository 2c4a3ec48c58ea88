"""Hosts write the agenda and take questions of the members into it (L8, L10)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from languages.translated import in_script
from learning_cluster.actions.agendas import add_item, change_item, remove_item, take_up
from learning_cluster.errors import ClusterError
from learning_cluster.forms.agendas import ItemForm, QuestionsForm
from learning_cluster.models import AgendaItem, Event, Question
from learning_cluster.views.door import Insider
from learning_cluster.views.events.door import event_of, for_hosts, status_of
from learning_cluster.views.events.page import agenda_of

FORMS = ["GET", "HEAD", "POST"]


@for_hosts
@require_http_methods(FORMS)
def agenda(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    """Show the agenda with a form for one more part."""
    event = event_of(who, pk)
    form = ItemForm(request.POST or None, event=event)
    error = None
    if request.method == "POST" and form.is_valid():
        try:
            add_item(
                event,
                facts=form.facts,
                speakers=form.cleaned_data["speakers"],
                by=who.actor(request),
                at=who.at,
            )
            messages.success(request, _("Added to the agenda."))
            return redirect("cluster_event_agenda", who.cluster.slug, pk)
        except ClusterError as refused:
            error = refused
    return _page(request, who, event, form, error)


@for_hosts
@require_http_methods(FORMS)
def item(request: HttpRequest, who: Insider, pk: int, item: int) -> HttpResponse:
    """Change a part of the agenda."""
    event = event_of(who, pk)
    row = get_object_or_404(AgendaItem.objects.filter(event=event), pk=item)
    row.event = event
    form = ItemForm(request.POST or None, event=event, item=row)
    error = None
    if request.method == "POST" and form.is_valid():
        try:
            change_item(
                row,
                facts=form.facts,
                speakers=form.cleaned_data["speakers"],
                seen=form.cleaned_data["seen"] or 0,
                by=who.actor(request),
                at=who.at,
            )
            messages.success(request, _("Saved."))
            return redirect("cluster_event_agenda", who.cluster.slug, pk)
        except ClusterError as refused:
            error = refused
            form = _as_it_is_now(request, event_of(who, pk), row)
    return _page(request, who, event, form, error, row=row)


@for_hosts
@require_POST
def remove(request: HttpRequest, who: Insider, pk: int, item: int) -> HttpResponse:
    event = event_of(who, pk)
    row = AgendaItem.objects.filter(event=event, pk=item).first()
    if row is not None:  # pressed twice it is gone already
        try:
            remove_item(row, by=who.actor(request), at=who.at)
        except ClusterError as error:
            return _page(request, who, event, ItemForm(event=event), error)
    messages.success(request, _("Removed."))
    return redirect("cluster_event_agenda", who.cluster.slug, pk)


@for_hosts
@require_http_methods(FORMS)
def questions(request: HttpRequest, who: Insider, pk: int, item: int) -> HttpResponse:
    """Choose what members asked for a part of the agenda."""
    event = event_of(who, pk)
    row = get_object_or_404(AgendaItem.objects.filter(event=event).select_related("event"), pk=item)
    rows = [(one.pk, _asked(one)) for one in _open_questions(event, row)]
    form = QuestionsForm(request.POST or None, rows=rows, item=row)
    error = None
    if request.method == "POST" and form.is_valid():
        try:
            take_up(row, **form.cleaned_data, by=who.actor(request), at=who.at)
            messages.success(request, _("The agenda takes them up."))
            return redirect("cluster_event_agenda", who.cluster.slug, pk)
        except ClusterError as refused:
            error = refused
    context = {"who": who, "event": event, "item": row, "form": form, "error": error}
    context |= {"sent": [form], "has_rows": bool(rows)}
    status = status_of(error.code) if error else 200
    return render(request, "learning_cluster/inside/events/questions.html", context, status=status)


def _open_questions(event: Event, item: AgendaItem) -> list[Question]:
    """Return what this part has, then what was chosen for the event, then all else, by period."""
    rows = Question.objects.filter(cluster=event.cluster_id, item__in=[item])
    rows |= Question.objects.filter(cluster=event.cluster_id, item=None)
    found = rows.select_related("phase", "membership__government").order_by("phase", "asked_at")
    return sorted(found, key=lambda one: (one.item_id is None, one.event_id != event.pk))


def _asked(question: Question) -> str:
    of = question.membership.government.name if question.membership else ""
    parts = (question.get_kind_display(), of, question.phase.name if question.phase else "")
    return f"{in_script(question.text)} ({', '.join(part for part in parts if part)})"


def _as_it_is_now(request: HttpRequest, event: Event, row: AgendaItem) -> ItemForm:
    """Return the form with what was typed, knowing the newest version."""
    data = request.POST.copy()
    data["seen"] = str(event.version)
    form = ItemForm(data, event=event, item=row)
    form.is_valid()
    return form


def _page(
    request: HttpRequest,
    who: Insider,
    event: Event,
    form: ItemForm,
    error: ClusterError | None,
    **context: object,
) -> HttpResponse:
    context |= {
        "who": who,
        "event": event,
        "zone": event.cluster.zone,
        "lines": agenda_of(event, Question.objects.visible_to(who.user, who.at)),
        "waiting": Question.objects.filter(event=event, item=None).count(),
        "form": form,
        "sent": [form],
        "error": error,
        "has_errors": error is not None,
    }
    status = status_of(error.code) if error else 200
    return render(request, "learning_cluster/inside/events/agenda.html", context, status=status)
