"""The invented contracts: one that has ended, and one that keeps the catalogue alive (T9, T10)."""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.training import AT, AdvancedFactory, BundleFactory, TrainingFactory
from training.contracts import check_bears, effort_of, ended_by, figures
from training.demo_contracts import load_contracts
from training.ledger import End, Hours, hours_figure
from training.models import Contract, Employer, Offer, Trainer, Training

pytestmark = pytest.mark.django_db

ENDED, CURRENT = "DEMO-2025-1", "DEMO-2026-2"


@pytest.fixture
def trainings() -> tuple[Training, Training]:
    bundle = BundleFactory()
    basic = TrainingFactory(bundle=bundle, slug="soustvarjanje-osnovna-raven")
    advanced = AdvancedFactory(
        bundle=bundle, slug="soustvarjanje-napredna-raven", prerequisite=basic
    )
    TrainingFactory(slug="od-izziva-do-prototipa")
    return basic, advanced


def test_nothing_is_loaded_without_the_catalogue():
    assert set(load_contracts(at=AT).values()) == {0}
    assert not Offer.objects.exists()


def test_loading_twice_adds_nothing_and_changes_nothing(trainings):
    first = load_contracts(at=AT)
    Contract.objects.filter(number=CURRENT).update(ceiling=Decimal("1.00"))

    second = load_contracts(at=AT)

    assert first == {"providers": 2, "trainers": 4, "contracts": 4, "employers": 2}
    assert set(second.values()) == {0}
    assert Contract.objects.get(number=CURRENT).ceiling == Decimal("1.00")
    assert Offer.objects.count() == 5


@pytest.mark.req("T9", "T10")
def test_first_contract_is_that_of_the_specification_and_has_ended(trainings):
    load_contracts(at=AT)
    contract = Contract.objects.get(number=ENDED)

    planned = hours_figure((one, effort_of(key)) for key, one in figures(contract).items()).planned
    cost = sum(row.runs * contract.price_of(row.training) for row in contract.forecasts.all())

    assert (contract.ceiling, contract.ends_on) == (Decimal("29493.50"), date(2026, 6, 30))
    assert planned == Hours(181, 277)
    assert cost == contract.ceiling
    assert ended_by(contract, on=date(2026, 11, 26)) == End.DATE


@pytest.mark.req("T10")
def test_every_contract_was_signed_in_time_and_its_prices_use_its_ceiling(trainings):
    load_contracts(at=AT)

    for contract in Contract.objects.all():
        cost = sum(row.runs * contract.price_of(row.training) for row in contract.forecasts.all())
        assert contract.received_at <= contract.signed_at <= contract.sign_by
        assert cost == contract.ceiling


@pytest.mark.req("T6", "T10")
def test_current_contract_bears_runs_of_both_trainings_and_pairs_can_be_found(trainings):
    load_contracts(at=AT)
    contract = Contract.objects.get(number=CURRENT)

    for training in trainings:
        check_bears(contract, price=contract.price_of(training), last_day=date(2027, 3, 1))
        able = Trainer.objects.qualified_for(training, date(2026, 12, 1))
        assert able.count() == 3
    assert ended_by(contract, on=date(2026, 11, 26)) is None


def test_account_of_the_demonstration_becomes_a_trainers(trainings):
    load_contracts(at=AT)
    user = UserFactory(username="trainer")

    load_contracts(at=AT)

    assert user.trainer.name == "Demo Predavatelj"


@pytest.mark.req("T14")
def test_employers_have_approvers_with_links_of_their_own(trainings):
    load_contracts(at=AT)

    hashes = list(Employer.objects.values_list("approver_hash", flat=True))
    assert len(set(hashes)) == len(hashes) == 2
    assert "" not in hashes
