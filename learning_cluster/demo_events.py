"""Events of the demonstration's clusters, with people who came. Adds what is missing only.

What people were mailed on the way is not sent.
"""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from calendars.wall import on_the_wall
from languages.codes import STORED
from learning_cluster.enums import EventKind, EventState, MemberRole, RegistrationState, StepState
from learning_cluster.evaluation import LEARNERS
from learning_cluster.event_people import asked_to
from learning_cluster.models import (
    AgendaItem,
    AgreedRole,
    Cluster,
    EvaluationAnswer,
    EvaluationGiven,
    EvaluationQuestion,
    EvaluationSheet,
    Event,
    EventMaterial,
    GoodPractice,
    NextStep,
    Registration,
    Speaker,
)

Row = dict[str, Any]

FILE = Path(__file__).parent / "demo_texts" / "events.yaml"
BEGINS = time(9)
SHORTEST = 60  # minutes of an event without an agenda
TOLD = timedelta(days=21)  # an event is announced so long before it
SOON = timedelta(days=120)  # what lies further away has no day yet


@transaction.atomic
def load_events(cluster: Cluster, *, at: datetime) -> dict[str, int]:
    """Give the planned events of a cluster their days and all that happened; return how many.

    A cluster one of whose events has a day already stays as it is.
    """
    before = _counts()
    events = list(cluster.events.with_names().order_by("phase__order", "kind"))
    if events and not any(event.period for event in events):
        rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
        for event in sorted(events, key=lambda one: one.kind != EventKind.TRAINING):
            _load(event, rows, at)
        _check_steps(cluster, rows["findings"])
        _load_practices(cluster, rows["practices"])
        _evaluate(cluster, rows["evaluation"])
    return {name: number - before[name] for name, number in _counts().items()}


def _counts() -> dict[str, int]:
    kinds = {"agenda_parts": AgendaItem, "registrations": Registration, "next_steps": NextStep}
    kinds |= {"good_practices": GoodPractice, "evaluations": EvaluationSheet}
    return {name: model._default_manager.count() for name, model in kinds.items()}


def _load(event: Event, rows: Row, at: datetime) -> None:
    row = rows["events"][event.kind]
    day = _day(event, row)
    for code in STORED:
        setattr(event, f"about_{code}", row["about"][code])
    event.town, event.venue = rows["place"]["town"], rows["place"]["venue"]
    start = on_the_wall(day, BEGINS, event.cluster.tz) if day else None
    if start is None or start > at + SOON:
        event.save()
        _write_agenda(event, row["agenda"])
        return
    minutes = sum(part[1] for part in row["agenda"]) or SHORTEST
    end = start + timedelta(minutes=minutes)
    event.period = DateTimeTZRange(start, end)
    event.state = EventState.HELD if end <= at else EventState.ANNOUNCED
    told_at = min(start - TOLD, at)
    event.announced_at = event.changed_at = told_at
    event.is_public = event.kind != EventKind.MEETING
    event.save()
    _write_agenda(event, row["agenda"])
    _add_materials(event, row["materials"], told_at)
    _register(event, told_at)
    if event.state == EventState.HELD:
        _agree(event, row)


def _day(event: Event, row: Row) -> date | None:
    """Return a working day of the event's phase; the first exchange follows the training."""
    if event.adjoins_id:
        training = Event.objects.get(pk=event.adjoins_id)
        return _working(_local(training) + timedelta(days=1)) if training.period else None
    if event.phase is None or event.phase.starts_on is None:
        return None
    day: date = event.phase.starts_on
    for _number in range(row.get("day", 0)):
        day = _working(day + timedelta(days=1))
    # The exchange on the next day must be a working day too.
    return _working(day) if day.weekday() != 4 else _working(day + timedelta(days=3))


def _working(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def _local(event: Event) -> date:
    day: date = event.period.lower.astimezone(event.cluster.tz).date()
    return day


def _write_agenda(event: Event, parts: list[list[Any]]) -> None:
    offset = 0
    for kind, minutes, title, *more in parts:
        about, speakers = [*more, "", []][:2] if len(more) < 2 else more
        item = AgendaItem.objects.create(
            event=event, kind=kind, title=title, about=about or "", offset=offset, minutes=minutes
        )
        for line in speakers or ():
            name, _comma, organisation = line.partition(", ")
            Speaker.objects.create(item=item, name=name, organisation=organisation)
        offset += minutes


def _add_materials(event: Event, rows: list[Row], at: datetime) -> None:
    guide = event.cluster.members.filter(role=MemberRole.RESOURCE_PERSON).first()
    for row in rows:
        EventMaterial.objects.create(
            event=event,
            title=row["title"],
            url=row["url"],
            is_public=row.get("public", False),
            added_by=guide,
            added_at=at,
        )


def _register(event: Event, at: datetime) -> None:
    """Ask everybody; one in seven declines, and one in seven has not answered yet."""
    for number, member in enumerate(asked_to(event).order_by("pk")):
        is_held = event.state == EventState.HELD
        state = RegistrationState.REGISTERED
        if number % 7 == 5:
            state = RegistrationState.DECLINED
        elif number % 7 == 3 and not is_held:
            state = RegistrationState.INVITED
        answered = state != RegistrationState.INVITED
        Registration.objects.create(
            event=event,
            member=member,
            state=state,
            attended=(state == RegistrationState.REGISTERED) if is_held else None,
            told_sequence=0,
            invited_at=at,
            answered_at=at + timedelta(days=2) if answered else None,
        )


def _agree(event: Event, row: Row) -> None:
    """Note what the event agreed on: roles and steps of the local governments in turn."""
    members = list(
        event.cluster.members.accepted().filter(role=MemberRole.REPRESENTATIVE).order_by("pk")
    )
    if not members:
        return
    if event.kind == EventKind.EXCHANGE_1:
        event.timeline_agreed_at = event.period.upper
        event.timeline_version = event.cluster.version
        event.save(update_fields=["timeline_agreed_at", "timeline_version"])
    for member, text in zip(members, row.get("roles", ()), strict=False):
        AgreedRole.objects.create(event=event, member=member, text=text)
    for number, step in enumerate(row.get("steps", ())):
        owner = members[number % len(members)]
        NextStep.objects.create(
            cluster=event.cluster,
            event=event,
            text=step["text"],
            owner=owner,
            membership=owner.membership,
            due=_local(event) + timedelta(days=step["due"]),
            created_at=event.period.upper,
        )


def _check_steps(cluster: Cluster, findings: list[str]) -> None:
    """Have each held event look at the steps agreed before it."""
    for event in cluster.events.filter(state=EventState.HELD).order_by("period"):
        for number, step in enumerate(NextStep.objects.checked_at(event)):
            step.finding = findings[number % len(findings)]
            step.state = StepState.PARTLY if step.finding else StepState.DONE
            step.checked_at_event = event
            step.save(update_fields=["finding", "state", "checked_at_event"])


def _load_practices(cluster: Cluster, rows: list[Row]) -> None:
    guide = cluster.members.filter(role=MemberRole.RESOURCE_PERSON).first()
    for row in rows:
        facts = {name: row[name] for name in ("title", "country", "service", "about", "contact")}
        practice = GoodPractice.objects.create(
            cluster=cluster,
            is_public=row["public"],
            added_by=guide,
            added_at=cluster.created_at,
            **facts,
        )
        practice.events.set(cluster.events.filter(kind__in=row["at"]))


def _evaluate(cluster: Cluster, rows: Row) -> None:
    """Have learners who were at a held event 3 answer, as many as there are answers."""
    event = cluster.events.filter(kind=EventKind.EXCHANGE_3, state=EventState.HELD).first()
    if event is None:
        return
    questions = EvaluationQuestion.objects.filter(is_active=True)
    graded, words = questions.filter(is_graded=True), questions.filter(is_graded=False)
    came = event.registrations.filter(attended=True, member__role__in=LEARNERS)
    for number, (row, grades) in enumerate(zip(came, rows["grades"], strict=False)):
        EvaluationGiven.objects.create(cluster=cluster, member=row.member, day=_local(event))
        sheet = EvaluationSheet.objects.create(cluster=cluster)
        for question, grade in zip(graded, grades, strict=False):
            EvaluationAnswer.objects.create(sheet=sheet, question=question, grade=grade)
        said = rows["words"][number] if number < len(rows["words"]) else ()
        for question, text in zip(words, said, strict=False):
            if text:
                EvaluationAnswer.objects.create(sheet=sheet, question=question, words=text)
