"""An office's mailbox is set and proved by many at once: codes and tries are counted right (B48).

With the locks off the same meeting shows the fault they prevent.
"""

from collections import Counter as Tally

import pytest
from django.db import IntegrityError

from booking.actions import mailboxes
from booking.actions.mailboxes import MOST_CODES, MOST_TRIES, prove_mailbox, set_mailbox
from booking.enums import NewsMode
from booking.errors import BookingError
from booking.models import UnitMailbox
from booking.tokens import mailbox_code
from messaging.models import Message
from tests.booking.offices import AT, office
from tests.booking.racing import meeting, race, without_row_locks
from tests.booking.staff.changes import MANAGER

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.req("B48")]

MANY = 8


@pytest.fixture(params=[True, False], ids=["locked", "unlocked"])
def is_locked(request, monkeypatch):
    if not request.param:
        without_row_locks(monkeypatch)
    return request.param


def setting(place, number):
    address = f"okence{number}@example.org"
    return lambda: set_mailbox(place, address=address, mode=NewsMode.DIGEST, by=MANAGER, at=AT)


def meet_in(monkeypatch, name, of):
    """Make so many callers meet right before `name`, where only the lock keeps them apart."""
    meet, inner = meeting(of), getattr(mailboxes, name)

    def met(*args):
        meet()
        return inner(*args)

    monkeypatch.setattr(mailboxes, name, met)


def test_first_address_of_an_office_set_by_two_at_once(monkeypatch, is_locked):
    place, _service = office(1)
    meet_in(monkeypatch, "_count_code", 2)

    outcomes = race(setting(place, 1), setting(place, 2))

    failed = [one for one in outcomes if isinstance(one, Exception)]
    if is_locked:
        assert failed == []
        assert UnitMailbox.objects.get().codes_sent == Message.objects.count() == 2
    else:
        assert [type(one) for one in failed] == [IntegrityError]


def test_no_more_codes_are_mailed_than_an_hour_may_have(monkeypatch, is_locked):
    place, _service = office(1)
    for number in range(MOST_CODES - 1):
        setting(place, number)()
    meet_in(monkeypatch, "_count_code", 2)

    outcomes = race(setting(place, 8), setting(place, 9))

    refused = [one.code for one in outcomes if isinstance(one, BookingError)]
    if is_locked:
        assert refused == ["too_many_codes"]
        assert Message.objects.count() == MOST_CODES
    else:
        assert refused == []
        assert Message.objects.count() == MOST_CODES + 1


def test_no_more_codes_are_tried_than_one_mail_may_have(monkeypatch, is_locked):
    place, _service = office(1)
    mailbox = setting(place, 1)()
    meet_in(monkeypatch, "_is_alive", MANY)
    wrong = "x" + mailbox_code(mailbox)[1:]

    outcomes = race(*[lambda: prove_mailbox(mailbox, wrong, by=MANAGER, at=AT)] * MANY)

    told = Tally(getattr(one, "code", one) for one in outcomes)
    if is_locked:
        assert told == {False: MOST_TRIES, "code_over": MANY - MOST_TRIES}
    else:
        assert told == {False: MANY}


def test_address_proved_while_it_is_replaced_is_not_taken_for_proved():
    place, _service = office(1)
    mailbox = setting(place, 1)()
    code = mailbox_code(mailbox)

    proved, replaced = race(
        lambda: prove_mailbox(mailbox, code, by=MANAGER, at=AT), setting(place, 2)
    )

    assert not isinstance(replaced, Exception)
    assert proved in (True, False)
    row = UnitMailbox.objects.get()
    assert (row.address, row.is_verified) == ("okence2@example.org", False)
