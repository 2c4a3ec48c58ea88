"""Invented mentoring of the demonstration's clusters: times, sessions, questions, days.

Nobody is mailed. A cluster without a resource person is left alone, and so is one that has
sessions already.
"""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from languages.dates import local
from learning_cluster.actions.time_sheets import lines_of
from learning_cluster.enums import (
    MENTORED_PHASES,
    ClusterState,
    MemberRole,
    QuestionKind,
    SessionState,
)
from learning_cluster.mentoring import phase_at
from learning_cluster.models import (
    Cluster,
    Member,
    Membership,
    MentoringLog,
    MentoringSession,
    OfferedTimes,
    Phase,
    Question,
    TimeSheet,
    WorkDay,
)
from learning_cluster.sheet_lines import digest

Row = dict[str, Any]

TEXTS = Path(__file__).parent / "demo_texts" / "mentoring.yaml"
WEEKS_OFFERED = 8
LENGTH = timedelta(minutes=45)
SATURDAY = 5
WORK_BEGINS, WORK_ENDS = 8, 16  # hours at which a session may begin


@transaction.atomic
def load_mentoring(*, at: datetime) -> dict[str, int]:
    """Load the mentoring of every cluster that has none; return how many rows are new."""
    before = _counts()
    rows = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    for cluster in Cluster.objects.filter(sessions__isnull=True):
        people = Member.objects.accepted().filter(cluster=cluster)
        guide = people.filter(role=MemberRole.RESOURCE_PERSON).first()
        represented = people.filter(role=MemberRole.REPRESENTATIVE).values("membership")
        selected = Membership.objects.selected().filter(cluster=cluster)
        memberships = list(selected.filter(pk__in=represented))
        if guide is not None and memberships:
            _load(cluster, guide, memberships, rows, at)
    return {name: number - before[name] for name, number in _counts().items()}


def _counts() -> dict[str, int]:
    kinds = {"sessions": MentoringSession, "logs": MentoringLog, "questions": Question}
    kinds |= {"work_days": WorkDay, "time_sheets": TimeSheet}
    return {name: model._default_manager.count() for name, model in kinds.items()}


def _load(
    cluster: Cluster, guide: Member, memberships: list[Membership], rows: Row, at: datetime
) -> None:
    logs = cycle(rows["logs"])
    for number, day in enumerate(_days_of_sessions(cluster, at)):
        session = _session(guide, memberships[number % len(memberships)], _hour(cluster, day), rows)
        _log(session, next(logs), is_missed=number % 6 == 5)
    if cluster.state == ClusterState.OPEN:
        _today(cluster, guide, memberships, rows, at)
    _questions(cluster, memberships[0], guide, rows, at)
    _days(cluster, guide, rows, at)


def _days_of_sessions(cluster: Cluster, at: datetime) -> list[date]:
    """Return a day a week of the mentored phases, until two days before now."""
    until = at.date() - timedelta(days=2)
    found: set[date] = set()  # such phases may overlap
    for phase in cluster.phases.filter(kind__in=MENTORED_PHASES):
        if phase.starts_on and phase.ends_on:
            weeks = (min(phase.ends_on, until) - phase.starts_on).days // 7
            first = _workday(phase.starts_on + timedelta(days=2), 1)
            found |= {first + timedelta(days=7 * n) for n in range(weeks)}
    return sorted(found)


def _workday(day: date, step: int) -> date:
    """Return `day`, or the nearest day after (1) or before (-1) it that is no weekend."""
    while day.weekday() >= SATURDAY:
        day += timedelta(days=step)
    return day


def _hour(cluster: Cluster, day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), cluster.tz).astimezone(UTC)


def _session(
    guide: Member, membership: Membership, starts_at: datetime, rows: Row
) -> MentoringSession:
    asker = membership.representatives.filter(cluster=guide.cluster).first()
    session = MentoringSession.objects.create(
        cluster=guide.cluster,
        resource_person=guide,
        phase=phase_at(guide.cluster, starts_at),
        period=DateTimeTZRange(starts_at, starts_at + LENGTH),
        join_link=rows["link"],
        wish=rows["wish"],
        booked_by=asker,
        booked_at=starts_at - timedelta(days=5),
        changed_at=starts_at - timedelta(days=5),
    )
    session.session_members.create(membership=membership)
    return session


def _log(session: MentoringSession, row: Row, *, is_missed: bool) -> None:
    texts = {} if is_missed else row
    end = session.ends_at
    MentoringLog.objects.create(
        session=session,
        author=session.resource_person,
        draft_key=uuid.uuid4(),
        minutes=None if is_missed else LENGTH.seconds // 60,
        is_missed=is_missed,
        saved_at=end,
        sent_at=end,
        **texts,
    )
    one = session.session_members.get()
    one.is_present = not is_missed
    one.save(update_fields=["is_present"])
    if not is_missed:
        one.people.set(Member.objects.accepted().filter(membership=one.membership)[:1])
    session.state = SessionState.MISSED if is_missed else SessionState.HELD
    session.save(update_fields=["state"])


def _today(
    cluster: Cluster, guide: Member, memberships: list[Membership], rows: Row, at: datetime
) -> None:
    """Add what the log lists, what is booked, and times still to be had."""
    now = local(at, cluster.tz)
    lately = _workday(now.date() - timedelta(days=1), -1)
    moments = [
        _hour(cluster, _workday(lately - timedelta(days=1), -1), 14),
        _hour(cluster, lately, 13),
        _hour(cluster, _workday(now.date() + timedelta(days=3), 1), 9),
    ]
    if now.weekday() < SATURDAY and now.hour >= WORK_BEGINS + 1:
        moments[0] = _hour(cluster, now.date(), min(now.hour - 1, WORK_ENDS))
    for membership, moment in zip(cycle(memberships), moments, strict=False):
        _session(guide, membership, moment, rows)
    OfferedTimes.objects.create(
        cluster=cluster,
        resource_person=guide,
        rule=f"FREQ=WEEKLY;BYDAY=TU,TH;COUNT={2 * WEEKS_OFFERED}",
        valid_from=at.date() + timedelta(days=1),
        starts=time(10),
        ends=time(13),
        minutes=60,
        join_link=rows["link"],
        pilots_first_until=_hour(cluster, _workday(now.date() + timedelta(days=4), 1), 12),
        created_at=at,
    )


def _questions(
    cluster: Cluster, membership: Membership, guide: Member, rows: Row, at: datetime
) -> None:
    asked_at = min(at, _hour(cluster, cluster.ends_on)) - timedelta(days=10)
    for row in rows["questions"]:
        is_answered = bool(row["answer"])
        Question.objects.create(
            cluster=cluster,
            kind=QuestionKind(row["kind"]),
            phase=phase_at(cluster, asked_at),
            asked_by=membership.representatives.first(),
            membership=membership,
            text=row["text"],
            answer=row["answer"],
            answered_by=guide if is_answered else None,
            asked_at=asked_at,
            answered_at=asked_at + timedelta(days=1) if is_answered else None,
            is_published=row["kind"] != QuestionKind.QUESTION or is_answered,
        )


def _days(cluster: Cluster, guide: Member, rows: Row, at: datetime) -> None:
    """Book the whole plan of every phase that is over; a concluded cluster's are signed."""
    taken: dict[date, int] = {}
    for phase in cluster.phases.filter(ends_on__lt=at.date(), halves__gt=0):
        texts = rows["sheet"]["mentored" if phase.kind in MENTORED_PHASES else "other"]
        _book(phase, guide, texts, taken, at)
    booked = list(
        WorkDay.objects.filter(member=guide).select_related("phase").order_by("day", "pk")
    )
    if cluster.state != ClusterState.CLOSED or not booked:
        return
    lines = lines_of(booked)
    signed_at = _hour(cluster, cluster.ends_on)
    host = Member.objects.filter(cluster=cluster, role=MemberRole.COORDINATOR).first()
    sheet = TimeSheet.objects.create(
        cluster=cluster,
        member=guide,
        first=booked[0].day,
        last=booked[-1].day,
        lines=lines,
        digest=digest(lines),
        signed_at=signed_at,
        signed_name=guide.name,
        confirmed_at=signed_at + timedelta(days=2) if host else None,
        confirmed_name=host.name if host else "",
    )
    WorkDay.objects.filter(pk__in=[one.pk for one in booked]).update(sheet=sheet)


def _book(
    phase: Phase, guide: Member, what: list[str], taken: dict[date, int], at: datetime
) -> None:
    """Book the plan of a phase, from its last day back, on days with room left."""
    day, left, texts = phase.ends_on, phase.halves, cycle(what)
    assert day is not None  # the rows were asked for by it
    while left:
        halves = min(left, 2 - taken.get(day, 0))
        if halves and day.weekday() < SATURDAY:
            WorkDay.objects.create(
                cluster=phase.cluster,
                member=guide,
                phase=phase,
                day=day,
                halves=halves,
                what=next(texts),
                booked_at=min(at, _hour(phase.cluster, day)),
            )
            taken[day] = taken.get(day, 0) + halves
            left -= halves
        day -= timedelta(days=1)
