"""The command that writes the search index anew."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms_pages.models import SearchEntry
from cms_pages.search.find import find
from tests.factories.booking import LocationFactory, ServiceFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    LocationFactory(parent=UnitFactory())
    return ServiceFactory()


def rebuild(*arguments):
    out = StringIO()
    call_command("rebuild_search", *arguments, stdout=out)
    return out.getvalue()


def keys(question="osebna"):
    at = timezone.now()
    return [entry.service_id for entry in find(question, language="sl", at=at, limit=5)]


def test_rebuild_counts_what_can_be_found_and_may_run_again(service):
    first = rebuild()

    assert first.startswith("services 1, offices 2, places 0, pages ")
    assert (rebuild(), keys()) == (first, [service.pk])


def test_rebuild_if_empty_leaves_an_index_alone(service):
    rebuild("--if-empty")
    SearchEntry.objects.exclude(service=service).delete()

    assert rebuild("--if-empty") == ""
    assert SearchEntry.objects.count() == 1


def test_tables_brought_up_to_date_can_be_searched(service):
    assert keys() == []

    call_command("make_tables", verbosity=0, stdout=StringIO())

    assert keys() == [service.pk]
