"""Two colleagues decide one offer at once; two runs want the last funds (T10, T11)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from messaging.models import Message
from tests.booking.racing import codes, meeting, race, without_row_locks
from tests.factories.training import (
    AT,
    ContractFactory,
    OfferFactory,
    RunFactory,
    TrainerFactory,
    TrainingFactory,
    VariantFactory,
)
from tests.training.acting import ANA
from training.actions import offers
from training.actions.invitations import invite
from training.actions.offers import decide
from training.actions.trainers import Person, give_account
from training.contracts import check_bears, ledger
from training.enums import ContractState, OfferState, RunState
from training.models import Contract, Run

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

PRICE = Decimal("701.50")


def deciding(offer, to):
    return lambda: decide(offer, to=to, seen=1, reason="x", by=ANA, at=AT)


def both_read_first(monkeypatch):
    """Let two decisions meet between reading the offer and writing it."""
    meet = meeting(2)
    check = offers._check_step

    def checked(offer, to):
        meet()
        check(offer, to)

    monkeypatch.setattr(offers, "_check_step", checked)


@pytest.mark.req("T11")
def test_of_two_colleagues_who_decide_at_once_the_second_is_told(monkeypatch):
    offer = OfferFactory(state=OfferState.PRESENTED)
    both_read_first(monkeypatch)

    outcomes = race(deciding(offer, OfferState.SELECTED), deciding(offer, OfferState.NOT_SELECTED))

    offer.refresh_from_db()
    assert codes(outcomes) == ["changed_meanwhile", "ok"]
    assert offer.version == 2
    assert Message.objects.count() == (1 if offer.state == OfferState.SELECTED else 0)


def test_without_the_lock_both_colleagues_would_decide(monkeypatch):
    offer = OfferFactory(state=OfferState.PRESENTED)
    without_row_locks(monkeypatch)
    both_read_first(monkeypatch)

    outcomes = race(deciding(offer, OfferState.SELECTED), deciding(offer, OfferState.NOT_SELECTED))

    assert codes(outcomes) == ["ok", "ok"]


@pytest.mark.req("T11")
def test_decision_and_signature_at_once_leave_no_signed_contract_of_an_excluded_offer():
    from training.actions.contracts import sign

    training = TrainingFactory()
    contract = ContractFactory(
        offer__bundle=training.bundle,
        state=ContractState.SENT,
        signed_at=None,
        received_at=AT,
        prices={training: Decimal("575.00")},
        forecasts={training: 1},
    )

    outcomes = race(
        deciding(contract.offer, OfferState.EXCLUDED),
        lambda: sign(contract, signed_at=AT, by=ANA, at=AT),
    )

    contract.refresh_from_db()
    is_signed = contract.state == ContractState.SIGNED
    assert codes(outcomes) == sorted(["ok", "contract_signed" if is_signed else "not_selected"])
    assert (contract.offer.state == OfferState.SELECTED) is is_signed


@pytest.mark.req("T11")
def test_provider_is_invited_once_by_two_colleagues():
    offer = OfferFactory()
    further = TrainingFactory(bundle=offer.bundle)

    outcomes = race(*[lambda: invite(offer, further, by=ANA, at=AT)] * 2)

    assert codes(outcomes) == ["invited_already", "ok"]
    assert Message.objects.count() == 1


def last_funds():
    """Return two drafts of a contract that has money for one."""
    training = TrainingFactory()
    contract = ContractFactory(
        offer__bundle=training.bundle,
        ceiling=PRICE + Decimal("0.01"),
        prices={training: Decimal("575.00")},
        forecasts={training: 2},
    )
    with transaction.atomic():  # the variant's hours are checked at its end
        variant = VariantFactory(training=training)
    drafts = RunFactory.create_batch(2, contract=contract, variant=variant, state=RunState.DRAFT)
    return contract, drafts


def scheduling(run, meet=lambda: None):
    """Schedule as every action must: the contract's row first, then its funds, then the run."""

    def schedule():
        with transaction.atomic():
            rows = Contract.objects.select_for_update(no_key=True, of=("self",))
            contract = rows.select_related("offer__bundle__programme").get(pk=run.contract_id)
            check_bears(contract, price=PRICE, last_day=date(2026, 12, 8))
            meet()
            Run.objects.filter(pk=run.pk).update(
                state=RunState.NEGOTIATING, price=PRICE, vat_rate=Decimal("22.00")
            )

    return schedule


@pytest.mark.req("T10")
def test_last_funds_bear_one_of_two_runs_scheduled_at_once():
    contract, drafts = last_funds()
    meet = meeting(2)

    outcomes = race(*[scheduling(run, meet) for run in drafts])

    assert codes(outcomes) == ["ok", "past_funds"]
    assert ledger(contract).remaining == Decimal("0.01")


def test_without_the_contracts_lock_the_last_funds_would_be_spent_twice(monkeypatch):
    contract, drafts = last_funds()
    without_row_locks(monkeypatch)
    meet = meeting(2)

    outcomes = race(*[scheduling(run, meet) for run in drafts])

    assert codes(outcomes) == ["ok", "ok"]
    assert ledger(contract).remaining < 0


@pytest.mark.req("T5")
def test_trainer_gets_one_account_from_two_colleagues():
    trainer = TrainerFactory()
    person = Person("Demo", "Predavatelj")

    outcomes = race(*[lambda: give_account(trainer, person, by=ANA, at=AT)] * 2)

    assert codes(outcomes) == ["has_account", "ok"]
