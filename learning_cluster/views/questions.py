"""Questions and lessons inside a cluster: asked by members, answered, collected (L10)."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.roles import Role
from languages.translated import in_script
from learning_cluster.actions import questions as deeds
from learning_cluster.enums import ClusterState, MemberRole, QuestionKind
from learning_cluster.errors import ClusterError
from learning_cluster.forms.questions import AnswerForm, AskForm, ChooseForm, PublishForm
from learning_cluster.models import Cluster, Event, Question
from learning_cluster.views.door import Insider, inside

PER_PAGE = 30
UNANSWERED = "brez-odgovora"  # what the address says
ASKERS = (MemberRole.REPRESENTATIVE, MemberRole.PRACTITIONER, MemberRole.BOARD_GUEST)
SHORT = 160  # characters of a question among the boxes


def answers(who: Insider) -> bool:
    """Say whether the reader answers and publishes."""
    return who.is_resource_person or who.is_coordinator


def may_ask(who: Insider) -> bool:
    member = who.member
    is_open = who.cluster.state == ClusterState.OPEN
    return is_open and member is not None and (member.role in ASKERS or who.is_resource_person)


@inside
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, who: Insider) -> HttpResponse:
    """List what the reader may read, by period; take a new question."""
    if not _reads(who):
        raise Http404
    form = AskForm()
    if request.method != "POST":
        return _page(request, who, form)
    if not may_ask(who) or who.member is None:
        raise Http404
    form = AskForm(request.POST)
    if not form.is_valid():
        return _page(request, who, form)
    kind = QuestionKind(form.cleaned_data["kind"])
    text = form.cleaned_data["text"]
    try:
        deeds.ask(who.member, kind=kind, text=text, by=who.actor(request), at=who.at)
    except ClusterError as error:
        return _page(request, who, form, 409, error=error)
    messages.success(request, _("Thank you. You see it on this page."))
    return redirect("cluster_questions", who.cluster.slug)


@inside
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    if not answers(who):
        raise Http404
    row = get_object_or_404(_rows(who), pk=pk)
    initial = {
        "answer": row.answer,
        "is_published": row.is_published or not row.answer,
        "seen": deeds.answer_seen(row),
    }
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=initial)
    if not form.is_valid():
        return _answer_page(request, who, row, form)
    typed = form.cleaned_data
    try:
        deeds.answer(
            row,
            text=typed["answer"],
            is_published=typed["is_published"],
            seen=typed["seen"],
            member=who.member,
            by=who.actor(request),
            at=who.at,
        )
    except ClusterError as error:
        # What was typed stays; the next saving has seen the other answer.
        seen = deeds.answer_seen(get_object_or_404(_rows(who), pk=pk))
        data = request.POST.copy()
        data["seen"] = seen
        form.data = data
        return _answer_page(request, who, row, form, 409, error=error)
    messages.success(request, _("Answered. Whoever asked gets a mail."))
    return redirect("cluster_questions", who.cluster.slug)


@inside
@require_POST
def publish(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    if not answers(who):
        raise Http404
    row = get_object_or_404(_rows(who), pk=pk)
    form = PublishForm(request.POST)
    is_published = form.is_valid() and form.cleaned_data["is_published"]
    deeds.publish(row, is_published=is_published, by=who.actor(request), at=who.at)
    text = _("Published in the cluster.") if is_published else _("No longer published.")
    messages.success(request, text)
    return redirect("cluster_questions", who.cluster.slug)


@inside
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, who: Insider) -> HttpResponse:
    """Choose what the next event takes up, period by period."""
    if not answers(who):
        raise Http404
    event = deeds.next_event(who.cluster, who.at)
    rows = list(_for_event(who, event)) if event else []
    form = ChooseForm(
        request.POST if request.method == "POST" else None,
        choices=[(row.pk, _short(row)) for row in rows],
        rows=rows,
    )
    if event is None or not form.is_valid():
        return _choose_page(request, who, event, form)
    try:
        deeds.choose_for_event(event, **form.cleaned_data, by=who.actor(request), at=who.at)
    except ClusterError as error:
        return _choose_page(request, who, event, form, 409, error=error)
    messages.success(request, _("Kept. The agenda of the event takes them up."))
    return redirect("cluster_choose_questions", who.cluster.slug)


def _reads(who: Insider) -> bool:
    """Say whether questions concern the reader at all: partners' reviewers have no part in them."""
    inside = Cluster.objects.of_roles(who.user, (Role.CLUSTER_MEMBER,), who.at)
    return answers(who) or inside.filter(pk=who.cluster.pk).exists()


def _rows(who: Insider) -> Any:
    rows: Any = Question.objects.all()
    rows = rows.visible_to(who.user, who.at).filter(cluster=who.cluster)
    return rows.select_related(
        "asked_by", "answered_by", "membership__government", "phase", "event"
    )


def _for_event(who: Insider, event: Event) -> Any:
    """Return what an event may take up: what no other has, the newest period first."""
    rows = _rows(who).filter(event__isnull=True) | _rows(who).filter(event=event)
    return rows.order_by("-phase__order", "asked_at", "pk")


def _short(row: Question) -> str:
    text = in_script(row.text)
    kind = row.get_kind_display()
    phase = f", {row.phase.name}" if row.phase else ""
    return f"{text[:SHORT]}{'…' if len(text) > SHORT else ''} ({kind}{phase})"


def _page(
    request: HttpRequest, who: Insider, form: AskForm, status: int = 200, **context: Any
) -> HttpResponse:
    rows = _rows(who).order_by("-phase__order", "-asked_at", "-pk")
    only = request.GET.get("samo")
    if only == UNANSWERED:
        rows = rows.filter(answer="", kind=QuestionKind.QUESTION)
    part = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context |= {
        "who": who,
        "form": form,
        "part": part,
        "only": only,
        "query": f"samo={only}" if only == UNANSWERED else "",
        "answers": answers(who),
        "may_ask": may_ask(who),
        "sent": [form] if form.is_bound else [],
        "has_errors": status != 200 or bool(form.errors),
        "zone": who.cluster.zone,
    }
    template = "learning_cluster/inside/questions/list.html"
    return render(request, template, context, status=status)


def _answer_page(
    request: HttpRequest,
    who: Insider,
    row: Question,
    form: AnswerForm,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Show the question; where somebody else answered meanwhile, their text beside one's own."""
    if status != 200:
        row.refresh_from_db(fields=["answer", "answered_at", "is_published"])
    context |= {
        "who": who,
        "question": row,
        "form": form,
        "sent": [form] if form.is_bound else [],
        "has_errors": status != 200 or bool(form.errors),
        "zone": who.cluster.zone,
    }
    template = "learning_cluster/inside/questions/answer.html"
    return render(request, template, context, status=status)


def _choose_page(
    request: HttpRequest,
    who: Insider,
    event: Event | None,
    form: ChooseForm,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    context |= {
        "who": who,
        "event": event,
        "form": form,
        "sent": [form] if form.is_bound else [],
        "has_errors": status != 200 or bool(form.errors),
        "zone": who.cluster.zone,
    }
    template = "learning_cluster/inside/questions/choose.html"
    return render(request, template, context, status=status)
