"""Pages of concepts are opened at the moment the scene is set."""

import pytest
from django.utils import timezone

from tests.factories.learning_cluster import AT


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)
