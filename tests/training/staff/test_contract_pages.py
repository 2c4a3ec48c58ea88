"""The coordinator's pages of contracts (T9, T10)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from accounts.roles import Role
from tests.factories.accounts import staff
from tests.factories.training import (
    ContractFactory,
    OfferFactory,
    RunFactory,
    TrainingFactory,
    VariantFactory,
)
from training.enums import ContractState, RunState
from training.models import Contract, OfferPrice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def coordinator(client):
    return staff(client, Role.TRAINING_COORDINATOR)


def page_of(contract) -> str:
    return reverse("training:contract", args=[contract.pk])


def typed_moment(moment) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


def priced(state=ContractState.DRAFT, **more):
    training = TrainingFactory()
    return ContractFactory(
        offer__bundle=training.bundle,
        state=state,
        prices={training: Decimal("575.00")},
        forecasts={training: 17},
        **{"signed_at": None, "received_at": None} | more,
    )


@pytest.mark.req("T10")
def test_contract_is_prepared_from_an_offer_on_the_page(client):
    offer = OfferFactory()
    training = TrainingFactory(bundle=offer.bundle)
    OfferPrice.objects.create(offer=offer, training=training, price=Decimal("575.00"))
    path = reverse("training:contract_add", args=[offer.pk])
    typed = {
        "number": "430-1/2026",
        "ceiling": "29.493,50",
        "ends_on": "2999-06-30",
        f"runs_{training.pk}": "17",
    }

    made = client.post(path, typed)
    again = client.post(path, typed)

    contract = Contract.objects.get()
    assert made.url == page_of(contract)
    assert (contract.ceiling, contract.forecasts.get().runs) == (Decimal("29493.50"), 17)
    assert len(again.context["form"].non_field_errors()) == 1


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"number": ""}, "number"),
        ({"ceiling": "-1"}, "ceiling"),
        ({"ceiling": "123456789,00"}, "ceiling"),
        ({"ends_on": "jutri"}, "ends_on"),
        ({"ends_on": "2026-01-01"}, "__all__"),
        ({"runs": "1000"}, "runs"),
        ({"runs": ""}, "__all__"),
    ],
)
def test_bad_contract_is_told_and_nothing_typed_is_lost(client, bad, field):
    training = TrainingFactory()
    offer = OfferFactory(bundle=training.bundle)
    typed = {"number": "1", "ceiling": "100", "ends_on": "2999-06-30", "runs": "3"} | bad
    typed[f"runs_{training.pk}"] = typed.pop("runs")

    response = client.post(reverse("training:contract_add", args=[offer.pk]), typed)

    form = response.context["form"]
    assert response.status_code == 200
    assert list(form.errors) == [f"runs_{training.pk}" if field == "runs" else field]
    assert {key: form[key].value() for key in typed} == typed
    assert not Contract.objects.exists()


@pytest.mark.req("T10")
def test_receipt_and_signature_are_noted_on_the_page(client):
    contract = priced()
    now = timezone.now().replace(second=0, microsecond=0)
    receipt, signature = (
        reverse(f"training:contract_{verb}", args=[contract.pk]) for verb in ("send", "sign")
    )

    client.post(receipt, {"received_at": typed_moment(now - timedelta(days=1))})
    contract.refresh_from_db()
    state_after_receipt = contract.state
    client.post(signature, {"signed_at": typed_moment(now)})

    contract.refresh_from_db()
    assert state_after_receipt == ContractState.SENT
    assert (contract.state, contract.signed_at) == (ContractState.SIGNED, now)
    assert client.get(page_of(contract)).context["ending"] != ""


@pytest.mark.req("T10")
def test_signature_that_comes_too_late_is_told_on_the_page(client):
    now = timezone.now().replace(second=0, microsecond=0)
    contract = priced(ContractState.SENT, received_at=now - timedelta(days=4))
    path = reverse("training:contract_sign", args=[contract.pk])

    late = client.post(path, {"signed_at": typed_moment(now)})
    empty = client.post(path, {"signed_at": "davi"})

    contract.refresh_from_db()
    assert len(late.context["form"].non_field_errors()) == 1
    assert late.context["form"]["signed_at"].value() == typed_moment(now)
    assert list(empty.context["form"].errors) == ["signed_at"]
    assert contract.state == ContractState.SENT


def test_receipt_noted_by_a_colleague_meanwhile_is_told_with_the_next_form(client):
    now = timezone.now().replace(second=0, microsecond=0)
    contract = priced(ContractState.SENT, received_at=now)

    page = client.post(
        reverse("training:contract_send", args=[contract.pk]), {"received_at": typed_moment(now)}
    )

    assert page.context["error"].code == "already_sent"
    assert list(page.context["form"].fields) == ["signed_at"]


def test_draft_is_corrected_and_a_stale_form_is_not(client):
    contract = priced()
    path = reverse("training:contract_edit", args=[contract.pk])
    training = contract.forecasts.get().training
    typed = {
        "seen": 1,
        "number": "Nova",
        "ceiling": "100,00",
        "ends_on": "2999-06-30",
        f"runs_{training.pk}": "3",
    }

    first = client.post(path, typed)
    second = client.post(path, typed | {"number": "Druga"})

    contract.refresh_from_db()
    assert (first.status_code, second.status_code) == (302, 409)
    assert (contract.number, contract.forecasts.get().runs) == ("Nova", 3)


@pytest.mark.req("T9", "T10")
def test_page_shows_money_with_vat_apart_runs_over_the_forecast_and_hours(client):
    training = TrainingFactory(code="B")
    contract = ContractFactory(
        offer__bundle=training.bundle,
        prices={training: Decimal("575.00")},
        forecasts={training: 1},
    )
    variant = VariantFactory(training=training)
    for state in (RunState.HELD, RunState.OPEN, RunState.CANCELLED):
        RunFactory(
            contract=contract, variant=variant, state=state, price=Decimal("701.50"), reason="x"
        )

    money, runs, hours = client.get(page_of(contract)).context["tables"]

    assert [row[1:] for row in money.rows] == [
        [Decimal("24175.00"), Decimal("5318.50"), Decimal("29493.50")],
        [Decimal("575.00"), Decimal("126.50"), Decimal("701.50")],
        [Decimal("575.00"), Decimal("126.50"), Decimal("701.50")],
        [Decimal("23025.00"), Decimal("5065.50"), Decimal("28090.50")],
    ]
    assert runs.rows[0] == [f"{training.name} (B)", 1, 1, 1, 1, 0, 1]
    assert runs.rows[-1][1:] == [1, 1, 1, 1, 0, 1]
    assert [row[1:] for row in hours.rows] == [[5, 5, 5, 5, 0, 5]] * 2


@pytest.mark.req("T10")
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ends_on": "2026-06-30"}, "It has ended: its last day has passed."),
        ({"ends_on": "2999-06-30"}, "It is running."),
        (
            {"ends_on": "2999-06-30", "ceiling": "701.49"},
            "It has ended: its funds are used up.",
        ),
        (
            {"ends_on": "2999-06-30", "offer__bundle__programme__ends_on": "2026-05-31"},
            "It has ended: its programme has ended.",
        ),
    ],
)
def test_page_says_by_which_of_three_ways_the_contract_has_ended(client, changes, words):
    contract = ContractFactory(**changes)
    training = TrainingFactory(bundle=contract.offer.bundle)
    OfferPrice.objects.create(offer=contract.offer, training=training, price=Decimal("575.00"))

    ending = client.get(page_of(contract)).context["ending"]

    with translation.override("sl"):
        assert ending == gettext(words)


def test_list_asks_the_same_for_one_and_thirty(client):
    path = reverse("training:contracts")
    ContractFactory()
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    ContractFactory.create_batch(29)

    with CaptureQueriesContext(connection) as thirty:
        page = client.get(path)

    assert len(page.context["part"]) == 30
    assert len(thirty) == len(one)


def test_page_of_a_contract_asks_the_same_for_one_and_thirty_runs(client):
    training = TrainingFactory()
    contract = ContractFactory(offer__bundle=training.bundle, forecasts={training: 1})
    variant = VariantFactory(training=training)
    RunFactory(contract=contract, variant=variant)
    client.get(page_of(contract))
    with CaptureQueriesContext(connection) as one:
        client.get(page_of(contract))
    RunFactory.create_batch(29, contract=contract, variant=variant)

    with CaptureQueriesContext(connection) as thirty:
        client.get(page_of(contract))

    assert len(thirty) == len(one)
