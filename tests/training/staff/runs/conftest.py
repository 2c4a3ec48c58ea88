"""Pages of runs are opened at the moment their runs are planned from."""

import pytest
from django.utils import timezone

from tests.training.planning import AT


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)
