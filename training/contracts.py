"""A contract's figures from its rows, and whether it bears another run (T9, T10)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Count
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from languages.codes import SL
from languages.dates import short_date
from languages.numbers import money
from training.enums import CHARGED, SCHEDULED, ContractState, RunState
from training.errors import TrainingError
from training.ledger import Account, Effort, End, Figure, Ledger, Sum, end_of
from training.models import Contract, Training
from training.money import vat_in, with_vat


def account(contract: Contract) -> Account:
    """Return what held runs have cost and scheduled ones will, VAT apart; one query."""
    groups = contract.runs.charged().order_by().values_list("state", "price", "vat_rate")
    spent = dict.fromkeys(CHARGED, Sum())
    for state, price, rate, runs in groups.annotate(Count("pk")):
        spent[state] += Sum(price * runs, vat_in(price, rate) * runs)
    scheduled = sum((spent[state] for state in SCHEDULED), Sum())
    ceiling = Sum(contract.ceiling, vat_in(contract.ceiling, contract.offer.vat_rate))
    return Account(ceiling, spent[RunState.HELD], scheduled)


def ledger(contract: Contract) -> Ledger:
    """Return what held runs have cost and scheduled ones will; one query."""
    return account(contract).ledger


def figures(contract: Contract) -> Mapping[Training, Figure]:
    """Return what became of the runs of each training; three queries.

    A training the contract did not foresee, to which the provider was invited later, has no
    planned runs.
    """
    counted = contract.runs.order_by().values_list("variant__training", "state")
    numbers = {(key, state): n for key, state, n in counted.annotate(Count("pk"))}
    planned = dict(contract.forecasts.values_list("training", "runs"))
    trainings = Training.objects.filter(pk__in={*planned, *(key for key, _state in numbers)})
    return {
        training: Figure(
            planned=planned.get(training.pk, 0),
            scheduled=sum(numbers.get((training.pk, state), 0) for state in SCHEDULED),
            held=numbers.get((training.pk, RunState.HELD), 0),
            cancelled=numbers.get((training.pk, RunState.CANCELLED), 0),
        )
        for training in trainings
    }


def effort_of(training: Training) -> Effort:
    return Effort(training.hours, training.trainers_needed)


def ended_by(contract: Contract, *, on: date) -> End | None:
    """Return why a signed contract has ended on the day `on`, or None; two queries."""
    rate = contract.offer.vat_rate
    prices = [with_vat(row.price, rate) for row in contract.offer.prices.all()]
    return end_of(
        ledger(contract),
        ends_on=contract.ends_on,
        programme_ends_on=contract.offer.bundle.programme.ends_on,
        cheapest=min(prices, default=Decimal(0)),
        on=on,
    )


def check_bears(contract: Contract, *, price: Decimal, last_day: date) -> None:
    """Refuse a run of `price` (with VAT) whose last session is on `last_day`.

    The caller has locked the contract. Raises TrainingError "not_signed", "past_contract",
    "past_programme" or "past_funds", whose text names the day or the sum.
    """
    language = get_language() or SL
    if contract.state != ContractState.SIGNED:
        raise TrainingError("not_signed", _("The contract has not been signed by both."))
    if last_day > contract.ends_on:
        text = _("The contract ends on %(day)s: no session can be after that day.")
        raise TrainingError("past_contract", text % {"day": short_date(contract.ends_on, language)})
    ends_on = contract.offer.bundle.programme.ends_on
    if ends_on is not None and last_day > ends_on:
        text = _("The programme ends on %(day)s: no session can be after that day.")
        raise TrainingError("past_programme", text % {"day": short_date(ends_on, language)})
    left = ledger(contract).remaining
    if price > left:
        text = _("The run costs %(price)s, of the contract's funds %(left)s are left.")
        sums = {"price": money(price, language), "left": money(left, language)}
        raise TrainingError("past_funds", text % sums)
