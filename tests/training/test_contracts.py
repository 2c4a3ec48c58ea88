"""From a draft to a signature, three days to sign, and what a contract comes to (T9, T10)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from messaging.models import Message
from tests.factories.training import (
    AT,
    AdvancedFactory,
    BundleFactory,
    ContractFactory,
    OfferFactory,
    RunFactory,
    TrainingFactory,
    VariantFactory,
)
from tests.training.acting import ANA, refusal, verbs
from tests.training.mails import is_wanted, mails
from training.actions.contracts import Terms, draft, redraft, send, sign, watch_signatures
from training.contracts import account, check_bears, ended_by, figures, ledger
from training.enums import ContractState, OfferState, RunState
from training.errors import TrainingError
from training.ledger import End, Sum
from training.models import Contract, OfferPrice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _slovene():
    with translation.override("sl"):
        yield


RECEIVED = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
SIGN_BY = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)


def priced_offer(**changes):
    offer = OfferFactory(**changes)
    training = TrainingFactory(bundle=offer.bundle)
    OfferPrice.objects.create(offer=offer, training=training, price=Decimal("575.00"))
    return offer, training


def terms(training, **changes) -> Terms:
    values = {
        "number": "P-1",
        "ceiling": Decimal("29493.50"),
        "ends_on": date(2027, 6, 30),
        "forecasts": {training: 17},
    }
    return Terms(**values | changes)


def sent(**changes) -> Contract:
    offer, training = priced_offer()
    facts = {"state": ContractState.SENT, "received_at": RECEIVED, "signed_at": None}
    return ContractFactory(offer=offer, forecasts={training: 17}, **facts | changes)


@pytest.mark.req("T10", "X3")
def test_contract_is_drafted_sent_and_signed_within_three_days():
    offer, training = priced_offer()

    contract = draft(offer, terms(training), by=ANA, at=AT)
    redraft(contract, terms(training, number="P-2"), seen=1, by=ANA, at=AT)
    send(contract, received_at=AT, by=ANA, at=AT)
    sign(contract, signed_at=AT + timedelta(days=3), by=ANA, at=AT + timedelta(days=3))

    contract.refresh_from_db()
    assert (contract.number, contract.state) == ("P-2", ContractState.SIGNED)
    assert contract.signed_at == contract.sign_by
    assert verbs() == [
        "contract_drafted",
        "contract_redrafted",
        "contract_sent",
        "contract_signed",
    ]


@pytest.mark.req("T10")
@pytest.mark.parametrize("state", sorted(set(OfferState) - {OfferState.SELECTED}))
def test_contract_comes_only_from_a_selected_offer(state):
    offer, training = priced_offer(state=state, reason="x")

    assert refusal(draft, offer, terms(training), at=AT).code == "not_selected"


@pytest.mark.req("T10")
@pytest.mark.parametrize(
    ("changes", "code"),
    [({"ends_on": date(2026, 11, 19)}, "ends_before"), ({"forecasts": {}}, "no_forecast")],
)
def test_draft_that_cannot_be_is_refused(changes, code):
    offer, training = priced_offer()

    assert refusal(draft, offer, terms(training, **changes), at=AT).code == code


def test_draft_foresees_no_training_of_another_bundle():
    offer, _training = priced_offer()

    assert refusal(draft, offer, terms(TrainingFactory()), at=AT).code == "foreign_training"


def test_offer_has_one_contract_and_a_number_is_given_once():
    offer, training = priced_offer()
    draft(offer, terms(training), by=ANA, at=AT)
    other, other_training = priced_offer()

    second = refusal(draft, offer, terms(training, number="P-2"), at=AT)
    same = refusal(draft, other, terms(other_training), at=AT)

    assert (second.code, same.code) == ("has_contract", "number_taken")
    assert Contract.objects.count() == 1


def test_draft_is_not_overwritten_by_whoever_saw_an_older_one():
    offer, training = priced_offer()
    contract = draft(offer, terms(training), by=ANA, at=AT)
    redraft(contract, terms(training, number="P-2"), seen=1, by=ANA, at=AT)

    error = refusal(redraft, contract, terms(training, number="P-3"), seen=1, at=AT)

    assert error.code == "changed_meanwhile"
    assert Contract.objects.get().number == "P-2"


def test_contract_that_was_sent_is_not_written_anew():
    contract = sent()

    error = refusal(redraft, contract, terms(contract.forecasts.get().training), seen=1, at=AT)

    assert error.code == "already_sent"
    assert refusal(send, contract, received_at=AT, at=AT).code == "already_sent"


@pytest.mark.req("T10")
def test_receipt_cannot_be_in_the_future():
    offer, training = priced_offer()
    contract = draft(offer, terms(training), by=ANA, at=AT)

    error = refusal(send, contract, received_at=AT + timedelta(minutes=1), at=AT)

    assert error.code == "not_in_future"


@pytest.mark.req("T10")
def test_signing_needs_a_price_of_every_training_foreseen():
    contract = sent()
    unpriced = TrainingFactory(bundle=contract.offer.bundle)
    contract.forecasts.create(training=unpriced, runs=1)

    error = refusal(sign, contract, signed_at=SIGN_BY, at=AT)

    assert error.code == "no_price"
    assert str(unpriced) in error.message


@pytest.mark.req("T10")
def test_signature_after_the_third_day_is_refused_with_the_moment():
    contract = sent()

    error = refusal(sign, contract, signed_at=SIGN_BY + timedelta(seconds=1), at=AT)

    contract.refresh_from_db()
    assert error.code == "too_late"
    assert "19. 11. 2026" in error.message
    assert "10.00" in error.message
    assert contract.state == ContractState.SENT


@pytest.mark.req("T10")
@pytest.mark.parametrize(
    ("signed_at", "code"),
    [
        (RECEIVED - timedelta(seconds=1), "before_receipt"),
        (AT + timedelta(seconds=1), "not_in_future"),
    ],
)
def test_signature_lies_between_receipt_and_now(signed_at, code):
    assert refusal(sign, sent(), signed_at=signed_at, at=AT).code == code


@pytest.mark.req("T10")
@pytest.mark.parametrize("state", [ContractState.DRAFT, ContractState.SIGNED])
def test_only_a_contract_that_waits_is_signed(state):
    contract = sent(state=state, signed_at=SIGN_BY if state == ContractState.SIGNED else None)

    assert refusal(sign, contract, signed_at=SIGN_BY, at=AT).code == "not_sent"


@pytest.mark.req("T10", "T11")
def test_contract_of_an_offer_no_longer_selected_is_not_signed():
    contract = sent()
    contract.offer.state = OfferState.PRESENTATION_ASKED
    contract.offer.save()

    assert refusal(sign, contract, signed_at=SIGN_BY, at=AT).code == "not_selected"


@pytest.mark.req("T10", "X3")
def test_provider_is_reminded_once_a_day_before_and_then_it_lapses():
    contract = sent()
    day = timedelta(days=1)

    early = watch_signatures(at=SIGN_BY - day - timedelta(seconds=1))
    reminded = watch_signatures(at=SIGN_BY - day)
    again = watch_signatures(at=SIGN_BY)
    message = Message.objects.get()
    wanted = is_wanted(message, SIGN_BY - day), is_wanted(message, SIGN_BY)
    lapsed = watch_signatures(at=SIGN_BY + timedelta(seconds=1))
    after = watch_signatures(at=SIGN_BY + day)

    contract.refresh_from_db()
    ((recipient, mail),) = mails("sl")
    assert (early, reminded, again, lapsed, after) == ((0, 0), (1, 0), (0, 0), (0, 1), (0, 0))
    assert wanted == (True, False)
    assert recipient == contract.offer.provider.email
    assert contract.number in mail.subject
    assert "19. 11. 2026 ob\xa010.00" in mail.text
    assert contract.state == ContractState.LAPSED
    assert verbs() == ["contract_reminded", "contract_lapsed"]


@pytest.mark.req("T10")
def test_what_was_signed_in_time_may_be_noted_after_it_lapsed():
    contract = sent(state=ContractState.LAPSED)

    late = refusal(sign, contract, signed_at=SIGN_BY + timedelta(hours=1), at=AT)
    sign(contract, signed_at=SIGN_BY, by=ANA, at=AT)

    contract.refresh_from_db()
    assert late.code == "too_late"
    assert contract.state == ContractState.SIGNED


@pytest.mark.req("T10")
@pytest.mark.parametrize("state", [ContractState.DRAFT, ContractState.SENT, ContractState.LAPSED])
def test_unsigned_contract_bears_no_run(state):
    contract = sent(state=state)

    with pytest.raises(TrainingError) as error:
        check_bears(contract, price=Decimal("1.00"), last_day=date(2026, 12, 1))

    assert error.value.code == "not_signed"


@pytest.mark.req("T10")
def test_run_past_day_programme_or_funds_is_refused_with_the_figure():
    contract = ContractFactory(ceiling=Decimal("1000.00"), ends_on=date(2026, 6, 30))
    programme = contract.offer.bundle.programme

    def error(price, day):
        with pytest.raises(TrainingError) as raised:
            check_bears(contract, price=Decimal(price), last_day=day)
        return raised.value.code, raised.value.message

    past = error("1.00", date(2026, 7, 1))
    funds = error("1000.01", date(2026, 6, 30))
    programme.ends_on = date(2026, 5, 31)
    ended = error("1.00", date(2026, 6, 1))
    check_bears(contract, price=Decimal("1000.00"), last_day=date(2026, 5, 31))

    assert (past[0], funds[0], ended[0]) == ("past_contract", "past_funds", "past_programme")
    assert "30. 6. 2026" in past[1]
    assert "1.000,01 EUR" in funds[1]
    assert "31. 5. 2026" in ended[1]


def held_contract():
    """Return the contract of the specification with both trainings, and nothing held yet."""
    bundle = BundleFactory()
    basic = TrainingFactory(bundle=bundle, code="B")
    advanced = AdvancedFactory(bundle=bundle, code="C", prerequisite=basic)
    contract = ContractFactory(
        offer__bundle=bundle,
        prices={basic: Decimal("575.00"), advanced: Decimal("1200.00")},
        forecasts={basic: 17, advanced: 12},
    )
    return contract, basic, advanced


@pytest.mark.req("T9", "T10")
def test_prices_of_all_runs_foreseen_use_the_ceiling_to_the_cent():
    contract, basic, advanced = held_contract()

    spent = 17 * contract.price_of(basic) + 12 * contract.price_of(advanced)

    assert spent == contract.ceiling


@pytest.mark.req("T9", "T10")
def test_account_tells_vat_apart_and_every_column_adds_up():
    contract, basic, advanced = held_contract()
    basic_run, advanced_run = VariantFactory(training=basic), VariantFactory(training=advanced)
    for state, variant, price in [
        (RunState.HELD, basic_run, "701.50"),
        (RunState.HELD, basic_run, "701.50"),
        (RunState.OPEN, basic_run, "0.03"),
        (RunState.NEGOTIATING, advanced_run, "1464.00"),
        (RunState.CANCELLED, advanced_run, "1464.00"),
    ]:
        RunFactory(
            contract=contract, variant=variant, state=state, price=Decimal(price), reason="x"
        )

    found = account(contract)

    assert found.ceiling == Sum(Decimal("29493.50"), Decimal("5318.50"))
    assert found.held == Sum(Decimal("1403.00"), Decimal("253.00"))
    assert found.scheduled == Sum(Decimal("1464.03"), Decimal("264.01"))
    assert found.remaining == Sum(Decimal("26626.47"), Decimal("4801.49"))
    assert found.remaining.net == Decimal("21824.98")
    assert found.held + found.scheduled + found.remaining == found.ceiling
    assert ledger(contract) == found.ledger


@pytest.mark.req("T10")
def test_runs_keep_the_rate_of_the_day_they_were_scheduled():
    contract, basic, _advanced = held_contract()
    variant = VariantFactory(training=basic)
    for rate in ("22.00", "25.00"):
        RunFactory(
            contract=contract,
            variant=variant,
            state=RunState.HELD,
            price=Decimal("100.00"),
            vat_rate=Decimal(rate),
        )

    assert account(contract).held == Sum(Decimal("200.00"), Decimal("38.03"))


@pytest.mark.req("T9", "T11")
def test_runs_of_a_training_not_foreseen_are_counted_over_the_forecast():
    contract, basic, _advanced = held_contract()
    further = TrainingFactory(bundle=basic.bundle, code="A")
    RunFactory(contract=contract, variant=VariantFactory(training=further))

    found = figures(contract)

    assert [one.code for one in found] == ["A", "B", "C"]
    assert (found[further].planned, found[further].over) == (0, 1)
    for figure in found.values():
        assert figure.planned + figure.over == figure.scheduled + figure.held + figure.remaining


@pytest.mark.req("T10")
def test_contract_of_the_demonstration_ends_the_day_after_its_last():
    contract, _basic, _advanced = held_contract()
    contract.ends_on = date(2026, 6, 30)

    assert ended_by(contract, on=date(2026, 6, 30)) is None
    assert ended_by(contract, on=date(2026, 7, 1)) == End.DATE
