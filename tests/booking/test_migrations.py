"""What a migration does to rows that were there before it."""

from importlib import import_module

import pytest
from django.apps import apps

from booking.models import Closure, ServiceRestriction
from tests.booking.offices import EIGHT, NINE, office

pytestmark = pytest.mark.django_db


def test_restrictions_that_nobody_named_are_marked_as_the_engines():
    place, _service = office(1)
    named, combined = (ServiceRestriction.objects.create(mode="only") for _one in range(2))
    Closure.objects.create(location=place, period=(EIGHT, NINE), restriction=named)

    import_module("booking.migrations.0006_mark_derived_restrictions").mark(apps, None)

    marked = ServiceRestriction.objects.filter(is_derived=True)
    assert list(marked) == [combined]
