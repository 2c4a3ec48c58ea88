"""Scorers' pages: what waits, a conflict of interest before anything opens, then points (L12)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import own_password_first, proof_required
from accounts.models import User
from accounts.roles import Role
from languages.codes import SR
from learning_cluster.actions.scoring import declare, give_scores
from learning_cluster.application_steps import steps
from learning_cluster.enums import CallStage
from learning_cluster.errors import ClusterError
from learning_cluster.forms.scoring import ConflictForm, ScoreForm
from learning_cluster.models import Application, Call, Scorer, Sheet
from learning_cluster.models.application import ApplicationQuerySet
from learning_cluster.money import marks
from learning_cluster.views.call.papers import handed_over
from privacy.audit import Actor, actor_from, record

View = Callable[..., HttpResponse]
SHOWS_AND_CHANGES = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Reader:
    """Who scores a call; `at` is the moment of the request."""

    call: Call
    scorer: Scorer
    user: User
    at: datetime

    @property
    def may_score(self) -> bool:
        return self.call.stage(self.at) == CallStage.SCORING

    def applications(self) -> ApplicationQuerySet:
        """Return what is opened and found eligible: nothing before the deadline."""
        rows = Application.objects.scored_by(self.user, self.at).filter(call=self.call)
        return rows.select_related("call__cluster")


def for_scorers(view: View) -> View:
    """Hand the view a Reader in place of the call's slug; for anybody else nothing is there."""

    @wraps(view)
    def guarded(request: HttpRequest, slug: str, *args: object, **kwargs: object) -> HttpResponse:
        user: User = request.user  # type: ignore[assignment]  # login_required let nobody else in
        at = timezone.now()
        call = get_object_or_404(Call.objects.scored_by(user, at).with_names(), slug=slug)
        scorer = Scorer.objects.get(call=call, user=user)
        return view(request, Reader(call, scorer, user, at), *args, **kwargs)

    return signed_in(guarded)


def signed_in(view: View) -> View:
    return never_cache(login_required(own_password_first(proof_required(view))))


def home_of(user: User, at: datetime) -> str:
    """Return where somebody who scores a call goes after the sign-in, "" for all others."""
    if not Call.objects.scored_by(user, at).exists():
        return ""
    with override(SR):
        return reverse("call_scoring_home")


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """List the calls somebody scores. Raises Http404 for who scores none."""
    user: User = request.user  # type: ignore[assignment]  # login_required let nobody else in
    at = timezone.now()
    rows = list(Call.objects.scored_by(user, at).with_names())
    if not rows:
        raise Http404
    context = {"calls": [(one, one.stage(at)) for one in rows]}
    return render(request, "learning_cluster/call/scoring_home.html", context)


@require_safe
@for_scorers
def applications(request: HttpRequest, who: Reader) -> HttpResponse:
    own = Prefetch("sheets", Sheet.objects.filter(scorer=who.scorer), to_attr="own_sheets")
    rows = who.applications().order_by("name", "pk").prefetch_related(own)
    context = {
        "who": who,
        "call": who.call,
        "zone": who.call.cluster.zone,
        "is_sealed": who.call.is_sealed(who.at),
        "rows": [(row, next(iter(row.own_sheets), None)) for row in rows],
    }
    return render(request, "learning_cluster/call/scoring.html", context)


@SHOWS_AND_CHANGES
@for_scorers
def one(request: HttpRequest, who: Reader, uid: str) -> HttpResponse:
    """Show an application to who has no conflict, and take points; else ask for that first."""
    row, sheet = _opened(who, uid)
    if sheet is None or sheet.has_conflict is not False:
        return _page(request, who, row, sheet, ConflictForm())
    scores = {score.criterion_id: score for score in sheet.scores.all()}
    typed = request.POST if request.method == "POST" else None
    form = ScoreForm(typed, criteria=who.call.criteria.all(), scores=scores)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            give_scores(who.scorer, row, form.given, by=_actor(request), at=who.at)
            messages.success(request, _("Saved. You can change it until the decision."))
            return redirect("call_scoring", who.call.slug)
        except ClusterError as error:
            form.add_error(None, error.message)
            status = 409
    return _page(request, who, row, sheet, form, status)


@SHOWS_AND_CHANGES
@for_scorers
def conflict(request: HttpRequest, who: Reader, uid: str) -> HttpResponse:
    """Take the declaration; who finds a conflict later declares it here too."""
    row, sheet = _opened(who, uid)
    form = ConflictForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            declare(who.scorer, row, **form.declared, by=_actor(request), at=who.at)
            return redirect("call_score", who.call.slug, row.uid)
        except ClusterError as error:
            form.add_error(None, error.message)
            status = 409
    return _page(request, who, row, sheet, form, status)


@require_safe
@for_scorers
def file(request: HttpRequest, who: Reader, uid: str, kind: str) -> HttpResponse:
    """Hand a document to a scorer who has declared to have no conflict."""
    row, sheet = _opened(who, uid)
    if sheet is None or sheet.has_conflict is not False:
        raise Http404
    paper = get_object_or_404(row.papers, kind=kind)
    answer = handed_over(paper)
    record(_actor(request), "paper_opened", "learning_cluster.application", row.pk, at=who.at)
    return answer


def _opened(who: Reader, uid: str) -> tuple[Application, Sheet | None]:
    row = get_object_or_404(who.applications(), uid=uid)
    return row, Sheet.objects.filter(scorer=who.scorer, application=row).first()


def _page(
    request: HttpRequest,
    who: Reader,
    row: Application,
    sheet: Sheet | None,
    form: ConflictForm | ScoreForm,
    status: int = 200,
) -> HttpResponse:
    """Show the form; beside the question of a conflict, nothing the application says."""
    context = {"who": who, "call": who.call, "row": row, "sheet": sheet, "form": form}
    if isinstance(form, ConflictForm):
        page = "learning_cluster/call/conflict.html"
    else:
        page = "learning_cluster/call/score.html"
        amount = marks(row.amount, get_language() or SR) if row.amount else ""
        context |= {"steps": steps(row), "amount": amount}
    return render(request, page, context, status=status)


def _actor(request: HttpRequest) -> Actor:
    return actor_from(request, role=str(Role.CALL_SCORER))
