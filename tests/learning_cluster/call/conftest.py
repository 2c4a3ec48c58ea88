import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_counts(request):
    """Forget how often anybody tried; pure tests reach no cache."""
    if request.node.get_closest_marker("django_db") is None:
        yield
        return
    cache.clear()
    yield
    cache.clear()
