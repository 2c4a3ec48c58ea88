"""Booking an offered time, and giving a session another one (L9)."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from learning_cluster.actions.mentoring_booking import book_session, may_move, move_session
from learning_cluster.errors import ClusterError
from learning_cluster.forms.mentoring import BookForm
from learning_cluster.mentoring import free_in
from learning_cluster.models import Membership, OfferedTimes
from learning_cluster.views.door import Insider, inside
from learning_cluster.views.mentoring.sessions import (
    days_of,
    free_for_move,
    guiding,
    may_book,
    sessions_of,
)

FAR = 2**26  # minutes: beyond it no moment is meant


@inside
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, who: Insider, offer: int, moment: int) -> HttpResponse:
    """Ask who takes part and what it is about, then book."""
    if not may_book(who) or who.member is None:
        raise Http404
    starts_at = _moment(moment)
    row = _offers(who).filter(pk=offer).first()
    form = BookForm(
        request.POST if request.method == "POST" else None,
        memberships=_others(who),
        is_free_choice=guiding(who),
    )
    if row is None:
        error = ClusterError("taken", _("This time is offered no more. Choose another one."))
        return _page(request, who, form, starts_at, 409, error=error)
    if not form.is_valid():
        return _page(request, who, form, starts_at)
    own = [] if guiding(who) else [who.member.membership]
    governments = [*own, *form.cleaned_data.get("others", [])]
    try:
        session = book_session(
            row,
            starts_at=starts_at,
            governments=[one for one in governments if one is not None],
            wish=form.cleaned_data["wish"],
            member=who.member,
            by=who.actor(request),
            at=who.at,
        )
    except ClusterError as error:
        return _page(request, who, form, starts_at, 409, error=error)
    messages.success(request, _("Booked. Everybody who takes part gets a mail with the join link."))
    return redirect("cluster_session", who.cluster.slug, session.uid)


@inside
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, who: Insider, uid: UUID) -> HttpResponse:
    """Show the free times as buttons; the one pressed is the session's new time."""
    row = get_object_or_404(sessions_of(who), uid=uid)
    member = who.member
    if member is None or not may_move(row, member):
        raise Http404
    error = None
    if request.method == "POST":
        offer, starts_at, seen = _pressed(request, who)
        try:
            if offer is None:
                raise ClusterError("taken", _("This time is offered no more. Choose another one."))
            move_session(
                row,
                offer,
                starts_at=starts_at,
                seen=seen,
                member=member,
                by=who.actor(request),
                at=who.at,
            )
            messages.success(request, _("Moved. Everybody who takes part gets a mail."))
            return redirect("cluster_session", who.cluster.slug, uid)
        except ClusterError as refused:
            error = refused
            row.refresh_from_db()
    context = {
        "who": who,
        "session": row,
        "days": days_of(free_for_move(row, who), who),
        "error": error,
        "has_errors": error is not None,
        "zone": who.cluster.zone,
    }
    template = "learning_cluster/inside/mentoring/move.html"
    return render(request, template, context, status=409 if error else 200)


def _page(
    request: HttpRequest,
    who: Insider,
    form: BookForm,
    starts_at: datetime,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Show the form; a refused time comes with those that are free now."""
    context |= {
        "who": who,
        "form": form,
        "starts_at": starts_at,
        "days": days_of(free_in(who.cluster, who.at)[:12], who) if status != 200 else [],
        "sent": [form] if form.is_bound else [],
        "has_errors": status != 200 or bool(form.errors),
        "zone": who.cluster.zone,
    }
    template = "learning_cluster/inside/mentoring/book.html"
    return render(request, template, context, status=status)


def _offers(who: Insider) -> Any:
    rows = OfferedTimes.objects.filter(cluster=who.cluster)
    return rows.select_related("cluster", "resource_person__cluster")


def _others(who: Insider) -> Any:
    rows = Membership.objects.selected().with_names().filter(cluster=who.cluster)
    if who.member is not None and who.member.membership_id:
        rows = rows.exclude(pk=who.member.membership_id)
    return rows.order_by("-kind", "government__name_sr")  # pilots first


def _moment(minutes: int) -> datetime:
    if not 0 < minutes < FAR:
        raise Http404
    return datetime.fromtimestamp(minutes * 60, UTC)


def _pressed(request: HttpRequest, who: Insider) -> tuple[OfferedTimes | None, datetime, int]:
    """Return which button was pressed: offer and moment, and the sequence the page showed."""
    offer, _dot, moment = request.POST.get("time", "").partition(".")
    seen = request.POST.get("seen", "")
    if not all(one.isdecimal() and len(one) < 18 for one in (offer, moment, seen)):
        raise Http404
    return _offers(who).filter(pk=int(offer)).first(), _moment(int(moment)), int(seen)
