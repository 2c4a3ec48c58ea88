"""Pages of concepts are opened at the moment the scene is set; Slovene is active to begin with."""

import pytest
from django.utils import timezone, translation

from tests.factories.learning_cluster import AT


@pytest.fixture(autouse=True)
def _here_and_now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)
    with translation.override("sl"):
        yield
