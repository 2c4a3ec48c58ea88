"""Two units, made once for a module that asks hundreds of pages about them."""

from copy import deepcopy

import pytest

from tests.booking.staff.stage import Stage, stage
from tests.kept_rows import made_once

_made = made_once(lambda: (stage(), stage()))


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
