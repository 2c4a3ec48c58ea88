"""Invented runs of the demonstration, each taken through its states by the real actions."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.db.models import Max, Q

from messaging.actions import drop
from messaging.models import Message
from privacy.audit import SYSTEM
from privacy.enums import NoticeKind
from privacy.models import Notice
from training.actions import run_planning, run_requests, run_teaching
from training.actions.run_changes import DEADLINES, FACTS, change_run, plan_sessions
from training.actions.run_opening import cancel_run, open_run
from training.demo_days import starts_of
from training.demo_participants import enrol_at_desk, enrol_by_mail, hold, person_of
from training.messages.approvers import TO_APPROVE
from training.messages.coordinators import REQUESTED, TO_DECIDE
from training.models import Certificate, Contract, Enrolment, Run, RunRequest, Trainer, Variant

Row = dict[str, Any]
TEXTS = Path(__file__).parent / "demo_texts" / "runs.yaml"
# Before the first session; of what is still ahead, this long before the day of loading at least.
PLANNED, PLANNED_AGO = timedelta(days=40), timedelta(days=12)
ENROLLED, ENROLLED_AGO = timedelta(days=20), timedelta(days=6)


@dataclass(frozen=True)
class Clock:
    """When a run was planned, and when people began to enrol."""

    planned: datetime
    enrolled: datetime

    @classmethod
    def of(cls, first: datetime, at: datetime) -> "Clock":
        planned = min(first - PLANNED, at - PLANNED_AGO)
        return cls(planned, min(first - ENROLLED, at - ENROLLED_AGO))


@transaction.atomic
def load_runs(*, at: datetime) -> dict[str, int]:
    """Load runs with all that belongs to them around `at`; return how many of each are new.

    Nothing where there is a run already, or no contract of the demonstration. What people were
    told on the way is not sent, except to the guest whose pages are shown, and that something
    waits to be decided.
    """
    before = _counts()
    rows = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    contracts = {row["contract"] for row in rows["runs"]}
    is_ready = Contract.objects.filter(number__in=contracts).count() == len(contracts)
    if is_ready and not Run.objects.exists():
        newest = Message.objects.aggregate(Max("pk"))["pk__max"] or 0
        for row in rows["runs"]:
            _load(row, rows, at)
        _drop_mails(newest, rows["guests"]["shown"]["email"])
        for row in rows["requests"]:
            _request(row, at)
    return {name: number - before[name] for name, number in _counts().items()}


def _counts() -> dict[str, int]:
    return {
        "runs": Run.objects.count(),
        "enrolments": Enrolment.objects.count(),
        "certificates": Certificate.objects.count(),
        "requests": RunRequest.objects.count(),
    }


def _load(row: Row, rows: Row, at: datetime) -> None:
    starts = starts_of(row.get("days", []), row.get("in_days", []), hour=row["hour"], at=at)
    contract = Contract.objects.get(number=row["contract"])
    is_held = row["becomes"] == "held"
    if (is_held and starts[-1] >= at) or starts[-1].date() > contract.ends_on:
        return
    clock = Clock.of(starts[0], at)
    run = _scheduled(row, rows, starts, contract, clock.planned)
    if row["becomes"] == "negotiating":
        return
    run = _opened(run, rows["plan"], clock.planned)
    people = [person_of(number, rows) for number in range(*row.get("people", (0, 0)))]
    if "guest" in row:
        people.append(person_of(row["guest"], rows))
    if is_held or starts[0] < at:
        enrol_at_desk(run, people, at=clock.enrolled)
    else:
        enrol_by_mail(run, people, row, at=clock.enrolled)
    if is_held:
        hold(run, row["absent"], rows["opinions"])
    if row["becomes"] == "cancelled":
        run = Run.objects.get(pk=run.pk)
        cancel_run(run, reason=row["reason"], seen=run.version, by=SYSTEM, at=at)


def _scheduled(
    row: Row, rows: Row, starts: list[datetime], contract: Contract, at: datetime
) -> Run:
    """Return a run with dates whose trainers have been asked."""
    variant = Variant.objects.get(training__slug=row["training"], slug=row["variant"])
    facts = rows["rooms"][row["room"]]
    run = run_planning.plan(variant, contract, key=uuid.uuid4(), facts=facts, by=SYSTEM, at=at)
    numbers = {name: row[name] for name in ("capacity", "minimum") if name in row}
    facts = {name: getattr(run, name) for name in (*FACTS, *DEADLINES)} | numbers
    run = change_run(run, facts=facts, seen=run.version, by=SYSTEM, at=at)
    proposal = run_planning.propose_dates(
        run, starts=starts, note="", trainer=None, with_days_off=False, by=SYSTEM, at=at
    )
    run = run_planning.schedule(run, proposal, seen=run.version, by=SYSTEM, at=at)
    trainers = [Trainer.objects.get(email=email) for email in row["trainers"]]
    run_teaching.ask(run, trainers, seen=run.version, by=SYSTEM, at=at)
    return Run.objects.get(pk=run.pk)


def _opened(run: Run, plan: str, at: datetime) -> Run:
    """Let the trainers asked accept, and open the run with a plan for each session."""
    for asked in run.run_trainers.select_related("trainer"):
        run_teaching.accept(run, asked.trainer, seen=run.version, by=SYSTEM, at=at)
    forms = list(run.training.work_forms.all())
    plans = {session.pk: (plan, forms) for session in run.sessions.all()}
    run = plan_sessions(run, plans, seen=run.version, by=SYSTEM, at=at)
    return open_run(run, seen=run.version, by=SYSTEM, at=at)


def _request(row: Row, at: datetime) -> None:
    variant = Variant.objects.get(training__slug=row["training"], slug=row["variant"])
    facts = {name: row[name] for name in row if name not in ("training", "variant")}
    notice = Notice.objects.in_force(NoticeKind.PRIVACY, "training", at)
    request = RunRequest(variant=variant, language="sl", privacy_notice=notice, **facts)
    run_requests.ask(request, by=SYSTEM, at=at)
    run_requests.prove(request, by=SYSTEM, at=at)


def _drop_mails(newest: int, guest: str) -> None:
    """Let what is older news to everybody but the guest never leave.

    Mails of other parts stay: people may be at work on the portal meanwhile.
    """
    is_told = Q(recipient=guest) | Q(kind__in=[TO_APPROVE, TO_DECIDE, REQUESTED])
    drop(Message.objects.filter(pk__gt=newest, kind__startswith="training.").exclude(is_told))
