"""The page of an event as people of the cluster see it (L8)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from learning_cluster.day_plan import begins, ends
from learning_cluster.enums import EventKind, EventState, RegistrationState
from learning_cluster.evaluation import has_answered, is_asked
from learning_cluster.forms.events import AnswerForm, MaterialForm
from learning_cluster.models import (
    AgendaItem,
    CourseTopic,
    Event,
    Membership,
    NextStep,
    Question,
    Registration,
)
from learning_cluster.views.door import Insider
from learning_cluster.views.events.door import event_of, hosts

# The events that build on the courses of the e-Academy (L13).
TAUGHT = frozenset({EventKind.TRAINING, EventKind.EXCHANGE_1})


@dataclass(frozen=True)
class Line:
    """A part of the agenda; without hours while the event has none."""

    item: AgendaItem
    starts_at: datetime | None
    ends_at: datetime | None
    questions: list[Question]


def event_page(
    request: HttpRequest, who: Insider, pk: int, status: int = 200, **context: Any
) -> HttpResponse:
    """Show the event as it stands now; forms among `context` keep what was typed."""
    event = event_of(who, pk)
    row = own_row(who, event)
    context.setdefault("answer", AnswerForm(initial=_answered(row), auto_id="answer_%s"))
    context.setdefault("material", MaterialForm(auto_id="material_%s"))
    sent = [context[name] for name in ("answer", "material") if context[name].is_bound]
    context |= facts_of(who, event) | {
        "row": row,
        "may_answer": row is not None and _is_to_come(event, who.at),
        "sent": sent,
        "has_errors": bool(context.get("error") or any(form.errors for form in sent)),
    }
    return render(request, "learning_cluster/inside/events/event.html", context, status=status)


def facts_of(who: Insider, event: Event) -> dict[str, Any]:
    """Return what the page tells of the event itself."""
    is_taught = event.kind in TAUGHT
    steps = NextStep.objects.with_names()
    return {
        "who": who,
        "event": event,
        "zone": event.cluster.zone,
        "is_host": hosts(who),
        "has_begun": event.period is not None and event.period.lower <= who.at,
        "lines": agenda_of(event, Question.objects.visible_to(who.user, who.at)),
        "materials": event.materials.all(),
        "topics": CourseTopic.objects.filter(project=who.cluster.project_id) if is_taught else [],
        "roles": event.agreed_roles.select_related("member__membership__government"),
        "steps": steps.filter(event=event),
        "checks": steps.checked_at(event),
        "practices": event.practices.all(),
        "evaluation": _evaluation(who, event),
        "introduced": _introduced(event),
    }


def agenda_of(event: Event, questions: QuerySet[Question]) -> list[Line]:
    """Return the parts in order with their hours, and those of `questions` each takes up."""
    rows = event.agenda.prefetch_related(
        "speakers", Prefetch("questions", questions.order_by("asked_at"))
    )
    start = event.period.lower if event.period else None
    return [
        Line(
            item,
            begins(start, (item.offset, item.minutes)) if start else None,
            ends(start, (item.offset, item.minutes)) if start else None,
            list(item.questions.all()),
        )
        for item in rows
    ]


def own_row(who: Insider, event: Event) -> Registration | None:
    """Return that the reader was asked to the event, and what they answered."""
    if who.member is None:
        return None
    return Registration.objects.filter(event=event, member=who.member).first()


def _introduced(event: Event) -> list[Membership]:
    """Return who is selected with their services for event 3, nobody for another (L14)."""
    if event.kind != EventKind.EXCHANGE_3:
        return []
    rows = event.cluster.memberships.selected().with_names().funded_first()
    return list(rows.prefetch_related("implementations"))


def _evaluation(who: Insider, event: Event) -> str:
    """Return "ask", "thanks" or "results" where the page of event 3 leads to the evaluation."""
    if event.kind != EventKind.EXCHANGE_3 or event.state == EventState.CANCELLED:
        return ""
    if hosts(who):
        return "results"
    if who.member is None or not is_asked(who.member, at=who.at):
        return ""
    return "thanks" if has_answered(who.member) else "ask"


def _is_to_come(event: Event, at: datetime) -> bool:
    return event.state == EventState.ANNOUNCED and at < event.period.lower


def _answered(row: Registration | None) -> dict[str, Any]:
    if row is None:
        return {}
    answer = "" if row.state == RegistrationState.INVITED else row.state
    return {"answer": answer, "needs": row.needs}
