"""Calls of the demonstration: that of 2024 in the archive, one being scored, one open now (L12).

Applicants are plainly invented; nobody is mailed. Adds what is missing and changes nothing else.
"""

import hashlib
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from django.core.files.base import ContentFile
from django.db import transaction

from accounts.actions import give
from accounts.models import User
from accounts.roles import Role
from languages.codes import STORED
from learning_cluster.demo_paper import pdf_of
from learning_cluster.enums import CriterionKind, PaperKind
from learning_cluster.models import (
    Application,
    Call,
    Cluster,
    Criterion,
    LetterAnswer,
    Paper,
    Score,
    Scorer,
    Sheet,
)
from privacy.actions import publish_notice
from privacy.audit import SYSTEM, record
from privacy.enums import NoticeKind
from privacy.models import Notice
from privacy.secret_links import token_hash

Row = dict[str, Any]
TEXTS = Path(__file__).parent / "demo_texts" / "calls.yaml"
NOTICE = "learning_cluster_call"
DAY = timedelta(days=1)


@transaction.atomic
def load_calls(*, at: datetime) -> dict[str, int]:
    """Load calls with their applications; return how many are new.

    Nothing without the clusters of 2024 and of today. A call is open after each loading: where the
    last one has closed, a new one is made.
    """
    before = Call.objects.count(), Application.objects.count()
    rows = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    past = Cluster.objects.filter(starts_on__year=2024).order_by("pk").first()
    now = Cluster.objects.exclude(starts_on__year=2024).order_by("-starts_on").first()
    if past is not None and not Call.objects.filter(slug=rows["past"]["slug"]).exists():
        _load(rows, "past", past, _moments(rows))
    if now is not None:
        _load_present(rows, now, at)
    if Notice.objects.in_force(NoticeKind.PRIVACY, NOTICE, at) is None:
        publish_notice(NoticeKind.PRIVACY, NOTICE, rows["privacy"], at=at)
    return {
        "calls": Call.objects.count() - before[0],
        "applications": Application.objects.count() - before[1],
    }


def _load_present(rows: Row, cluster: Cluster, at: datetime) -> None:
    midnight = at.astimezone(cluster.tz).replace(hour=23, minute=59, second=0, microsecond=0)
    if not Call.objects.filter(slug=rows["scoring"]["slug"]).exists():
        times = {"published": at - 20 * DAY, "deadline": midnight - 3 * DAY, "scored": at - DAY}
        _load(rows, "scoring", cluster, times)
    if not Call.objects.public(at).filter(deadline__gt=at).exists():
        slug = f"{rows['open']['slug']}-{at:%Y-%m}"
        if not Call.objects.filter(slug=slug).exists():
            times = {"published": at - 2 * DAY, "deadline": midnight + 21 * DAY}
            _load(rows, "open", cluster, times, slug=slug)


def _moments(rows: Row) -> dict[str, datetime]:
    """Return the moments of the past call, written by the clock of the cluster's zone."""
    names = ("published", "deadline", "scored", "decided", "archived")
    zone = ZoneInfo(rows["zone"])
    return {name: _moment(rows["past"][name], zone) for name in names}


def _moment(written: str, zone: ZoneInfo) -> datetime:
    return datetime.strptime(written, "%Y-%m-%d %H:%M").replace(tzinfo=zone)


def _load(
    rows: Row, name: str, cluster: Cluster, times: dict[str, datetime], *, slug: str = ""
) -> None:
    row = rows[name]
    call = Call.objects.create(
        cluster=cluster,
        slug=slug or row["slug"],
        ceiling=Decimal(rows["ceiling"]),
        published_at=times["published"],
        deadline=times["deadline"],
        decided_at=times.get("decided"),
        archived_at=times.get("archived"),
        **_in_all("name", row["name"]),
        **_in_all("about", row["about"]),
    )
    for order, one in enumerate(rows["criteria"], start=1):
        facts = {"kind": one["kind"], "most": one.get("most", 0), "order": order}
        Criterion.objects.create(call=call, **facts, **_in_all("text", one))
    record(SYSTEM, "call_published", "learning_cluster.call", call.pk, at=times["published"])
    scorers = [_scorer(call, one, times["published"]) for one in rows["scorers"]]
    for number, one in enumerate(row["applications"], start=1):
        application = _application(call, one, row.get("reason", ""), times, number)
        _contents(application, rows["answer"])
        for scorer, points in zip(scorers, one.get("points", []), strict=False):
            if points:
                _sheet(scorer, application, points, times["scored"])


def _application(
    call: Call, one: Row, reason: str, times: dict[str, datetime], number: int
) -> Application:
    moment = times["deadline"] - timedelta(days=1, hours=number)
    if call.decided_at is None:
        moment = times["published"] + timedelta(hours=number)
    row = Application(
        call=call,
        **{name: one[name] for name in ("name", "email", "kind", "profile", "state")},
        amount=Decimal(one["amount"]),
        rank=one.get("rank"),
        reason=one.get("reason", reason if one["state"] == "not_selected" else ""),
        language="sr",
        created_at=moment - timedelta(hours=1),
        saved_at=moment,
        confirm_until=moment + DAY,
        submitted_at=moment,
        told_at=call.decided_at,
    )
    row.link_hash = token_hash(row.token())
    row.save(force_insert=True)
    record(SYSTEM, "submitted", "learning_cluster.application", row.pk, at=moment)
    return row


def _contents(row: Application, answer: str) -> None:
    LetterAnswer.objects.bulk_create(
        LetterAnswer(application=row, criterion=one, text=answer) for one in row.call.criteria.all()
    )
    for kind in PaperKind:
        data = pdf_of([f"Demonstration: {kind.value}", f"Invented applicant {row.pk}", answer])
        Paper.objects.create(
            application=row,
            kind=kind,
            file=ContentFile(data, name="paper.pdf"),
            size=len(data),
            digest=hashlib.sha256(data).hexdigest(),
            added_at=row.saved_at,
        )


def _scorer(call: Call, one: Row, at: datetime) -> Scorer:
    user, is_new = User.objects.get_or_create(username=one["account"])
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    give(user, Role.CALL_SCORER, by=SYSTEM, at=at)
    return Scorer.objects.create(call=call, user=user, name=one["name"])


def _sheet(scorer: Scorer, application: Application, points: list[int], at: datetime) -> None:
    sheet = Sheet.objects.create(
        scorer=scorer, application=application, has_conflict=False, finished_at=at
    )
    left = iter(points)
    for one in application.call.criteria.all():
        given = 1 if one.kind == CriterionKind.REQUIRED else next(left)
        Score.objects.create(sheet=sheet, criterion=one, points=given)


def _in_all(name: str, texts: Row) -> dict[str, str]:
    return {f"{name}_{code}": texts[code].strip() for code in STORED}
