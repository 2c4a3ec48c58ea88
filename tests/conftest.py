"""What every test may rely on: a database as the migrations left it, whatever ran before."""

import gc
from collections.abc import Generator, Iterator
from datetime import UTC, datetime

import pytest
from django.test import TransactionTestCase
from django.utils import translation

from accounts.groups import sync_staff_group
from tests import prepared_database, pristine, work_list

FLUSHING_FIXTURES = {"transactional_db", "live_server", "django_db_reset_sequences"}


@pytest.fixture
def at() -> datetime:
    """A Tuesday morning in Ljubljana, 9.00 by the wall."""
    return datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker) -> Iterator[None]:
    """Open this process's copy of the database and keep the rows it begins with.

    The groups of staff are among them, as on every portal where somebody has once signed in:
    otherwise each of two thousand tests makes them anew, in eighty statements.
    """
    TransactionTestCase._fixture_teardown = lambda case: pristine.flush()
    with django_db_blocker.unblock():
        prepared_database.open_copy()
        sync_staff_group()
        pristine.keep()
    yield
    with django_db_blocker.unblock():
        prepared_database.drop_copy()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    work_list.longest_first(items)


def pytest_collection_finish() -> None:
    """Spare the collector what stays to the end: Django, Wagtail, all apps and thousands of tests.

    Looking through them again and again took a twentieth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Begin in the language of the settings: the test client leaves that of its last page."""
    translation.deactivate()


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> work_list.WorkList:
    return work_list.WorkList(config, log)


def flushes(item: pytest.Item) -> bool:
    """Say whether the test ends with a flush of the database."""
    marker = item.get_closest_marker("django_db")
    return bool(
        FLUSHING_FIXTURES & set(item.fixturenames)
        or (marker and (marker.kwargs.get("transaction") or marker.args[:1] == (True,)))
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, object, object]:
    """Put the migrations' rows back after a test that could not be rolled back.

    After the last test the test database is gone and the connection is the real one's again; the
    next session puts its rows back when it begins.
    """
    result = yield
    if nextitem is not None and flushes(item):
        from pytest_django.plugin import blocking_manager_key

        with item.config.stash[blocking_manager_key].unblock():
            pristine.restore()
    return result
