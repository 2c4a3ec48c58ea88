"""The log on a phone: one screen, saved as it is typed, whole without a script too (L9)."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from languages.codes import SR
from languages.dates import clock, short_date_time
from learning_cluster.actions.mentoring_log import save_log, send_log
from learning_cluster.enums import SessionState
from learning_cluster.errors import ClusterError
from learning_cluster.forms.log import FINISH, LogForm, initial_of, theirs
from learning_cluster.models import Member, MentoringLog, MentoringSession
from learning_cluster.models.mentoring import MentoringSessionQuerySet
from learning_cluster.views.door import Insider, for_resource_person

BEFORE = timedelta(days=1)  # yesterday's sessions are listed beside today's
MOST_LISTED = 12


@for_resource_person
@require_safe
def newest(request: HttpRequest, who: Insider) -> HttpResponse:
    """Lead to the session that was last begun and has no summary yet; else say there is none."""
    listed = _listed(who)
    begun = [one for one in listed if one.starts_at <= who.at]
    open_ones = [one for one in begun if not _is_sent(one)]
    if open_ones or begun:
        return redirect("cluster_log", who.cluster.slug, (open_ones or begun)[-1].uid)
    context = {"who": who, "listed": listed, "zone": who.cluster.zone}
    return render(request, "learning_cluster/inside/mentoring/no_log.html", context)


@for_resource_person
@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest, who: Insider, uid: UUID) -> HttpResponse:
    """Show and keep the log of a session; a script is answered in JSON."""
    session = get_object_or_404(_own(who), uid=uid)
    wants_json = request.headers.get("Accept") == "application/json"
    if request.method != "POST":
        if wants_json:
            return JsonResponse({"token": get_token(request)})
        return _page(request, who, session, _form(who, session))
    is_finishing = FINISH in request.POST
    form = _form(who, session, request.POST, is_finishing)
    error = None
    if form.is_valid():
        try:
            row = _kept(request, who, session, form)
        except ClusterError as refused:
            error = refused
        else:
            return _answer(request, who, row, wants_json, is_finishing)
    if wants_json:
        return _refusal(form, error)
    return _page(request, who, session, form, error=error)


def _kept(
    request: HttpRequest, who: Insider, session: MentoringSession, form: LogForm
) -> MentoringLog:
    member: Member = who.member  # type: ignore[assignment]  # the door let nobody in without a place
    by = who.actor(request)
    row = save_log(session, entry=form.entry, sent=form.sent, author=member, by=by, at=who.at)
    if form.is_finishing:
        send_log(row, seen=row.version, by=by, at=who.at)
    return row


def _answer(
    request: HttpRequest, who: Insider, row: MentoringLog, wants_json: bool, is_finished: bool
) -> HttpResponse:
    language = get_language() or SR
    said = _("Saved at %(time)s") % {"time": clock(row.saved_at, who.cluster.tz, language)}
    address = reverse("cluster_log", args=[who.cluster.slug, row.session.uid])
    if is_finished:
        said = _("The summary is on its way to those who were there.")
        address = reverse("cluster_session", args=[who.cluster.slug, row.session.uid])
    if not wants_json or is_finished:
        messages.success(request, said)
    if wants_json:
        facts = {"version": row.version, "step": row.draft_step, "said": said}
        return JsonResponse(facts | ({"address": address} if is_finished else {}))
    return redirect(address)


def _refusal(form: LogForm, error: ClusterError | None) -> JsonResponse:
    """Say to the script what was refused: 409 by a rule, 400 with the fields to look at."""
    if error is not None:
        return JsonResponse({"code": error.code, "said": error.message}, status=409)
    fields = [form.fields[name].label for name in form.errors if name in form.fields]
    texts = [
        f"{label}: {form.errors[name][0]}" for name, label in zip(form.errors, fields, strict=True)
    ]
    return JsonResponse({"code": "form", "said": " ".join(texts)}, status=400)


def _page(
    request: HttpRequest,
    who: Insider,
    session: MentoringSession,
    form: LogForm,
    *,
    error: ClusterError | None = None,
) -> HttpResponse:
    """Show the log; where another text is kept meanwhile, both, and the next saving counts."""
    row = MentoringLog.objects.filter(session=session).first()
    other = []
    if error is not None and error.code in ("changed_meanwhile", "sent_already") and row:
        row.session = session
        other = theirs(form, row)
        data = request.POST.copy()
        data["version"], data["draft_key"], data["draft_step"] = str(row.version), str(uuid4()), "1"
        form.data = data
    context = {
        "who": who,
        "session": session,
        "form": form,
        "row": row,
        "is_sent": row is not None and row.sent_at is not None,
        "is_early": session.starts_at > who.at,
        "other": other,
        "saved": _saved(row, who),
        "listed": _listed(who),
        "finish": FINISH,
        "sent": [form] if form.is_bound else [],
        "error": error,
        "has_errors": error is not None,
        "zone": who.cluster.zone,
    }
    template = "learning_cluster/inside/mentoring/log.html"
    return render(request, template, context, status=409 if error else 200)


def _saved(row: MentoringLog | None, who: Insider) -> str:
    if row is None:
        return ""
    language = get_language() or SR
    here = row.saved_at.astimezone(who.cluster.tz)
    if here.date() == who.at.astimezone(who.cluster.tz).date():
        when = clock(row.saved_at, who.cluster.tz, language)
    else:
        when = short_date_time(row.saved_at, who.cluster.tz, language)
    return _("Saved at %(time)s") % {"time": when}


def _form(
    who: Insider, session: MentoringSession, data: Any = None, is_finishing: bool = False
) -> LogForm:
    row = MentoringLog.objects.filter(session=session).first()
    if row is not None:
        row.session = session
    planned = int((session.ends_at - session.starts_at).total_seconds()) // 60
    return LogForm(
        data,
        people=_people(session),
        phases=who.cluster.phases.all(),
        is_finishing=is_finishing,
        initial=initial_of(row, planned, session.phase),
    )


def _people(session: MentoringSession) -> list[Member]:
    """Return those who may have been there: representatives now, and whoever is ticked already."""
    memberships = session.session_members.values("membership")
    ticked = session.session_members.values("people")
    rows = Member.objects.filter(membership__in=memberships).filter(
        Q(pk__in=Member.objects.accepted().values("pk")) | Q(pk__in=ticked)
    )
    return list(rows.select_related("membership__government").order_by("membership", "name"))


def _own(who: Insider) -> MentoringSessionQuerySet:
    rows = MentoringSession.objects.visible_to(who.user, who.at)
    return rows.filter(cluster=who.cluster, resource_person=who.member).with_names()


def _listed(who: Insider) -> list[MentoringSession]:
    """Return yesterday's and today's sessions, and older ones that still want a summary."""
    today = who.at.astimezone(who.cluster.tz).date()
    first = datetime.combine(today - BEFORE, time(0), who.cluster.tz)
    end = datetime.combine(today + timedelta(days=1), time(0), who.cluster.tz)
    near = Q(period__startswith__gte=first, period__startswith__lt=end)
    rest = Q(period__startswith__lt=first, log__sent_at__isnull=True)
    rows = _own(who).exclude(state=SessionState.CANCELLED).filter(near | rest)
    rows = rows.select_related("log").prefetch_related("session_members__membership__government")
    return list(rows.order_by("-period")[:MOST_LISTED])[::-1]


def _is_sent(session: MentoringSession) -> bool:
    row: MentoringLog | None = getattr(session, "log", None)
    return row is not None and row.sent_at is not None
