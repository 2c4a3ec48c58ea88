"""The pages of the demonstration, planted once a module: four languages of them take seconds."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.utils import timezone

from booking.models import Service
from cms_pages.demo import make_demo_pages
from tests.factories.booking import LocationFactory, ServiceFactory, UnitFactory


@pytest.fixture(scope="module")
def planted(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Plant the tree with one service, and the office of Litija; all is gone after the module."""
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
        ServiceFactory(slug="potni-list", name_sl="Potni list", name_sr="Пасош", name_en="Passport")
        LocationFactory(parent=UnitFactory(slug="litija"), slug="litija-sedez")
        make_demo_pages(at=timezone.now())
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def service(planted, db) -> Service:
    """The service that has pages."""
    return Service.objects.get(slug="potni-list")
