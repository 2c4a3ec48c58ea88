"""What was agreed at an event, and what was found of earlier steps (L8)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from learning_cluster.actions import agreements as actions
from learning_cluster.errors import ClusterError
from learning_cluster.forms.agreements import ChecksForm, RoleForm, StepForm
from learning_cluster.models import Event, NextStep, Phase
from learning_cluster.views.door import Insider
from learning_cluster.views.events.door import event_of, for_hosts, status_of


@for_hosts
@require_safe
def agreements(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    return _page(request, who, event_of(who, pk))


@for_hosts
@require_POST
def timeline(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    event = event_of(who, pk)
    try:
        actions.agree_timeline(event, by=who.actor(request), at=who.at)
    except ClusterError as error:
        return _page(request, who, event, error=error)
    return _done(request, who, event, _("Noted: this timeline was agreed."))


@for_hosts
@require_POST
def role(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    event = event_of(who, pk)
    form = RoleForm(request.POST, cluster=who.cluster, auto_id="role_%s")
    if not form.is_valid():
        return _page(request, who, event, role=form)
    try:
        actions.agree_role(event, **form.cleaned_data, by=who.actor(request), at=who.at)
    except ClusterError as error:
        return _page(request, who, event, role=form, error=error)
    return _done(request, who, event, _("Noted."))


@for_hosts
@require_POST
def step(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    event = event_of(who, pk)
    form = StepForm(request.POST, cluster=who.cluster, auto_id="step_%s")
    if not form.is_valid():
        return _page(request, who, event, step=form)
    try:
        actions.agree_step(
            event,
            text=form.cleaned_data["text"],
            owner=form.owner,
            membership=form.membership,
            due=form.cleaned_data["due"],
            by=who.actor(request),
            at=who.at,
        )
    except ClusterError as error:
        return _page(request, who, event, step=form, error=error)
    return _done(request, who, event, _("Noted."))


@for_hosts
@require_POST
def remove_step(request: HttpRequest, who: Insider, pk: int, step: int) -> HttpResponse:
    event = event_of(who, pk)
    row = NextStep.objects.with_names().filter(event=event, pk=step).first()
    if row is not None:
        try:
            actions.remove_step(row, by=who.actor(request), at=who.at)
        except ClusterError as error:
            return _page(request, who, event, error=error)
    return _done(request, who, event, _("Removed."))


@for_hosts
@require_POST
def checks(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    event = event_of(who, pk)
    form = ChecksForm(request.POST, steps=_to_check(event), auto_id="check_%s")
    if not form.is_valid():
        return _page(request, who, event, checks=form)
    try:
        actions.check_steps(
            event,
            form.findings,
            seen=form.cleaned_data["seen"],
            by=who.actor(request),
            at=who.at,
        )
    except ClusterError as error:
        data = request.POST.copy()
        data["seen"] = str(event_of(who, pk).version)
        form = ChecksForm(data, steps=_to_check(event), auto_id="check_%s")
        return _page(request, who, event, checks=form, error=error)
    return _done(request, who, event, _("What was found is noted."))


def _to_check(event: Event) -> list[NextStep]:
    return list(NextStep.objects.with_names().checked_at(event))


def _done(request: HttpRequest, who: Insider, event: Event, text: str) -> HttpResponse:
    messages.success(request, text)
    return redirect("cluster_event_agreements", who.cluster.slug, event.pk)


def _page(request: HttpRequest, who: Insider, event: Event, **context: Any) -> HttpResponse:
    error: ClusterError | None = context.get("error")
    initial = {"seen": event.version}
    context.setdefault("role", RoleForm(cluster=who.cluster, auto_id="role_%s"))
    context.setdefault("step", StepForm(cluster=who.cluster, auto_id="step_%s"))
    steps = _to_check(event)
    context.setdefault("checks", ChecksForm(steps=steps, initial=initial, auto_id="check_%s"))
    sent = [context[name] for name in ("role", "step", "checks") if context[name].is_bound]
    context |= {
        "who": who,
        "event": event,
        "zone": event.cluster.zone,
        "has_begun": event.period is not None and event.period.lower <= who.at,
        "phases": Phase.objects.filter(cluster=who.cluster),
        "roles": event.agreed_roles.select_related("member__membership__government"),
        "steps": NextStep.objects.with_names().filter(event=event),
        "sent": sent,
        "has_errors": bool(error or any(form.errors for form in sent)),
    }
    status = status_of(error.code) if error else 200
    return render(request, "learning_cluster/inside/events/agreements.html", context, status=status)
