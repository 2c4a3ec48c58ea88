"""What the work sheet of a run shows beside its forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import prefetch_related_objects

from training.actions.run_teaching import ON_IT
from training.contracts import figures, ledger
from training.enums import Reply, RunState
from training.ledger import Figure, Ledger
from training.local_time import ZONE
from training.models import DateProposal, Run
from training.money import vat_in, with_vat
from training.readiness import Gap, gaps
from training.run_dates import days_off, planned_times
from training.session_times import Span
from training.staff.history import history

NEGOTIABLE = (RunState.DRAFT, RunState.NEGOTIATING)


@dataclass(frozen=True)
class Money:
    """What a run costs, all in euros; before it is scheduled what it would cost today."""

    price: Decimal
    vat: Decimal
    is_frozen: bool
    ledger: Ledger
    figure: Figure | None


@dataclass(frozen=True)
class Proposed:
    """A proposal of dates with the sessions it would make."""

    proposal: DateProposal
    times: list[Span]
    has_days_off: bool
    is_offered: bool  # the run may be given these hours, and has others


def sheet(run: Run, *, at: datetime) -> Mapping[str, object]:
    """Return the context of the sheet; `run` is of `dated().seated()`."""
    prefetch_related_objects([run], "variant__segments")
    is_changeable = run.state not in (RunState.HELD, RunState.CANCELLED)
    sessions = list(run.sessions.select_related("segment"))
    trainers = list(run.run_trainers.select_related("trainer__provider"))
    on_it = sum(row.reply in ON_IT for row in trainers)
    now = [(one.starts_at, one.ends_at) for one in sessions]
    return {
        "title": run.training.name,
        "run": run,
        "zone": ZONE.key,
        "stage": run.stage(at),
        "is_negotiable": run.state in NEGOTIABLE,
        "is_changeable": is_changeable,
        "has_begun": run.starts_at is not None and run.starts_at <= at,
        "is_over": run.ends_at is not None and run.ends_at <= at,
        "missing": _missing(run, at),
        "proposals": [
            _proposed(one, run, now) for one in run.date_proposals.select_related("trainer")
        ],
        "run_trainers": trainers,
        "may_ask": is_changeable and on_it < run.training.trainers_needed,
        "at": at,
        "sessions_planned": sessions,
        "materials": run.materials.all(),
        "money": _money(run),
        "history": history(run),
    }


def _missing(run: Run, at: datetime) -> list[Gap]:
    return gaps(run, at=at) if run.state in NEGOTIABLE else []


def _proposed(proposal: DateProposal, run: Run, now: Sequence[Span]) -> Proposed:
    times = planned_times(run.variant, proposal.starts)
    is_open = proposal.reply in (Reply.ASKED, Reply.ACCEPTED)
    return Proposed(proposal, times, bool(days_off(times)), is_open and times != now)


def _money(run: Run) -> Money | None:
    """Return None where the offer names no price any more."""
    price, rate = run.price, run.vat_rate
    if price is None or rate is None:
        rate = run.contract.offer.vat_rate
        net = run.contract.offer.prices.filter(training=run.training).first()
        if net is None:
            return None
        price = with_vat(net.price, rate)
    figure = figures(run.contract).get(run.training)
    is_frozen = run.price is not None
    return Money(price, vat_in(price, rate), is_frozen, ledger(run.contract), figure)
