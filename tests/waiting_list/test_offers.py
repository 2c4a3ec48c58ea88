"""Who is offered what: the longest waiting first, one at a time, until an hour that passes."""

from datetime import timedelta

import pytest

from tests.waiting_list.seats import KIND, ROOM, registered, states, taken
from waiting_list import offerable
from waiting_list.actions import accept, decline, join, lapse_overdue, leave, offer_next, pass_on
from waiting_list.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.req("T14")]


@pytest.fixture(autouse=True)
def forgotten():
    yield
    offerable._registered.pop(KIND, None)


def waiting(at, *names):
    return [
        join(KIND, ROOM, name, at=at + timedelta(minutes=minute))
        for minute, name in enumerate(names)
    ]


def test_longest_waiting_is_offered_first_and_alone(at):
    registered(1)
    waiting(at, "ana", "bor", "cene")

    offered = offer_next(KIND, ROOM, at=at)

    assert [entry.who for entry in offered] == ["ana"]
    assert states() == {"ana": "offered", "bor": "waiting", "cene": "waiting"}


def test_every_free_place_is_offered_and_a_second_call_offers_nothing(at):
    registered(2)
    waiting(at, "ana", "bor", "cene")

    first, second = offer_next(KIND, ROOM, at=at), offer_next(KIND, ROOM, at=at)

    assert ([entry.who for entry in first], second) == (["ana", "bor"], [])
    assert taken().count() == 2


def test_joining_twice_is_one_place_in_the_queue(at):
    registered(0)

    first = join(KIND, ROOM, "ana", at=at)
    join(KIND, ROOM, "bor", at=at)
    again = join(KIND, ROOM, "ana", at=at + timedelta(hours=1))

    assert first == again
    assert again.joined_at == at


def test_accepting_twice_keeps_the_place_once(at):
    registered(1)
    (ana,) = waiting(at, "ana")
    offer_next(KIND, ROOM, at=at)

    outcomes = [accept(ana, at=at).state for _press in range(2)]

    assert outcomes == ["accepted", "accepted"]
    assert taken().count() == 1


@pytest.mark.parametrize("end", [decline, leave])
def test_declined_place_goes_to_the_next(at, end):
    registered(1)
    ana, _bor = waiting(at, "ana", "bor")
    offer_next(KIND, ROOM, at=at)

    end(ana, at=at)

    assert states() == {"ana": "declined" if end is decline else "left", "bor": "offered"}
    assert taken().count() == 1


def test_leaving_while_waiting_offers_nothing(at):
    registered(1)
    ana, bor = waiting(at, "ana", "bor")

    leave(bor, at=at)

    assert states() == {"ana": "waiting", "bor": "left"}


def test_offer_can_be_accepted_until_its_last_second_and_not_after(at):
    registered(1)
    ana, _bor = waiting(at, "ana", "bor")
    offer_next(KIND, ROOM, at=at)
    end = at + timedelta(hours=24)

    late = accept(ana, at=end)

    assert late.state == "lapsed"
    assert states() == {"ana": "lapsed", "bor": "offered"}
    bor = Entry.objects.get(who="bor", kind=KIND)
    assert accept(bor, at=end + timedelta(hours=24, seconds=-1)).state == "accepted"


def test_declining_too_late_is_a_lapse(at):
    registered(1)
    (ana,) = waiting(at, "ana")
    offer_next(KIND, ROOM, at=at)

    assert decline(ana, at=at + timedelta(hours=24)).state == "lapsed"


def test_job_passes_on_what_was_not_answered(at):
    registered(1)
    waiting(at, "ana", "bor")
    offer_next(KIND, ROOM, at=at)
    end = at + timedelta(hours=24)

    early, due, again = (lapse_overdue(at=one) for one in (end - timedelta(seconds=1), end, end))

    assert (early, due, again) == (0, 1, 0)
    assert states() == {"ana": "lapsed", "bor": "offered"}


def test_one_list_is_lapsed_without_the_others(at):
    registered(1)
    waiting(at, "ana")
    offer_next(KIND, ROOM, at=at)
    late = at + timedelta(days=2)

    assert lapse_overdue(at=late, kind=KIND, subject="another room") == 0
    assert lapse_overdue(at=late, kind=KIND, subject=ROOM) == 1


def test_offer_ends_no_later_than_its_subject_allows(at):
    last = at + timedelta(hours=3)
    registered(1, latest=last)
    waiting(at, "ana")

    (offered,) = offer_next(KIND, ROOM, at=at)

    assert offered.offer_until == last


def test_nothing_is_offered_once_nobody_could_use_it(at):
    registered(1, latest=at)
    waiting(at, "ana")

    assert offer_next(KIND, ROOM, at=at) == []
    assert states() == {"ana": "waiting"}


def test_place_that_came_by_itself_is_offered_by_the_job(at):
    seats = registered(0)
    waiting(at, "ana", "bor")

    before = pass_on(at=at)
    seats.number = 1

    assert (before, pass_on(at=at), pass_on(at=at)) == (0, 1, 0)
