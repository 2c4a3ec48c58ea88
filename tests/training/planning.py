"""A scene for runs: a training with a signed contract, and trainers who may give it."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from privacy.audit import Actor
from tests.factories.accounts import UserFactory
from tests.factories.training import (
    AdvancedFactory,
    ContractFactory,
    TrainerFactory,
    TrainingFactory,
    VariantFactory,
    WorkFormFactory,
)
from training.actions import run_planning, run_teaching
from training.actions.run_changes import change_run, plan_sessions
from training.actions.run_opening import open_run
from training.enums import Place
from training.models import Contract, Run, Trainer, Variant

AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 12, 8, 8, 0, tzinfo=UTC)  # 9.00 in Ljubljana
COORDINATOR = Actor(role="training_coordinator", user_id=7, channel="admin")
NOBODY = Actor(role="trainer")
NET = Decimal("833.61")  # 1.017,00 EUR with VAT
ROOM = {
    "place": Place.LJUBLJANA,
    "town": "Ljubljana",
    "venue": "Učilnica 1, Demonstracijska ulica 1",
    "join_link": "https://video.example/soba",
}


@dataclass(frozen=True)
class Scene:
    variant: Variant
    contract: Contract
    trainers: list[Trainer]

    @property
    def starts(self) -> list[datetime]:
        return [TUESDAY + timedelta(days=number) for number in range(self.variant.segments.count())]


@transaction.atomic  # a variant and its parts are checked together
def scene(*, advanced: bool = False, trainers: int = 2, **contract) -> Scene:
    """Return a training, its contract and qualified trainers of the contract's provider."""
    training = AdvancedFactory() if advanced else TrainingFactory()
    variant = VariantFactory(training=training)
    contract = ContractFactory(
        offer__bundle=training.bundle, prices={training: NET}, forecasts={training: 12}, **contract
    )
    provider = contract.offer.provider
    people = [
        TrainerFactory(provider=provider, qualified_for=training, user=UserFactory())
        for _number in range(trainers)
    ]
    return Scene(variant, contract, people)


def planned(of: Scene, **facts) -> Run:
    return run_planning.plan(
        of.variant, of.contract, key=uuid.uuid4(), facts=ROOM | facts, by=COORDINATOR, at=AT
    )


def proposed(run: Run, starts, *, trainer=None, with_days_off=False, at=AT):
    return run_planning.propose_dates(
        run,
        starts=starts,
        note="",
        trainer=trainer,
        with_days_off=with_days_off,
        by=COORDINATOR if trainer is None else NOBODY,
        at=at,
    )


def scheduled(of: Scene, starts=None, **facts) -> Run:
    run = planned(of, **facts)
    proposal = proposed(run, starts or of.starts, with_days_off=True)
    return run_planning.schedule(run, proposal, seen=run.version, by=COORDINATOR, at=AT)


def fresh(run: Run) -> Run:
    return Run.objects.select_related("variant__training").get(pk=run.pk)


def asked(run: Run, *trainers: Trainer) -> Run:
    run_teaching.ask(run, trainers, seen=fresh(run).version, by=COORDINATOR, at=AT)
    return fresh(run)


def accepted(run: Run, *trainers: Trainer) -> Run:
    run = asked(run, *trainers)
    for trainer in trainers:
        run_teaching.accept(run, trainer, seen=run.version, by=NOBODY, at=AT)
    return fresh(run)


def with_plans(run: Run, *, active: bool = True) -> Run:
    form = WorkFormFactory(is_active=active)
    plans = {session.pk: ("Načrt", [form]) for session in run.sessions.all()}
    return plan_sessions(run, plans, seen=fresh(run).version, by=COORDINATOR, at=AT)


def ready(of: Scene, starts=None, **facts) -> Run:
    """Return a run that lacks nothing."""
    run = scheduled(of, starts, **facts)
    needed = of.variant.training.trainers_needed
    with_plans(accepted(run, *of.trainers[:needed]))
    return fresh(run)


def opened(of: Scene, starts=None, **facts) -> Run:
    run = ready(of, starts, **facts)
    return open_run(run, seen=run.version, by=COORDINATOR, at=AT)


def facts_of(run: Run, **changes) -> dict[str, object]:
    names = ("place", "town", "venue", "join_link", "capacity", "minimum", "closes_at")
    return {name: getattr(run, name) for name in (*names, "withdraw_until")} | changes


def changed(run: Run, *, at=AT, **changes) -> Run:
    run = fresh(run)
    facts = facts_of(run, **changes)
    return change_run(run, facts=facts, seen=run.version, by=COORDINATOR, at=at)
