"""What somebody did and said in a cluster beside documents: exported and forgotten (X4, L8–L15).

Whose name is gone from their place in the cluster is known by nothing here: rows say who by that
place. What is left to forget are words about themselves.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Model, Q, QuerySet

from learning_cluster import models
from learning_cluster.models import GoodPractice, Member, MentoringSession, Registration
from privacy.audit import Actor, record
from privacy.personal_data import Person


@dataclass(frozen=True)
class Kept:
    """Rows that say by `field` whose they are; `facts` of each are handed out as `kind`."""

    kind: str
    model: type[Model]
    field: str
    facts: tuple[str, ...]


_SESSION = ("period", "wish", "state", "reason")
_LOG = ("minutes", "is_missed", "topics", "questions", "advice", "next_steps", "issues")
_SHEET = ("first", "last", "lines", "digest", "signed_at", "signed_name", "confirmed_at")
_STEP = ("text", "due", "state", "finding", "created_at")
_PRACTICE = ("title", "country", "service", "about", "contact", "url", "added_at")

KEPT = (
    Kept(
        "registration",
        models.Registration,
        "member",
        ("event__name_sr", "state", "needs", "attended", "invited_at", "answered_at"),
    ),
    Kept("agreed_role", models.AgreedRole, "member", ("event__name_sr", "text")),
    Kept("next_step", models.NextStep, "owner", _STEP),
    Kept("material", models.EventMaterial, "added_by", ("title", "url", "added_at")),
    Kept("practice", models.GoodPractice, "added_by", _PRACTICE),
    Kept("offered_times", models.OfferedTimes, "resource_person", ("rule", "valid_from", "starts")),
    Kept("session_given", models.MentoringSession, "resource_person", _SESSION),
    Kept("session_booked", models.MentoringSession, "booked_by", (*_SESSION, "booked_at")),
    Kept("session_attended", models.SessionMember, "people", ("session__period", "is_present")),
    Kept("log", models.MentoringLog, "author", (*_LOG, "saved_at", "sent_at")),
    Kept("question", models.Question, "asked_by", ("kind", "text", "answer", "asked_at")),
    Kept("answer", models.Question, "answered_by", ("text", "answer", "answered_at")),
    Kept("file", models.DeliverableFile, "author", ("title", "note", "added_at")),
    Kept(
        "consultation",
        models.Consultation,
        "reviewer",
        ("partner", "agrees", "comment", "asked_at", "answered_at"),
    ),
    Kept("progress_note", models.ProgressNote, "author", ("progress", "note", "noted_at")),
    Kept("time_sheet", models.TimeSheet, "member", _SHEET),
    Kept("work_day", models.WorkDay, "member", ("day", "halves", "what", "reason")),
    Kept("evaluation_given", models.EvaluationGiven, "member", ("day",)),
)


class Work:
    name = "learning_cluster.work"

    def export(self, person: Person) -> Iterable[Mapping[str, object]]:
        members = Member.objects.of_person(person)
        for one in KEPT:
            rows = one.model._default_manager.filter(**{f"{one.field}__in": members})
            for row in rows.order_by("pk").values(*one.facts):
                plain = {name: _plain(value) for name, value in row.items()}
                yield {"kind": f"learning_cluster.{one.kind}", **plain}
        for practice in _contacts(person).values(*_PRACTICE):
            plain = {name: _plain(value) for name, value in practice.items()}
            yield {"kind": "learning_cluster.practice_contact", **plain}

    @transaction.atomic
    def erase(self, person: Person, *, by: Actor, at: datetime) -> int:
        """Forget what people said of themselves, once their place or the event is over.

        That is what an event should know of them, what a session they booked was to be about and
        why it was called off. What they did and wrote stays with their place, which is nameless by
        then; a signed time sheet is a document of the fee and stays whole.
        """
        members = Member.objects.of_person(person)
        forgotten = (members | Member.objects.filter(name="")).over()
        needs = Registration.objects.exclude(needs="").filter(
            Q(member__in=forgotten) | Q(member__in=members, event__period__endswith__lte=at)
        )
        sessions = MentoringSession.objects.filter(booked_by__in=forgotten).exclude(
            wish="", reason=""
        )
        return sum(
            _blank(rows, names, by=by, at=at)
            for rows, names in (
                (needs, ("needs",)),
                (sessions, ("wish", "reason")),
                (_contacts(person), ("contact",)),
            )
        )


def _contacts(person: Person) -> QuerySet[GoodPractice]:
    """Return the practices that name somebody's address as whom to ask."""
    rows = GoodPractice.objects.order_by("pk")
    return rows.filter(contact__icontains=person.email) if person.email else rows.none()


def _blank(rows: QuerySet[Any], names: Iterable[str], *, by: Actor, at: datetime) -> int:
    keys = list(rows.values_list("pk", flat=True))
    rows.model._default_manager.filter(pk__in=keys).update(**dict.fromkeys(names, ""))
    kind = rows.model._meta.label_lower
    for key in keys:
        record(by, "erased", kind, key, at=at, changed=names)
    return len(keys)


def _plain(value: object) -> object:
    """Return a value as JSON writes it."""
    if isinstance(value, DateTimeTZRange):
        return [value.lower.isoformat(), value.upper.isoformat()]
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value
