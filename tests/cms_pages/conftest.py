"""The pages of the demonstration, made once: four languages of them take seconds."""

from collections.abc import Iterator

import pytest
from django.utils import timezone

from booking.models import Service
from cms_pages.demo import make_demo_pages
from tests.factories.booking import LocationFactory, ServiceFactory, UnitFactory
from tests.kept_rows import Rows, put, rows_made_by, undone


def make_tree() -> None:
    """Make the tree with one service, and the office of Litija."""
    ServiceFactory(slug="potni-list", name_sl="Potni list", name_sr="Пасош", name_en="Passport")
    LocationFactory(parent=UnitFactory(slug="litija"), slug="litija-sedez")
    make_demo_pages(at=timezone.now())


@pytest.fixture(scope="session")
def tree_rows(django_db_setup, django_db_blocker) -> Rows:
    with django_db_blocker.unblock():
        return rows_made_by(make_tree)


@pytest.fixture(scope="module")
def planted(tree_rows, django_db_blocker) -> Iterator[None]:
    """Put the tree there; all is gone after the module."""
    with django_db_blocker.unblock():
        around = undone()
        around.__enter__()
        put(tree_rows)
    yield
    with django_db_blocker.unblock():
        around.__exit__(None, None, None)


@pytest.fixture
def tree(tree_rows, db) -> None:
    """Put the tree there for one test of a module whose others do without."""
    put(tree_rows)


@pytest.fixture
def service(planted, db) -> Service:
    """The service that has pages."""
    return Service.objects.get(slug="potni-list")
