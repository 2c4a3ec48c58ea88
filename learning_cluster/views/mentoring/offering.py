"""The resource person offers times and takes them back; notes a session that was not booked."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from calendars.forms import PREVIEW
from learning_cluster.actions.held_sessions import add_session
from learning_cluster.actions.offered_times import offer_times, withdraw_times
from learning_cluster.errors import ClusterError
from learning_cluster.forms.mentoring import AddSessionForm, OfferForm, in_zone
from learning_cluster.models import Membership, OfferedTimes
from learning_cluster.views.door import Insider, for_resource_person


@for_resource_person
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, who: Insider) -> HttpResponse:
    """Show the days the rule makes, then offer them."""
    form = OfferForm(request.POST if request.method == "POST" else None)
    if not form.is_valid() or PREVIEW in request.POST:
        return _page(request, who, "offer", form)
    typed = form.cleaned_data
    try:
        offer_times(
            who.member,  # type: ignore[arg-type]  # the door let nobody in without a place
            rule=form.rule,
            valid_from=typed["first_on"],
            starts=typed["from_hour"],
            ends=typed["to_hour"],
            minutes=typed["minutes"],
            join_link=typed["join_link"],
            pilots_first_until=in_zone(typed["pilots_until"], who.cluster.tz),
            by=who.actor(request),
            at=who.at,
        )
    except ClusterError as error:
        return _page(request, who, "offer", form, 409, error=error)
    messages.success(request, _("Offered. Members can book these times now."))
    return redirect("cluster_mentoring", who.cluster.slug)


@for_resource_person
@require_POST
def withdraw(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    rows = OfferedTimes.objects.filter(resource_person=who.member)
    row = rows.select_related("resource_person").filter(pk=pk).first()
    if row is not None:  # pressed twice it is gone already
        withdraw_times(row, by=who.actor(request), at=who.at)
    messages.success(request, _("Withdrawn. Sessions that were booked stay as they are."))
    return redirect("cluster_mentoring", who.cluster.slug)


@for_resource_person
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, who: Insider) -> HttpResponse:
    """Note a session that was held without having been booked, then log it."""
    rows = Membership.objects.selected().with_names().filter(cluster=who.cluster)
    form = AddSessionForm(
        request.POST if request.method == "POST" else None,
        memberships=rows,
        initial={"starts": who.at.astimezone(who.cluster.tz)},
    )
    if not form.is_valid():
        return _page(request, who, "add", form)
    try:
        session = add_session(
            who.member,  # type: ignore[arg-type]  # the door let nobody in without a place
            starts_at=in_zone(form.cleaned_data["starts"], who.cluster.tz),
            length=form.length,
            governments=list(form.cleaned_data["governments"]),
            by=who.actor(request),
            at=who.at,
        )
    except ClusterError as error:
        return _page(request, who, "add", form, 409, error=error)
    return redirect("cluster_log", who.cluster.slug, session.uid)


def _page(
    request: HttpRequest, who: Insider, name: str, form: Any, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {
        "who": who,
        "form": form,
        "sent": [form] if form.is_bound else [],
        "has_errors": status != 200 or bool(form.errors),
        "preview": PREVIEW,
    }
    template = f"learning_cluster/inside/mentoring/{name}.html"
    return render(request, template, context, status=status)
