"""What cannot be held, and what the refusal says."""

from datetime import time, timedelta

import pytest

from booking.availability.earliest import earliest
from booking.enums import Channel, Competence
from booking.errors import BookingError
from tests.booking.acting import refusal, starts, take
from tests.booking.offices import AT, EIGHT, NINE, local, office
from tests.factories.booking import MunicipalityFactory, ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.req("B14")
def test_service_with_competence_is_held_only_at_the_competent_unit():
    service = ServiceFactory(competence=Competence.RESIDENCE)
    place, _service = office(1, service=service)
    home = MunicipalityFactory(unit=place.unit)
    foreign = MunicipalityFactory()

    for municipality in (None, foreign):
        with pytest.raises(BookingError) as refused:
            take(place, service, municipality=municipality)
        assert refused.value.code == "not_competent"
    held = take(place, service, municipality=home)
    clerk = take(place, service, NINE, channel=Channel.UNIT, override_reason="rojstvo v tujini")

    assert held.booking.municipality == home
    assert clerk.booking.override_reason == "rojstvo v tujini"


@pytest.mark.req("B8")
def test_unit_switched_off_cannot_be_booked():
    place, service = office(1)
    place.unit.open_channels = [Channel.UNIT]
    place.unit.save()
    place.refresh_from_db()

    assert starts(place, service) == []
    assert earliest(service, at=AT) == {}
    with pytest.raises(BookingError) as refused:
        take(place, service)
    assert refused.value.code == "not_bookable"


@pytest.mark.parametrize(
    "start",
    [
        local("2026-11-17", "08:03"),
        local("2026-11-16", "08:00"),
        local("2026-11-16", "09:00"),
        local("2027-03-01", "08:00"),
    ],
    ids=["off the grid", "past", "before the notice", "beyond the horizon"],
)
def test_hold_of_an_impossible_start_is_refused(start):
    place, service = office(1)

    with pytest.raises(BookingError) as refused:
        take(place, service, start)

    assert refused.value.code == "bad_start"


def test_hold_of_this_very_moment_is_refused():
    place, service = office(1, service=ServiceFactory(notice_hours=0))

    assert refusal(take, place, service, EIGHT, at=EIGHT) == "bad_start"


def test_hold_for_more_people_than_the_service_takes_is_refused():
    place, service = office(2)

    assert refusal(take, place, service, people=service.max_people + 1) == "too_many"
    assert refusal(take, place, service, people=0) == "too_many"


def test_hold_of_a_taken_time_comes_with_the_nearest_free_ones():
    place, service = office(1, closes=time(9))
    take(place, service)

    with pytest.raises(BookingError) as refused:
        take(place, service)

    near = [slot.starts_at for _place, slot in refused.value.nearest]
    assert refused.value.code == "slot_taken"
    assert near[:2] == [EIGHT + timedelta(minutes=15), EIGHT + timedelta(minutes=30)]
