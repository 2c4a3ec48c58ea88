"""The batched reads must say what `earliest` says."""

from datetime import timedelta

import pytest
from django.utils import timezone

from booking.actions.holding import hold
from booking.availability.earliest import earliest
from booking.enums import AppointmentNeed, RestrictionMode
from booking.information.first_free import first_free
from booking.information.first_free_here import first_free_here
from booking.models import ExtraOpening, ServiceRestriction
from tests.booking.offices import AT, CITIZEN, derive, local, office
from tests.factories.booking import CounterFactory, ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    """Two offices and three services of different lengths, the last only at the second office."""
    short, long, rare = ServiceFactory(minutes=15), ServiceFactory(minutes=50), ServiceFactory()
    first, _ = office(2, service=short)
    second, _ = office(1, service=rare)
    for place, service in ((first, long), (second, short)):
        CounterFactory(location=place, services=[service])
        derive(place)
    return [first, second], [short, long, rare]


def check(offices, services, at):
    for service in services:
        found = earliest(service, at=at)
        best = first_free(services, at=at).get(service.pk)
        assert (best.starts_at if best else None) == min(found.values(), default=None)
        for place in offices:
            assert first_free_here(place, services, at=at).get(service.pk) == found.get(place.pk)


def test_first_free_says_what_earliest_says(places):
    offices, services = places

    check(offices, services, AT)
    check(offices, services, AT + timedelta(hours=30))
    check(offices, services, AT + timedelta(days=400))


def test_first_free_counts_time_under_expired_holds_as_free(places):
    offices, services = places
    start = min(earliest(services[2], at=AT).values())
    hold(services[2], offices[1], starts_at=start, by=CITIZEN, language="sl", at=AT)

    check(offices, services, AT)
    check(offices, services, AT + timedelta(minutes=15))


def test_first_free_heeds_restrictions(places):
    offices, services = places
    rule = ServiceRestriction.objects.create(mode=RestrictionMode.ONLY)
    rule.services.set([services[0]])
    ExtraOpening.objects.create(
        location=offices[0],
        period=(local("2026-11-16", "14:00"), local("2026-11-16", "16:00")),
        restriction=rule,
    )
    derive(offices[0])

    check(offices, services, AT + timedelta(hours=4))
    here = first_free_here(offices[0], services, at=AT + timedelta(hours=4))
    assert here[services[0].pk] == local("2026-11-16", "14:00")
    assert here[services[1].pk] == local("2026-11-17", "08:00")


def test_first_free_asks_as_often_for_thirty_services(places, django_assert_num_queries):
    offices, services = places
    more = [*services, *ServiceFactory.create_batch(27)]

    with django_assert_num_queries(3):
        first_free(services[:1], at=AT)
    with django_assert_num_queries(3):
        first_free(more, at=AT)


def test_first_free_leaves_out_what_takes_no_appointments():
    _place, service = office(service=ServiceFactory(appointment_need=AppointmentNeed.NOT_NEEDED))

    assert first_free([service], at=timezone.now()) == {}
