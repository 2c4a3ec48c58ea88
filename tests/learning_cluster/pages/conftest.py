import pytest
from django.utils import timezone, translation

from tests.learning_cluster.mentoring.scene import AT


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    """Every page is read at AT; addresses are the Serbian ones."""
    monkeypatch.setattr(timezone, "now", lambda: AT)
    with translation.override("sr"):
        yield
