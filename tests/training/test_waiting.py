"""A place that comes free goes to the longest waiting, for a while and to them alone (T14)."""

from datetime import timedelta

import pytest

from tests.factories.training import AT, STARTS_AT, EnrolmentFactory
from tests.training.people import CITIZEN, full_run, mails, news, signed_up
from training.actions.enrolling import prove
from training.actions.enrolment_endings import cancel_enrolments, end_waiting, withdraw
from training.actions.offering import accept_offer, decline_offer
from training.enums import EnrolmentState, RunState
from training.errors import TrainingError
from training.models import Enrolment
from waiting_list.actions import lapse_overdue, pass_on
from waiting_list.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.req("T14")]


def waiting(run, number):
    """Return so many enrolments that wait, the longest waiting first."""
    rows = []
    for minute in range(number):
        at = AT + timedelta(minutes=minute)
        row = signed_up(run, email=f"caka{minute}@uprava.example", at=at)
        prove(row, waits=True, by=CITIZEN, at=at)
        rows.append(row)
    return rows


def states(*rows):
    for row in rows:
        row.refresh_from_db()
    return [row.state for row in rows]


def seated(run):
    return Enrolment.objects.seated().get(run=run, state=EnrolmentState.CONFIRMED)


def test_withdrawal_offers_the_place_to_the_longest_waiting():
    run = full_run()
    first, second = waiting(run, 2)
    leaving = seated(run)

    withdraw(leaving, by=CITIZEN, at=AT + timedelta(hours=1))

    assert states(leaving, first, second) == ["withdrawn", "offered", "waiting"]
    assert (leaving.seat, first.seat) == (None, 1)
    assert news()[-2:] == ["withdrawn", "offered"]


@pytest.fixture
def offered():
    run = full_run()
    first, second = waiting(run, 2)
    withdraw(seated(run), by=CITIZEN, at=AT)
    return first, second


def test_accepted_place_waits_for_the_authority(offered):
    first, second = offered

    for _press in range(2):
        accept_offer(first, at=AT + timedelta(hours=23))

    assert states(first, second) == ["requested", "waiting"]
    assert first.seat == 1
    assert news().count("received") == 1


def test_declined_place_goes_to_the_next(offered):
    first, second = offered

    decline_offer(first, at=AT)

    assert states(first, second) == ["withdrawn", "offered"]
    assert second.seat == 1


def test_offer_lapses_to_the_second_and_passes_on(offered):
    first, second = offered
    end = AT + timedelta(hours=24)

    with pytest.raises(TrainingError) as error:
        accept_offer(first, at=end)

    assert error.value.code == "offer_over"
    assert states(first, second) == ["withdrawn", "offered"]
    assert news()[-2:] == ["lapsed", "offered"]


def test_job_lapses_what_nobody_answered(offered):
    first, second = offered

    early = lapse_overdue(at=AT + timedelta(hours=24, seconds=-1))
    due = lapse_overdue(at=AT + timedelta(hours=24))

    assert (early, due) == (0, 1)
    assert states(first, second) == ["withdrawn", "offered"]


def test_how_long_an_offer_holds_is_a_setting(settings):
    settings.TRAINING_OFFER_HOURS = 6
    run = full_run()
    waiting(run, 1)

    withdraw(seated(run), by=CITIZEN, at=AT)

    assert Entry.objects.get().offer_until == AT + timedelta(hours=6)


def test_offer_ends_a_day_before_the_training_at_the_latest():
    run = full_run(withdraw_until=STARTS_AT)
    waiting(run, 1)
    at = STARTS_AT - timedelta(hours=30)

    withdraw(seated(run), by=CITIZEN, at=at)

    assert Entry.objects.get().offer_until == STARTS_AT - timedelta(hours=24)


def test_nothing_is_offered_within_a_day_of_the_training():
    run = full_run(withdraw_until=STARTS_AT)
    (row,) = waiting(run, 1)

    withdraw(seated(run), by=CITIZEN, at=STARTS_AT - timedelta(hours=24))

    assert states(row) == ["waiting"]


def test_raised_capacity_is_offered_by_the_job():
    run = full_run()
    first, second = waiting(run, 2)
    run.capacity = 2
    run.save()

    assert (pass_on(at=AT), pass_on(at=AT)) == (1, 0)
    assert states(first, second) == ["offered", "waiting"]


def test_leaving_the_list_needs_no_deadline():
    run = full_run()
    first, second = waiting(run, 2)

    withdraw(first, by=CITIZEN, at=run.withdraw_until + timedelta(hours=1))

    assert states(first, second) == ["withdrawn", "waiting"]
    assert Entry.objects.filter(state="waiting").count() == 1


@pytest.mark.parametrize(("seconds", "is_in_time"), [(-1, True), (0, False)])
def test_withdrawal_is_possible_to_the_minute(seconds, is_in_time):
    run = full_run()
    row = seated(run)
    at = run.withdraw_until + timedelta(seconds=seconds)

    if is_in_time:
        withdraw(row, by=CITIZEN, at=at)
        assert states(row) == ["withdrawn"]
    else:
        with pytest.raises(TrainingError) as error:
            withdraw(row, by=CITIZEN, at=at)
        assert error.value.code == "too_late"
        assert states(row) == ["confirmed"]


def test_withdrawing_twice_is_one_withdrawal():
    run = full_run()
    row = seated(run)

    for _press in range(2):
        withdraw(row, by=CITIZEN, at=AT)

    assert news() == ["withdrawn"]


def test_cancelled_run_ends_and_tells_everybody_and_offers_nothing():
    run = full_run(2)
    rows = [*run.enrolments.all(), *waiting(run, 1)]
    gone = EnrolmentFactory(run=run, state=EnrolmentState.WITHDRAWN)
    run.state, run.reason = RunState.CANCELLED, "Predavateljica je zbolela."
    run.save()

    ended = [cancel_enrolments(run, by=CITIZEN, at=AT) for _press in range(2)]

    assert ended == [3, 0]
    assert states(*rows) == ["cancelled"] * 3
    assert states(gone) == ["withdrawn"]
    told = mails("cancelled")
    assert len(told) == 3
    assert [content.method for _to, content in told] == ["CANCEL", "CANCEL", ""]
    assert all("Predavateljica je zbolela." in content.text for _to, content in told)
    assert not Entry.objects.filter(state__in=["waiting", "offered"]).exists()


def test_who_waits_in_vain_is_told_once_it_begins():
    run = full_run()
    (row,) = waiting(run, 1)

    ended = [end_waiting(at=at) for at in (STARTS_AT - timedelta(seconds=1), STARTS_AT, STARTS_AT)]

    assert ended == [0, 1, 0]
    assert states(row) == ["withdrawn"]
    assert news()[-1] == "no_place"
