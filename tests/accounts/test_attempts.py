import pytest
from django.core.cache import cache

from accounts.attempts import Attempts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()
    yield
    cache.clear()


def test_attempts_are_too_many_at_the_limit_and_for_that_address_alone(rf):
    attempts = Attempts("tests", limit=2, seconds=60)
    here, there = rf.get("/"), rf.get("/", REMOTE_ADDR="192.0.2.7")

    attempts.note(here)
    before = attempts.are_too_many(here)
    attempts.note(here)

    assert (before, attempts.are_too_many(here)) == (False, True)
    assert not attempts.are_too_many(there)
    assert not Attempts("others", limit=2, seconds=60).are_too_many(here)


def test_attempts_keep_no_address(rf):
    attempts = Attempts("tests", limit=2, seconds=60)

    assert "192.0.2.7" not in attempts._key(rf.get("/", REMOTE_ADDR="192.0.2.7"))
