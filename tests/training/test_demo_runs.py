"""The invented runs, loaded once for all tests of this module (T6, T9, T10, T14, T15, P2)."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from messaging.actions import queue
from messaging.enums import Medium, State
from messaging.models import Message
from questionnaires.tally import FEWEST
from training import demo_runs
from training.contracts import figures, ledger
from training.demo import load_trainings
from training.demo_contracts import load_contracts
from training.demo_days import starts_of
from training.demo_runs import load_runs
from training.enums import EnrolmentState, Reply, RequestState, RunState, Stage, Waiver
from training.indicator import trained
from training.models import (
    Certificate,
    CertificateYear,
    Contract,
    Enrolment,
    Evaluation,
    Run,
    RunRequest,
    Session,
)
from training.run_dates import days_off

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
ENDED, CURRENT = "DEMO-2025-1", "DEMO-2026-2"


@pytest.fixture(scope="module")
def loads(django_db_setup, django_db_blocker):
    """Load catalogue, contracts and runs, then the runs again; return what both loads counted."""
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
        load_trainings(at=AT)
        load_contracts(at=AT)
        first, second = load_runs(at=AT), load_runs(at=AT + timedelta(days=1))
    yield first, second
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


def stages(**of) -> Counter[Stage]:
    return Counter(run.stage(AT) for run in Run.objects.filter(**of).dated().seated())


def test_mails_of_other_parts_written_meanwhile_leave(monkeypatch):
    written = []

    def load(*_args):
        for kind in ("programme.confirm", "training.session"):
            message = queue(kind, Medium.EMAIL, "a@b.example", language="sl", context={}, at=AT)
            written.append(message.pk)

    load_trainings(at=AT)
    load_contracts(at=AT)
    monkeypatch.setattr(demo_runs, "_load", load)

    load_runs(at=AT)

    kept = Message.objects.filter(pk__in=written, state=State.QUEUED)
    assert set(kept.values_list("kind", flat=True)) == {"programme.confirm"}


def test_nothing_is_loaded_without_contracts():
    load_trainings(at=AT)

    assert set(load_runs(at=AT).values()) == {0}


def test_loading_twice_adds_nothing(loads):
    first, second = loads

    assert first == {"runs": 14, "enrolments": 96, "certificates": 53, "requests": 1}
    assert set(second.values()) == {0}


@pytest.mark.req("T10", "T16")
def test_every_stage_of_a_run_is_there(loads):
    assert stages(contract__number=ENDED) == {Stage.HELD: 5}
    assert stages(contract__number=CURRENT) == {
        Stage.HELD: 1,
        Stage.OVER: 1,
        Stage.OPEN: 3,
        Stage.FULL: 1,
        Stage.NEGOTIATING: 1,
        Stage.CANCELLED: 1,
    }


@pytest.mark.req("T9", "T10")
def test_figures_add_up_to_the_runs_and_their_prices(loads):
    for contract in Contract.objects.all():
        spent = ledger(contract)
        prices = [run.price for run in contract.runs.charged()]

        assert spent.held + spent.scheduled == sum(prices)
        assert spent.held + spent.scheduled + spent.remaining == contract.ceiling
        counted = figures(contract).values()
        total = sum(one.scheduled + one.held + one.cancelled for one in counted)
        assert total == contract.runs.count()


def test_no_session_is_on_a_day_off(loads):
    times = [(one.starts_at, one.ends_at) for one in Session.objects.all()]

    assert len(times) == 17
    assert days_off(times) == []


@pytest.mark.req("T6")
def test_advanced_runs_have_a_pair_and_a_remote_day_after_a_live_one(loads):
    advanced = Run.objects.filter(variant__training__level="advanced")

    for run in advanced:
        assert run.run_trainers.filter(reply=Reply.ACCEPTED).count() == 2
        modes = run.sessions.order_by("period").values_list("segment__mode", flat=True)
        assert list(modes) == ["live", "remote"]
    assert advanced.count() == 3


@pytest.mark.req("T2", "T14")
def test_enrolments_wait_for_everybody_who_decides(loads):
    states = Counter(Enrolment.objects.filter(run__state="open").values_list("state", flat=True))

    assert states == {
        EnrolmentState.CONFIRMED: 28,
        EnrolmentState.REQUESTED: 6,
        EnrolmentState.WAITING: 2,
    }
    assert Enrolment.objects.for_coordinator().count() == 2
    assert Enrolment.objects.filter(waiver=Waiver.ASKED).count() == 1


@pytest.mark.req("T15")
def test_certificates_are_numbered_without_gaps_and_go_to_whoever_completed(loads):
    completed = Enrolment.objects.filter(state=EnrolmentState.ATTENDED)

    assert Certificate.objects.count() == completed.count() == 53
    for year in CertificateYear.objects.all():
        numbers = Certificate.objects.filter(year=year.year).values_list("number", flat=True)
        assert sorted(numbers) == list(range(1, year.last + 1))


@pytest.mark.req("T15")
def test_enough_people_say_what_they_thought_of_each_held_run(loads):
    held = Run.objects.filter(state=RunState.HELD)

    counts = [Evaluation.objects.filter(run=run).count() for run in held]
    assert len(counts) == 7
    assert min(counts) > FEWEST


@pytest.mark.req("P2")
def test_indicator_counts_people_of_the_operations_training_only(loads):
    found = trained("inovativen-si", on=AT.date())

    assert (found.people, found.participations) == (8, 8)


@pytest.mark.req("T14")
def test_request_for_a_run_waits_for_the_coordinator(loads):
    assert RunRequest.objects.get().state == RequestState.RECEIVED


def test_only_mails_of_today_and_of_the_guest_leave(loads):
    queued = Message.objects.filter(state=State.QUEUED)

    assert Counter(queued.values_list("recipient", flat=True)) == {
        "demo.udelezenka@urad-a.example": 5,
        "demo.odobriteljica@urad-a.example": 1,
        "demo.odobritelj@obcina-b.example": 1,
        "koordinatorka@akademija.example": 3,
        "demo.kadrovnica@obcina-b.example": 2,
    }
    assert Message.objects.exclude(state=State.QUEUED).exclude(state=State.DROPPED).count() == 0


def test_days_skip_weekends_and_holidays_in_their_direction():
    christmas_eve = datetime(2026, 12, 24, 10, 0, tzinfo=UTC)

    after = starts_of([], [1, 2], hour=9, at=christmas_eve)
    before = starts_of([], [-4], hour=9, at=christmas_eve)

    assert [start.day for start in after] == [28, 29]
    assert [start.day for start in before] == [18]
