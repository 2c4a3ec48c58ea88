"""The list of a cluster's events, one of them, and the answer to an invitation (L8)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from learning_cluster.actions.event_answers import answer_event
from learning_cluster.enums import EventState, RegistrationState
from learning_cluster.errors import ClusterError
from learning_cluster.forms.events import AnswerForm
from learning_cluster.models import Event, Registration
from learning_cluster.views.door import Insider, inside
from learning_cluster.views.events.door import event_of, hosts
from learning_cluster.views.events.page import event_page, own_row


@inside
@require_safe
def events(request: HttpRequest, who: Insider) -> HttpResponse:
    """List all events of the cluster; those not announced yet have no day for members."""
    rows = Event.objects.filter(cluster=who.cluster).with_names()
    is_host = hosts(who)
    if not is_host:
        rows = rows.exclude(state=EventState.CANCELLED, announced_at=None)
    mine = Registration.objects.filter(member=who.member) if who.member else []
    answers = {row.event_id: row for row in mine}
    lines = [(event, answers.get(event.pk), is_host or event.is_announced) for event in rows]
    lines.sort(key=lambda line: (line[0].period is None, line[0].period and line[0].period.lower))
    context = {"who": who, "lines": lines, "zone": who.cluster.zone, "is_host": is_host}
    return render(request, "learning_cluster/inside/events/list.html", context)


@inside
@require_safe
def event(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    return event_page(request, who, pk)


@inside
@require_POST
def answer(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    row = own_row(who, event_of(who, pk))
    if row is None:
        raise Http404
    form = AnswerForm(request.POST, auto_id="answer_%s")
    if not form.is_valid():
        return event_page(request, who, pk, answer=form)
    try:
        stored = answer_event(row, **form.cleaned_data, by=who.actor(request), at=who.at)
    except ClusterError as error:
        return event_page(request, who, pk, 409, error=error, answer=form)
    coming = stored.state == RegistrationState.REGISTERED
    said = _("Thank you: you are coming.") if coming else _("Noted: you are not coming.")
    messages.success(request, said)
    return redirect("cluster_event", who.cluster.slug, pk)
