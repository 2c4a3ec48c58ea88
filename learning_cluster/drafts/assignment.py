"""The assignment report, from events, mentoring, concepts, deliverables and days (L7)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from learning_cluster.drafts import mentoring, words
from learning_cluster.enums import EventState, QuestionKind, SessionState
from learning_cluster.evaluation_summary import summary_of
from learning_cluster.models import (
    Cluster,
    Concept,
    Deliverable,
    Implementation,
    MentoringSession,
    Phase,
    WorkDay,
)
from learning_cluster.prose import paragraphs, points


def draft(cluster: Cluster, *, at: datetime) -> dict[str, str]:
    """Return what the sections say, but summary, conclusions and recommendations.

    As many queries whatever the cluster holds.
    """
    phases = list(cluster.phases.all())
    lessons = cluster.questions.filter(kind=QuestionKind.LESSON).order_by("asked_at", "pk")
    return {
        "activities": points(_phase(one) for one in phases),
        "events": points(_events(cluster)),
        "mentoring": _mentoring(cluster),
        "concepts": points(_concepts(cluster)),
        "implementation": points(_services(cluster)),
        "deliverables": points(_deliverables(cluster)),
        "days": _days(cluster, phases),
        "evaluation": summary_of(cluster, at=at),
        "lessons": points(one.text for one in lessons),
    }


def _phase(one: Phase) -> str:
    number = f"{one.number}. " if one.number else ""
    days = words.span(one.starts_on, one.ends_on)
    return f"{number}{one.name} ({days})" if days else f"{number}{one.name}"


def _events(cluster: Cluster) -> Iterable[str]:
    rows = cluster.events.exclude(state=EventState.CANCELLED).filter(period__isnull=False)
    came = Count("registrations", filter=Q(registrations__attended=True))
    for one in rows.annotate(came=came).order_by("period"):
        facts = [words.when(*words.times(one), cluster.tz), one.town]
        if one.state == EventState.HELD:
            facts.append(_("present: %(number)s") % {"number": one.came})
        else:
            facts.append(str(one.get_state_display()))
        yield f"{one.name}: {', '.join(part for part in facts if part)}"


def _mentoring(cluster: Cluster) -> str:
    rows = MentoringSession.objects.filter(cluster=cluster).exclude(state=SessionState.CANCELLED)
    found = list(
        rows.select_related("log").prefetch_related("session_members__membership__government")
    )
    if not found:
        return ""
    logs = [one.log for one in found if hasattr(one, "log")]
    return paragraphs(
        [
            mentoring.totals(found),
            points(mentoring.by_government(found)),
            points(mentoring.topics(logs)),
        ]
    )


def _concepts(cluster: Cluster) -> Iterable[str]:
    rows = Concept.objects.filter(membership__cluster=cluster)
    for one in rows.select_related("membership__government").in_order_of_feedback():
        facts = [str(one.get_stage_display())]
        if one.plan_title:
            facts.append(_("entered in: %(plan)s") % {"plan": one.plan_title})
        if one.decided_on:
            decision = {"number": one.decision_number or "–", "day": words.day(one.decided_on)}
            facts.append(_("decision %(number)s of %(day)s") % decision)
        yield f"{one.membership.government.name}: {', '.join(facts)}"


def _services(cluster: Cluster) -> Iterable[str]:
    rows = Implementation.objects.filter(membership__cluster=cluster)
    for one in rows.select_related("membership__government"):
        progress = _("%(service)s, %(state)s, %(percent)s %%") % {
            "service": one.service,
            "state": one.get_state_display(),
            "percent": one.progress,
        }
        hindered = _("Obstacles: %(text)s") % {"text": one.obstacles} if one.obstacles else ""
        name = one.membership.government.name
        yield f"{name}: {progress}. {hindered}" if hindered else f"{name}: {progress}"


def _deliverables(cluster: Cluster) -> Iterable[str]:
    for one in Deliverable.objects.filter(phase__cluster=cluster):
        due = _("due on %(day)s") % {"day": words.day(one.due)}
        state = str(one.get_state_display())
        if one.approved_at:
            on = one.approved_at.astimezone(cluster.tz).date()
            state = _("approved on %(day)s") % {"day": words.day(on)}
        yield f"{one.name}: {due}, {state}"


def _days(cluster: Cluster, phases: Iterable[Phase]) -> str:
    """Return the days planned and spent by phase, with the reasons for more, and their sums."""
    rows = WorkDay.objects.filter(cluster=cluster)
    booked = dict(rows.order_by().values_list("phase").annotate(Sum("halves")))
    reasons: dict[int, list[str]] = defaultdict(list)
    for one in rows.filter(is_over=True):
        reasons[one.phase_id].append(one.reason)
    shown = [one for one in phases if one.halves or booked.get(one.pk)]
    lines = [_days_of(one, booked.get(one.pk, 0), reasons[one.pk]) for one in shown]
    total = _("Days planned: %(planned)s, days spent: %(spent)s.") % {
        "planned": _in_days(sum(one.halves for one in shown)),
        "spent": _in_days(sum(booked.get(one.pk, 0) for one in shown)),
    }
    return paragraphs([points(lines), total]) if lines else ""


def _days_of(phase: Phase, halves: int, reasons: Iterable[str]) -> str:
    text = _("%(phase)s: planned %(planned)s, spent %(spent)s") % {
        "phase": phase.name,
        "planned": _in_days(phase.halves),
        "spent": _in_days(halves),
    }
    why = "; ".join(reasons)
    return f"{text} ({why})" if why else text


def _in_days(halves: int) -> str:
    return words.number(Decimal(halves) / 2)
