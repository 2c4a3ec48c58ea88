"""Dates of feed versions when many ask at once (I1)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from calendars.models import FeedState
from tests.calendars.test_feeds import AT

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
READERS = 6


def dates_of(versions):
    """Return the date each reader was told, all of them asking at the same moment."""
    together = Barrier(len(versions))

    def ask(version):
        try:
            connection.ensure_connection()
            together.wait(timeout=20)
            return FeedState.objects.date_of("runs sl", version, at=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(versions)) as readers:
        return list(readers.map(ask, versions))


@pytest.mark.req("I1")
def test_readers_of_one_new_version_are_told_one_date():
    FeedState.objects.date_of("runs sl", "old", at=AT)

    dates = dates_of(["new"] * READERS)

    assert len(set(dates)) == 1


@pytest.mark.req("I1")
def test_readers_of_different_versions_are_told_different_dates():
    dates = dates_of([f"version {number}" for number in range(READERS)])

    assert len(set(dates)) == READERS
