"""Sessions of a cluster: the list with what is free, one session, calling it off (L9)."""

from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from learning_cluster.actions.mentoring_booking import cancel_session, guides, may_move
from learning_cluster.enums import ClusterState, MemberRole, SessionState
from learning_cluster.errors import ClusterError
from learning_cluster.forms.mentoring import ReasonForm
from learning_cluster.mentoring import free_in, free_of, is_pilot
from learning_cluster.mentoring_times import FreeTime
from learning_cluster.models import MentoringLog, MentoringSession, OfferedTimes
from learning_cluster.models.mentoring import MentoringSessionQuerySet
from learning_cluster.views.door import Insider, inside

PAST_SHOWN = 20


def sessions_of(who: Insider) -> MentoringSessionQuerySet:
    """Return the sessions of this cluster that the reader may see."""
    rows = MentoringSession.objects.visible_to(who.user, who.at).filter(cluster=who.cluster)
    return rows.with_names().prefetch_related("session_members__membership__government")


def may_book(who: Insider) -> bool:
    return who.cluster.state == ClusterState.OPEN and (who.is_representative or guiding(who))


def guiding(who: Insider) -> bool:
    return who.is_resource_person


@inside
@require_safe
def mentoring(request: HttpRequest, who: Insider) -> HttpResponse:
    rows = list(sessions_of(who))
    booked = [one for one in rows if one.state == SessionState.BOOKED and one.ends_at > who.at]
    past = [one for one in reversed(rows) if one not in booked and one.starts_at <= who.at]
    context = {
        "who": who,
        "booked": booked,
        "past": past[:PAST_SHOWN],
        "unlogged": _unlogged(who, past),
        "offers": OfferedTimes.objects.filter(resource_person=who.member) if guiding(who) else [],
        "days": days_of(free_in(who.cluster, who.at), who) if may_book(who) else [],
        "may_book": may_book(who),
        "zone": who.cluster.zone,
    }
    return render(request, "learning_cluster/inside/mentoring/home.html", context)


@inside
@require_safe
def session(request: HttpRequest, who: Insider, uid: UUID) -> HttpResponse:
    return session_page(request, who, uid)


@inside
@require_POST
def cancel(request: HttpRequest, who: Insider, uid: UUID) -> HttpResponse:
    row = get_object_or_404(sessions_of(who), uid=uid)
    if who.member is None or not _takes_part(row, who):
        raise Http404
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return session_page(request, who, uid, form=form)
    reason = form.cleaned_data["reason"]
    try:
        cancel_session(row, reason=reason, member=who.member, by=who.actor(request), at=who.at)
    except ClusterError as error:
        return session_page(request, who, uid, 409, form=form, error=error)
    messages.success(request, _("Called off. Everybody concerned gets a mail."))
    return redirect("cluster_mentoring", who.cluster.slug)


def session_page(
    request: HttpRequest, who: Insider, uid: UUID, status: int = 200, **context: Any
) -> HttpResponse:
    """Show a session as it stands now; a refused form keeps what was typed."""
    row = get_object_or_404(sessions_of(who), uid=uid)
    is_to_come = row.state == SessionState.BOOKED and row.starts_at > who.at
    member = who.member if who.member is not None and _takes_part(row, who) else None
    form = context.setdefault("form", ReasonForm())
    context |= {
        "who": who,
        "session": row,
        "log": MentoringLog.objects.filter(session=row, sent_at__isnull=False).first(),
        "may_cancel": is_to_come and member is not None,
        "may_move": is_to_come and member is not None and may_move(row, member),
        "may_log": row.resource_person == who.member and row.starts_at <= who.at,
        "zone": who.cluster.zone,
        "sent": [form] if form.is_bound else [],
        "has_errors": status != 200 or bool(form.errors),
    }
    template = "learning_cluster/inside/mentoring/session.html"
    return render(request, template, context, status=status)


def days_of(
    times: list[FreeTime], who: Insider, *, is_for_form: bool = False
) -> list[dict[str, Any]]:
    """Return free times by local day; those still kept for pilots are marked or have no address."""
    by_day = groupby(times, key=lambda one: one.starts_at.astimezone(who.cluster.tz).date())
    return [{"day": day, "times": [_line(one, who) for one in ones]} for day, ones in by_day]


def moment_of(starts_at: datetime) -> int:
    """Return a moment as addresses write it: whole minutes since 1970."""
    return int(starts_at.timestamp()) // 60


def free_for_move(row: MentoringSession, who: Insider) -> list[FreeTime]:
    times = free_of(row.resource_person, who.at, besides=row)
    return [one for one in times if one.starts_at != row.starts_at and may_take(one, who)]


def may_take(free: FreeTime, who: Insider) -> bool:
    if not free.is_for_pilots(who.at) or guiding(who):
        return True
    return who.member is not None and is_pilot(who.member.membership)


def _line(free: FreeTime, who: Insider) -> dict[str, Any]:
    return {
        "free": free,
        "moment": moment_of(free.starts_at),
        "is_open": may_take(free, who),
        "is_for_pilots": free.is_for_pilots(who.at),
    }


def _takes_part(row: MentoringSession, who: Insider) -> bool:
    member = who.member
    if member is None:
        return False
    if member.role != MemberRole.REPRESENTATIVE:
        return guides(row, member)
    return any(one.membership_id == member.membership_id for one in row.session_members.all())


def _unlogged(who: Insider, past: list[MentoringSession]) -> list[MentoringSession]:
    """Return the reader's own sessions whose summary has not been sent."""
    if not guiding(who):
        return []
    done = set(
        MentoringLog.objects.filter(session__in=past, sent_at__isnull=False).values_list(
            "session", flat=True
        )
    )
    own = [one for one in past if one.resource_person_id == who.member.pk]  # type: ignore[union-attr]  # who guides has a place
    return [one for one in own if one.pk not in done and one.state != SessionState.CANCELLED]
