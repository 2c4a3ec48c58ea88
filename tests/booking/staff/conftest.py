"""Two units, made once for a module that asks hundreds of pages about them."""

from collections.abc import Iterator
from copy import deepcopy

import pytest

from tests.booking.staff.stage import Stage, stage
from tests.kept_rows import undone


@pytest.fixture(scope="module")
def _made(django_db_setup, django_db_blocker) -> Iterator[tuple[Stage, Stage]]:
    with django_db_blocker.unblock():
        around = undone()
        around.__enter__()
        made = stage(), stage()
    yield made
    with django_db_blocker.unblock():
        around.__exit__(None, None, None)


@pytest.fixture
def stages(_made, db) -> tuple[Stage, Stage]:
    """Return one's own unit and a stranger's, as if made for this test."""
    return deepcopy(_made)


@pytest.fixture
def own(stages) -> Stage:
    return stages[0]


@pytest.fixture
def foreign(stages) -> Stage:
    return stages[1]
