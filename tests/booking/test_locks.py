"""A bounded wait for locks, one retry, and nothing left behind on the connection (DESIGN 4)."""

import threading

import pytest
from django.db import OperationalError, connection, transaction

from booking.actions import choosing, locks
from booking.actions.locks import lock_active, lock_counters, writer
from booking.errors import BookingError
from booking.models import Counter
from tests.booking.offices import AT, EIGHT, office
from tests.booking.racing import assert_sound, codes, holding, race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(locks, "LOCK_TIMEOUT", "100ms")


@pytest.mark.req("X6")
def test_writer_that_cannot_have_a_lock_says_busy_and_not_taken(impatient):
    place, service = office(1)
    with transaction.atomic():
        lock_counters([Counter.objects.get().pk])
        outcomes = race(holding(place, service))

    assert codes(outcomes) == ["busy"]
    assert codes([holding(place, service)()]) == ["ok"]
    assert_sound(AT)


def test_writer_tries_once_more(impatient):
    """The lock is had the second time: nobody sees that there was a first."""
    office(1)
    tries = []
    second = threading.Event()

    @writer
    def write():
        tries.append(1)
        if len(tries) == 2:
            second.set()
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '20s'")
        return lock_counters([Counter.objects.get().pk])

    outcomes = []
    other = threading.Thread(target=lambda: outcomes.extend(race(write)))
    with transaction.atomic():
        lock_counters([Counter.objects.get().pk])
        other.start()
        assert second.wait(20)
    other.join(20)

    assert codes(outcomes) == ["ok"]
    assert len(tries) == 2


def test_writer_leaves_no_lock_timeout_on_the_connection():
    place, service = office(1)

    holding(place, service)()
    with pytest.raises(BookingError):
        holding(place, service)()

    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)


def test_writer_passes_on_what_is_no_matter_of_locks():
    @writer
    def write():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '10ms'")
            cursor.execute("SELECT pg_sleep(1)")

    with pytest.raises(OperationalError):
        write()


@pytest.mark.req("X6")
def test_time_is_read_again_after_the_lock(monkeypatch):
    """Another writer takes the time between our look and our lock: refused, not written over."""
    place, service = office(1)
    rivals = []

    def late(keys, location, *, skip):
        if not rivals and threading.current_thread() is threading.main_thread():
            rivals.append(1)
            assert codes(race(holding(place, service))) == ["ok"]
        return lock_active(keys, location, skip=skip)

    monkeypatch.setattr(choosing, "lock_active", late)

    with pytest.raises(BookingError) as refused:
        holding(place, service, EIGHT)()

    assert rivals
    assert refused.value.code == "slot_taken"
    assert refused.value.nearest[0][1].starts_at > EIGHT
    assert_sound(AT)


@pytest.mark.req("B8")
def test_counter_put_out_of_use_between_look_and_lock_is_not_given(monkeypatch):
    place, service = office(1)

    def late(keys, location, *, skip):
        Counter.objects.update(is_active=False)
        return lock_active(keys, location, skip=skip)

    monkeypatch.setattr(choosing, "lock_active", late)

    with pytest.raises(BookingError) as refused:
        holding(place, service)()

    assert refused.value.code == "slot_taken"
