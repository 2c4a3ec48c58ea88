"""Pages are opened at the moment the factories' rows are of; files go to the test's folder.

What runs without a page is in Serbian.
"""

import pytest
from django.utils import timezone, translation

from tests.factories.learning_cluster import AT


@pytest.fixture(autouse=True)
def _now(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(timezone, "now", lambda: AT)
    with translation.override("sr"):
        yield
