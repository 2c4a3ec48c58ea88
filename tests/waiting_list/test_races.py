"""Two at once on one place, on real connections; with the lock off the same races go wrong."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.racing import meeting, race
from tests.waiting_list.seats import KIND, ROOM, registered, states, taken
from waiting_list import offerable
from waiting_list.actions import accept, join, lapse_overdue, offer_next
from waiting_list.models import Entry

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.race,
    pytest.mark.req("T14"),
]


@pytest.fixture
def seats():
    yield registered(1)
    offerable._registered.pop(KIND, None)


def waiting(at, count):
    return [join(KIND, ROOM, str(n), at=at + timedelta(minutes=n)) for n in range(count)]


def offers():
    return list(states().values()).count("offered")


def test_two_workers_offer_one_place_once(seats, at):
    waiting(at, 4)
    seats.meet = meeting(of=2, seconds=0.5)

    outcomes = race(*[lambda: offer_next(KIND, ROOM, at=at)] * 4)

    assert sorted(len(one) for one in outcomes) == [0, 0, 0, 1]
    assert (offers(), taken().count()) == (1, 1)


def test_without_the_lock_two_workers_offer_the_same_place(seats, at):
    waiting(at, 4)
    seats.has_lock = False
    seats.meet = meeting(of=2)

    outcomes = race(*[lambda: offer_next(KIND, ROOM, at=at)] * 2)

    # Only the constraint under the seats stops the second; nothing else would.
    refused = [one for one in outcomes if isinstance(one, IntegrityError)]
    assert len(refused) == 1 or offers() == 2


def test_withdrawal_and_offer_at_once_give_the_place_to_one(seats, at):
    waiting(at, 3)
    seats.take("who leaves", at)
    seats.meet = meeting(of=2, seconds=0.5)

    def withdraw():
        with transaction.atomic():
            seats.lock(ROOM)
            seats.give_back("who leaves", at)
            return offer_next(KIND, ROOM, at=at)

    race(withdraw, lambda: offer_next(KIND, ROOM, at=at), lambda: offer_next(KIND, ROOM, at=at))

    assert (offers(), taken().count()) == (1, 1)


def test_accepting_at_the_moment_of_lapsing_has_one_outcome(seats, at):
    first, _second = waiting(at, 2)
    offer_next(KIND, ROOM, at=at)
    end = at + timedelta(hours=24)

    before = end - timedelta(microseconds=1)
    race(*[lambda: accept(first, at=before), lambda: lapse_overdue(at=end)] * 2)

    entry = Entry.objects.get(pk=first.pk)
    assert (entry.state, states()["1"]) in {("accepted", "waiting"), ("lapsed", "offered")}
    assert taken().count() == 1
