import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()
    yield
    cache.clear()
