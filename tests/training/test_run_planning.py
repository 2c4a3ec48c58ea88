"""Planning a run: dates agreed, sessions written, the contract asked (T3, T7, T9, T10)."""

import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from privacy.models import AuditEntry
from tests.factories.training import ContractFactory, RunFactory, VariantFactory
from tests.training.planning import (
    AT,
    COORDINATOR,
    NOBODY,
    ROOM,
    TUESDAY,
    asked,
    fresh,
    planned,
    proposed,
    scene,
    scheduled,
)
from training.actions.run_planning import answer_dates, plan, schedule
from training.contracts import figures, ledger
from training.enums import ContractState, Reply, RunState
from training.errors import TrainingError
from training.models import DateProposal, Run

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def refusal(action) -> str:
    with pytest.raises(TrainingError) as error:
        action()
    return error.value.code


def sentence(action) -> str:
    with pytest.raises(TrainingError) as error:
        action()
    return error.value.message


def test_draft_takes_its_numbers_from_the_training_and_is_one_if_sent_twice():
    of, key = scene(), uuid.uuid4()

    first = plan(of.variant, of.contract, key=key, facts=ROOM, by=COORDINATOR, at=AT)
    second = plan(of.variant, of.contract, key=key, facts=ROOM, by=COORDINATOR, at=AT)

    assert first.pk == second.pk
    assert (first.state, first.capacity, first.minimum) == (RunState.DRAFT, 20, 8)
    assert first.price is None
    assert AuditEntry.objects.filter(verb="planned").count() == 1


def test_draft_needs_a_signed_contract_on_its_training():
    of = scene()
    unsigned = ContractFactory(state=ContractState.SENT, offer__bundle=of.contract.offer.bundle)
    other = ContractFactory()
    unpriced = ContractFactory(offer__bundle=of.contract.offer.bundle)

    def planning(contract):
        return lambda: plan(
            of.variant, contract, key=uuid.uuid4(), facts=ROOM, by=COORDINATOR, at=AT
        )

    assert refusal(planning(unsigned)) == "not_signed"
    assert refusal(planning(other)) == "other_bundle"
    assert refusal(planning(unpriced)) == "no_price"


@pytest.mark.req("T3")
@pytest.mark.parametrize("second", [TUESDAY, TUESDAY + timedelta(hours=6), TUESDAY - DAY])
def test_second_day_not_after_the_first_is_refused(second):
    run = planned(scene(advanced=True))

    assert refusal(lambda: proposed(run, [TUESDAY, second])) == "day_order"
    assert not DateProposal.objects.exists()


@pytest.mark.parametrize(
    ("start", "code"),
    [
        (AT - DAY, "in_the_past"),
        (datetime(2026, 12, 12, 8, tzinfo=UTC), "day_off"),  # a Saturday
        (datetime(2026, 12, 25, 8, tzinfo=UTC), "day_off"),  # Christmas, a Friday
        (datetime(2026, 12, 8, 22, tzinfo=UTC), "over_midnight"),
    ],
)
def test_dates_that_cannot_be_meant_are_refused(start, code):
    run = planned(scene())

    assert refusal(lambda: proposed(run, [start])) == code


def test_day_off_is_allowed_when_it_is_confirmed():
    run = planned(scene())

    proposal = proposed(run, [datetime(2026, 12, 12, 8, tzinfo=UTC)], with_days_off=True)

    assert proposal.reply == Reply.ASKED


def test_same_proposal_sent_twice_is_one():
    run = planned(scene())

    first, second = (proposed(run, [TUESDAY]) for _time in range(2))

    assert first.pk == second.pk


@pytest.mark.req("T7")
def test_dates_are_agreed_by_the_other_side_and_only_one_are():
    of = scene()
    run = asked(planned(of), of.trainers[0])
    mine = proposed(run, [TUESDAY])
    theirs = proposed(run, [TUESDAY + DAY], trainer=of.trainers[0])

    answer_dates(mine, reply=Reply.ACCEPTED, by=NOBODY, at=AT)
    answer_dates(mine, reply=Reply.ACCEPTED, by=NOBODY, at=AT)

    accepting = lambda: answer_dates(theirs, reply=Reply.ACCEPTED, by=COORDINATOR, at=AT)  # noqa: E731 - a call to refuse
    assert refusal(accepting) == "dates_agreed"
    answer_dates(theirs, reply=Reply.DECLINED, note="Ne gre", by=COORDINATOR, at=AT)
    assert refusal(accepting) == "no_such_step"
    replies = dict(DateProposal.objects.values_list("pk", "reply"))
    assert replies == {mine.pk: "accepted", theirs.pk: "declined"}


@pytest.mark.req("T7", "T10")
def test_scheduling_writes_sessions_and_freezes_the_price_of_the_offer():
    of = scene(advanced=True)
    run = planned(of)
    mine = proposed(run, of.starts)
    beside = proposed(run, [start + DAY for start in of.starts])

    schedule(run, mine, seen=run.version, by=COORDINATOR, at=AT)
    schedule(run, mine, seen=run.version, by=COORDINATOR, at=AT)
    of.contract.offer.prices.update(price=Decimal("900.00"))

    stored = fresh(run)
    sessions = list(stored.sessions.all())
    assert [one.starts_at for one in sessions] == of.starts
    assert {one.ends_at - one.starts_at for one in sessions} == {timedelta(hours=3)}
    assert (stored.state, stored.price) == (RunState.NEGOTIATING, Decimal("1017.00"))
    assert ledger(of.contract).scheduled == Decimal("1017.00")
    assert DateProposal.objects.get(pk=beside.pk).reply == Reply.WITHDRAWN
    assert AuditEntry.objects.filter(verb="scheduled").count() == 1


def test_scheduling_something_changed_meanwhile_is_refused():
    run = planned(scene())
    proposal = proposed(run, [TUESDAY])
    Run.objects.filter(pk=run.pk).update(version=5)

    scheduling = lambda: schedule(run, proposal, seen=1, by=COORDINATOR, at=AT)  # noqa: E731 - a call to refuse

    assert refusal(scheduling) == "changed_meanwhile"
    assert fresh(run).state == RunState.DRAFT


@pytest.mark.req("T10")
def test_run_past_the_funds_is_refused_with_the_figure():
    of = scene(ceiling=Decimal("2000.00"))
    scheduled(of)

    said = sentence(lambda: scheduled(of, [TUESDAY + DAY]))

    assert "1.017,00 EUR" in said
    assert "983,00 EUR" in said
    assert Run.objects.filter(state=RunState.NEGOTIATING).count() == 1


@pytest.mark.req("T10")
@pytest.mark.parametrize(
    ("contract", "code", "day"),
    [
        ({"ends_on": date(2026, 6, 30)}, "past_contract", "30. 6. 2026"),
        ({"ends_on": date(2026, 12, 7)}, "past_contract", "7. 12. 2026"),
        (
            {"offer__bundle__programme__ends_on": date(2026, 12, 7)},
            "past_programme",
            "7. 12. 2026",
        ),
    ],
)
def test_run_past_the_end_is_refused_with_the_day(contract, code, day):
    of = scene(ends_on=contract.get("ends_on", date(2027, 6, 30)))
    programme = of.variant.training.bundle.programme
    programme.ends_on = contract.get("offer__bundle__programme__ends_on")
    programme.save()

    assert refusal(lambda: scheduled(of)) == code
    assert day in sentence(lambda: scheduled(of))


@pytest.mark.req("T10")
def test_last_day_of_the_contract_is_still_in_it():
    of = scene(advanced=True, ends_on=date(2026, 12, 9))

    assert scheduled(of).state == RunState.NEGOTIATING
    assert refusal(lambda: scheduled(of, [TUESDAY, TUESDAY + 2 * DAY])) == "past_contract"


@pytest.mark.req("T9")
def test_thirteenth_run_of_twelve_is_allowed_and_over_the_forecast():
    of = scene(advanced=True)
    variant = VariantFactory(training=of.variant.training, slug="druga")
    for number in range(12):
        RunFactory(
            variant=variant, contract=of.contract, price=Decimal("1017.00"), pk=9000 + number
        )

    scheduled(of)

    figure = figures(of.contract)[of.variant.training]
    assert (figure.planned, figure.scheduled, figure.over) == (12, 13, 1)
