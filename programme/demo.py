"""The programme's rows in the demonstration. Adds what is missing and changes nothing else."""

from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.db import transaction
from django.db.models import Model

from languages.codes import STORED
from privacy.actions import publish_notice
from privacy.audit import SYSTEM, record
from privacy.enums import NoticeKind
from privacy.models import Notice
from privacy.secret_links import token_hash
from programme.actions.triage import DESCRIBED, decide, describe, publish
from programme.enums import RECEIVED, ChallengeState
from programme.models import (
    Authority,
    Challenge,
    CommunityLink,
    Country,
    Goal,
    GoodPractice,
    GroupTask,
    Operation,
    PracticeField,
    PracticeMethod,
    Project,
    Reading,
    SupportRequest,
)
from programme.tokens import confirm_token, status_token

Row = dict[str, Any]
AnyModel = TypeVar("AnyModel", bound=Model)

TEXTS = Path(__file__).parent / "demo_texts"


@transaction.atomic
def load_programme(*, at: datetime) -> dict[str, int]:
    """Load operation, project, library and a few invented submissions; return how many are new."""
    before = _counts()
    rows = yaml.safe_load((TEXTS / "programme.yaml").read_text(encoding="utf-8"))
    if not Operation.objects.exists():
        _load_operation(rows)
        _load_library(rows)
    if not Authority.objects.exists():
        for row in rows["authorities"]:
            Authority.objects.create(**row)
        for row in rows["challenges"]:
            _load_challenge(row, at)
        for row in rows["supports"]:
            _load_support(row, at)
    _publish_privacy_notice(at)
    return {name: number - before[name] for name, number in _counts().items()}


def _counts() -> dict[str, int]:
    return {
        "goals": Goal.objects.count(),
        "challenges": Challenge.objects.count(),
        "good_practices": GoodPractice.objects.count(),
    }


def _load_operation(rows: Row) -> None:
    operation = _make(Operation, rows["operation"], "goals")
    project = _make(Project, rows["project"], "goals", "tasks", operation=operation)
    for order, text in enumerate(rows["operation"]["goals"], start=1):
        Goal.objects.create(operation=operation, order=order, **_in_all("text", text))
    for order, text in enumerate(rows["project"]["goals"], start=1):
        Goal.objects.create(project=project, order=order, **_in_all("text", text))
    for order, text in enumerate(rows["project"]["tasks"], start=1):
        GroupTask.objects.create(project=project, order=order, **_in_all("text", text))
    for row in rows["readings"]:
        Reading.objects.create(
            operation=operation,
            read_on=row["day"],
            people=row["people"],
            participations=row["participations"],
            **_in_all("note", rows["reading_note"]),
        )


def _load_library(rows: Row) -> None:
    words: dict[str, dict[str, Any]] = {}
    for kind, model in (
        ("fields", PracticeField),
        ("methods", PracticeMethod),
        ("countries", Country),
    ):
        words[kind] = {
            slug: model.objects.create(slug=slug, **_in_all("name", name))
            for slug, name in rows[kind].items()
        }
    for row in rows["practices"]:
        practice = GoodPractice.objects.create(
            slug=row["slug"],
            field=words["fields"][row["field"]],
            country=words["countries"][row["country"]],
            year=row["year"],
            url=row["url"],
            **_in_all("name", row["name"]),
            **_in_all("summary", row["summary"]),
        )
        practice.methods.set(words["methods"][slug] for slug in row["methods"])
    for order, row in enumerate(rows["links"], start=1):
        _make(CommunityLink, row, order=order)


def _load_challenge(row: Row, at: datetime) -> None:
    """Take an invented challenge through its states, without mails: nobody is there to read."""
    challenge = Challenge(
        **{name: row[name] for name in ("title", "problem", "users", "tried")}, **_sent(row, at)
    )
    _receive(challenge, at)
    for state in row["steps"]:
        _step(challenge, state, row.get("reason", ""), at)
    if "prototype" in row:
        texts = {name: row[name] for name in DESCRIBED}
        describe(challenge, seen=challenge.version, texts=texts, by=SYSTEM, at=at)
        challenge.refresh_from_db()
    for state in row.get("then", []):
        _step(challenge, state, "", at)
    Challenge.objects.filter(pk=challenge.pk).update(**_contact(challenge))


def _step(challenge: Challenge, state: str, reason: str, at: datetime) -> None:
    if state == ChallengeState.PUBLISHED:
        publish(challenge, by=SYSTEM, at=at)
    else:
        why = reason if state == ChallengeState.DECLINED else ""
        decide(challenge, to=state, seen=challenge.version, reason=why, by=SYSTEM, at=at)
    challenge.refresh_from_db()


def _load_support(row: Row, at: datetime) -> None:
    request = SupportRequest(
        **{name: row[name] for name in ("title", "field", "description")}, **_sent(row, at)
    )
    _receive(request, at)
    SupportRequest.objects.filter(pk=request.pk).update(**_contact(request))


def _contact(row: Challenge | SupportRequest) -> dict[str, str]:
    domain = row.authority.domains[0]
    return {"contact_name": "Demo Oseba", "contact_email": f"demo.oseba@{domain}"}


def _sent(row: Row, at: datetime) -> Row:
    return {
        "authority": Authority.objects.get(name=row["authority"]),
        "language": "sl",
        "state": RECEIVED,
        "created_at": at,
        "confirmed_at": at,
        "changed_at": at,
        "confirm_until": at,
    }


def _receive(row: Challenge | SupportRequest, at: datetime) -> None:
    row.confirm_hash = token_hash(confirm_token(row.uid))
    row.status_hash = token_hash(status_token(row.uid))
    row.save(force_insert=True)
    record(SYSTEM, "confirm", row._meta.label_lower, row.pk, at=at)


def _publish_privacy_notice(at: datetime) -> None:
    """Put a notice in force where none is; one that staff have changed stays."""
    if Notice.objects.in_force(NoticeKind.PRIVACY, "programme", at) is None:
        texts = yaml.safe_load((TEXTS / "privacy.yaml").read_text(encoding="utf-8"))
        publish_notice(NoticeKind.PRIVACY, "programme", texts, at=at)


def _make(model: type[AnyModel], row: Row, *without: str, **more: Any) -> AnyModel:
    """Store a row; what is given by language becomes a field per stored language."""
    values = dict(more)
    for name, value in row.items():
        if name in without:
            continue
        values |= _in_all(name, value) if isinstance(value, dict) else {name: value}
    return model._default_manager.create(**values)


def _in_all(name: str, texts: dict[str, str]) -> dict[str, str]:
    return {f"{name}_{code}": texts[code] for code in STORED}
