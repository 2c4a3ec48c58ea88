"""Planning a run: a draft, proposals of dates, and its sessions (T7, T10)."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from privacy.audit import Actor, record
from training.actions.run_locks import check_seen, locked, locked_with_contract, no_such_step
from training.actions.telling import tell_trainers
from training.contracts import check_bears
from training.enums import SCHEDULED, ContractState, Reply, RunState
from training.errors import TrainingError
from training.local_time import local_day
from training.models import Contract, DateProposal, Run, Session, Trainer, Variant
from training.run_dates import check_dates, planned_times
from training.session_times import Span


@transaction.atomic
def plan(
    variant: Variant,
    contract: Contract,
    *,
    key: uuid.UUID,
    facts: Mapping[str, object],
    by: Actor,
    at: datetime,
) -> Run:
    """Return a new draft of a run; `key` becomes its uid, so that sent twice it is one.

    `facts` has `place` and may have `town`, `venue`, `join_link`; places and the least number of
    participants are the training's. Raises TrainingError "not_signed", "other_bundle" or
    "no_price".
    """
    training = variant.training
    check_contract(contract, variant)
    run, is_new = Run.objects.get_or_create(
        uid=key,
        defaults={
            "variant": variant,
            "contract": contract,
            "capacity": training.capacity,
            "minimum": training.minimum,
            "created_at": at,
            "changed_at": at,
            **facts,
        },
    )
    if is_new:
        record(by, "planned", "training.run", run.pk, at=at)
    return run


def check_contract(contract: Contract, variant: Variant) -> None:
    """Raise TrainingError where a run of `variant` could never be charged to `contract`."""
    if contract.state != ContractState.SIGNED:
        raise TrainingError("not_signed", _("The contract has not been signed by both."))
    if contract.offer.bundle_id != variant.training.bundle_id:
        raise TrainingError("other_bundle", _("The contract is on other trainings."))
    if not contract.offer.prices.filter(training=variant.training_id).exists():
        raise TrainingError("no_price", _("The offer names no price of this training."))


@transaction.atomic
def propose_dates(
    run: Run,
    *,
    starts: Sequence[datetime],
    note: str,
    trainer: Trainer | None,
    with_days_off: bool,
    by: Actor,
    at: datetime,
) -> DateProposal:
    """Keep hours proposed for a run, by a trainer asked for it or by the coordinator (None).

    The other side is told. The same proposal sent twice is one. Raises TrainingError
    "no_such_step", "starts", "day_order", "over_midnight", "in_the_past" or "day_off".
    """
    stored = locked(run)
    if stored.state not in (RunState.DRAFT, RunState.NEGOTIATING):
        raise no_such_step()
    times = planned_times(stored.variant, starts)
    check_dates(times, with_days_off=with_days_off, at=at)
    begins = [start for start, _end in times]
    proposal, is_new = DateProposal.objects.get_or_create(
        run=stored,
        trainer=trainer,
        starts=begins,
        reply=Reply.ASKED,
        defaults={"note": note, "created_at": at},
    )
    if is_new:
        record(by, "dates_proposed", "training.run", stored.pk, at=at)
        if trainer is None:
            tell_trainers(stored, what="dates", at=at)
    return proposal


@transaction.atomic
def answer_dates(
    proposal: DateProposal, *, reply: Reply, note: str = "", by: Actor, at: datetime
) -> None:
    """Keep what the other side says to a proposal: ACCEPTED or DECLINED. Idempotent.

    Accepted dates become sessions when the coordinator schedules them. Raises TrainingError
    "no_such_step", or "dates_agreed" where others have been accepted already.
    """
    run = locked(proposal.run)
    stored = DateProposal.objects.get(pk=proposal.pk)
    if stored.reply == reply:
        return
    if stored.reply != Reply.ASKED or run.state not in (RunState.DRAFT, RunState.NEGOTIATING):
        raise no_such_step()
    if reply == Reply.ACCEPTED and run.date_proposals.filter(reply=Reply.ACCEPTED).exists():
        raise TrainingError("dates_agreed", _("Other dates have been accepted already."))
    stored.reply, stored.replied_at = reply, at
    if note:
        stored.note = " – ".join(filter(None, [stored.note, note]))[:500]
    stored.save(update_fields=["reply", "replied_at", "note"])
    record(by, f"dates_{reply}", "training.run", run.pk, at=at)


@transaction.atomic
def schedule(run: Run, proposal: DateProposal, *, seen: int, by: Actor, at: datetime) -> Run:
    """Turn the dates of a proposal into sessions; from now on the contract bears the price.

    Price and VAT are those of the signed offer today. Raises TrainingError "no_such_step",
    "changed_meanwhile", "no_price", those of `check_bears`, or those of the dates.
    """
    stored = locked_with_contract(run)
    if stored.state != RunState.DRAFT:
        if stored.state in SCHEDULED and is_accepted(proposal):
            return stored
        raise no_such_step()
    check_seen(stored, seen)
    times = planned_times(stored.variant, proposal.starts)
    # Days off were confirmed by whoever proposed them.
    check_dates(times, with_days_off=True, at=at)
    check_contract(stored.contract, stored.variant)
    _charge(stored, times)
    write_sessions(stored, times)
    settle(proposal, at=at)
    stored.state = RunState.NEGOTIATING
    stored.changed_at = at
    stored.version += 1
    stored.save(update_fields=["state", "price", "vat_rate", "changed_at", "version"])
    record(by, "scheduled", "training.run", stored.pk, at=at, changed=["state", "price"])
    tell_trainers(stored, what="asked", at=at)
    return stored


def _charge(run: Run, times: Sequence[Span]) -> None:
    """Set the price of the signed offer, if the contract bears it."""
    contract = run.contract
    price = contract.price_of(run.variant.training)
    check_bears(contract, price=price, last_day=local_day(times[-1][0]))
    run.price, run.vat_rate = price, contract.offer.vat_rate


def is_accepted(proposal: DateProposal) -> bool:
    return DateProposal.objects.filter(pk=proposal.pk, reply=Reply.ACCEPTED).exists()


def settle(proposal: DateProposal, *, at: datetime) -> None:
    """Let `proposal` be the accepted one of its run; what was open beside it is withdrawn."""
    beside = proposal.run.date_proposals.exclude(pk=proposal.pk)
    beside.filter(reply__in=[Reply.ASKED, Reply.ACCEPTED]).update(
        reply=Reply.WITHDRAWN, replied_at=at
    )
    DateProposal.objects.filter(pk=proposal.pk).update(reply=Reply.ACCEPTED, replied_at=at)


def write_sessions(run: Run, times: Sequence[Span]) -> None:
    """Give each segment its session at its hours; a plan already written stays with it."""
    kept = {session.segment_id: session for session in run.sessions.all()}
    # Away first: on its way to its new hours a session must not meet another of the run.
    for session in kept.values():
        session.period = DateTimeTZRange(*map(_far_away, (session.starts_at, session.ends_at)))
    Session.objects.bulk_update(kept.values(), ["period"])
    for segment, (start, end) in zip(run.variant.segments.all(), times, strict=True):
        Session.objects.update_or_create(
            run=run, segment=segment, defaults={"period": DateTimeTZRange(start, end)}
        )


def _far_away(moment: datetime) -> datetime:
    return moment.replace(year=moment.year + 400)  # after which the calendar repeats itself
