"""What matters to somebody in a cluster today, a section a kind of thing; a few lines each.

What a section reads is what its reader may see: everything starts from `visible_to` or their own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from languages.codes import SR
from languages.dates import clock, date_time, local, long_date, short_date
from languages.translated import in_script
from learning_cluster.concept_matters import concept_matters
from learning_cluster.enums import DeliverableState, EventState, SessionState, StepState
from learning_cluster.inside_pages import guides
from learning_cluster.models import (
    Consultation,
    Deliverable,
    Event,
    MentoringSession,
    Milestone,
    NextStep,
    Phase,
    Question,
)
from learning_cluster.views.door import Insider

MOST = 4
SOON = timedelta(days=14)
MISSING = (DeliverableState.OPEN, DeliverableState.RETURNED)


@dataclass(frozen=True)
class Line:
    """`text` says what, `note` when or how it stands; `link` opens what `opens` says."""

    text: str
    note: str = ""
    is_late: bool = False
    link: str = ""
    opens: Any = gettext_lazy("Join online")


@dataclass(frozen=True)
class Section:
    """`page` is the name of the page inside the cluster that has the rest."""

    heading: Any
    lines: list[Line]
    page: str


def sections(who: Insider) -> Iterator[Section]:
    """Yield what `who` should see first, most pressing first; what is empty is left out."""
    for heading, page, lines_for in SECTIONS:
        lines = list(lines_for(who))
        if lines:
            yield Section(heading, lines, page)


def phases_today(who: Insider) -> list[Phase]:
    """Return the phases that the day is in; they may overlap (L4)."""
    day = _today(who)
    rows = Phase.objects.filter(cluster=who.cluster, starts_on__lte=day, ends_on__gte=day)
    return list(rows.order_by("order"))


def _sessions(who: Insider) -> Iterator[Line]:
    rows = MentoringSession.objects.visible_to(who.user, who.at).filter(
        cluster=who.cluster, state=SessionState.BOOKED, period__endswith__gt=who.at
    )
    rows = rows.prefetch_related("session_members__membership__government")
    for session in rows.order_by("period")[:MOST]:
        names = ", ".join(one.membership.government.name for one in session.session_members.all())
        end = clock(session.ends_at, who.cluster.tz, _language())
        when = f"{date_time(session.starts_at, who.cluster.tz, _language())}–{end}"
        yield Line(names or _("Mentoring session"), when, link=session.join_link)


def _unlogged(who: Insider) -> Iterator[Line]:
    """Yield the sessions whose summary the resource person has not sent yet."""
    if not who.is_resource_person:
        return
    rows = MentoringSession.objects.visible_to(who.user, who.at).filter(
        cluster=who.cluster,
        resource_person=who.member,
        log__sent_at=None,
        state=SessionState.BOOKED,
        period__endswith__lte=who.at,
    )
    rows = rows.prefetch_related("session_members__membership__government")
    for session in rows.order_by("period")[:MOST]:
        names = ", ".join(one.membership.government.name for one in session.session_members.all())
        when = date_time(session.starts_at, who.cluster.tz, _language())
        link = reverse("cluster_log", args=[who.cluster.slug, session.uid])
        yield Line(names, when, link=link, opens=_("Write the log"))


def _events(who: Insider) -> Iterator[Line]:
    rows = Event.objects.visible_to(who.user, who.at).filter(
        cluster=who.cluster, state=EventState.ANNOUNCED, period__endswith__gt=who.at
    )
    for event in rows.order_by("period")[:MOST]:
        assert event.starts_at is not None  # the period was asked for
        when = date_time(event.starts_at, who.cluster.tz, _language())
        where = ", ".join(filter(None, (in_script(event.venue), in_script(event.town))))
        link = reverse("cluster_event", args=[who.cluster.slug, event.pk])
        note = " · ".join(filter(None, (when, where)))
        yield Line(event.name, note, link=link, opens=_("Open the event"))


def _steps(who: Insider) -> Iterator[Line]:
    if who.member is None:
        return
    mine = Q(owner=who.member)
    if who.member.membership_id is not None:
        mine |= Q(membership=who.member.membership_id, owner=None)
    rows = NextStep.objects.filter(mine, cluster=who.cluster, state=StepState.OPEN)
    for step in rows.order_by(F("due").asc(nulls_last=True), "pk")[:MOST]:
        line = _due(in_script(step.text), step.due, who)
        if step.event_id is not None:
            link = reverse("cluster_event", args=[who.cluster.slug, step.event_id])
            line = replace(line, link=link, opens=_("Open the event"))
        yield line


def _deliverables(who: Insider) -> Iterator[Line]:
    if not guides(who):
        return
    rows = Deliverable.objects.filter(phase__cluster=who.cluster)
    wanted = Q(state__in=MISSING, due__lte=_today(who) + SOON)
    if who.is_coordinator:
        wanted |= Q(state=DeliverableState.SUBMITTED)
    for row in rows.filter(wanted).order_by("due", "pk")[:MOST]:
        if row.state == DeliverableState.SUBMITTED:
            yield Line(row.name, str(row.get_state_display()))
        else:
            yield _due(row.name, row.due, who)


def _opinions(who: Insider) -> Iterator[Line]:
    """Yield what a reviewer of a partner is asked about."""
    if who.member is None:
        return
    rows = Consultation.objects.filter(
        reviewer=who.member, deliverable__phase__cluster=who.cluster, answered_at=None
    )
    for row in rows.select_related("deliverable").order_by("deliverable__due")[:MOST]:
        yield _due(row.deliverable.name, row.deliverable.consult_until, who)


def _questions(who: Insider) -> Iterator[Line]:
    """Yield what waits for an answer to those who answer, and new answers to who asked."""
    rows = Question.objects.visible_to(who.user, who.at).filter(cluster=who.cluster)
    if guides(who):
        open_ones = rows.filter(answer="", kind="question").order_by("asked_at")
        for row in open_ones[:MOST]:
            yield Line(in_script(str(row)), _("waits for an answer"))
    elif who.member is not None:
        mine = rows.filter(asked_by=who.member, answered_at__gte=who.at - SOON)
        for row in mine.order_by("-answered_at")[:MOST]:
            yield Line(in_script(str(row)), _("answered"))


def _milestones(who: Insider) -> Iterator[Line]:
    rows = Milestone.objects.filter(phase__cluster=who.cluster, day__gte=_today(who))
    for row in rows.order_by("day", "order")[:MOST]:
        yield Line(row.name, long_date(row.day, _language()))


def _due(text: str, day: date | None, who: Insider) -> Line:
    if day is None:
        return Line(text)
    is_late = day < _today(who)
    words = _("was due on %(day)s") if is_late else _("due on %(day)s")
    return Line(text, words % {"day": short_date(day, _language())}, is_late)


def _today(who: Insider) -> date:
    return local(who.at, who.cluster.tz).date()


def _language() -> str:
    return get_language() or SR


def _concepts(who: Insider) -> Iterator[Line]:
    for matter in concept_matters(who):
        yield Line(matter.text, matter.note, link=matter.link, opens=_("Open the concept"))


SECTIONS: tuple[tuple[Any, str, Callable[[Insider], Iterator[Line]]], ...] = (
    (gettext_lazy("Sessions without a log"), "cluster_mentoring", _unlogged),
    (gettext_lazy("Next mentoring sessions"), "cluster_mentoring", _sessions),
    (gettext_lazy("Next events"), "cluster_events", _events),
    (gettext_lazy("Your next steps"), "cluster_events", _steps),
    (gettext_lazy("Deliverables to look after"), "cluster_deliverables", _deliverables),
    (gettext_lazy("Your opinion is asked for"), "cluster_deliverables", _opinions),
    (gettext_lazy("Concepts"), "cluster_concepts", _concepts),
    (gettext_lazy("Questions"), "cluster_questions", _questions),
    (gettext_lazy("Days to note"), "cluster_work_plan", _milestones),
)
