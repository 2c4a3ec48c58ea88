import pytest

from booking.enums import Status
from booking.models import Booking, Location
from tests.factories.booking import LocationFactory, UnitFactory, booked

pytestmark = pytest.mark.django_db


def test_location_factory_makes_a_sound_tree():
    unit = UnitFactory()

    first, second = LocationFactory(parent=unit), LocationFactory(parent=unit)

    assert first.unit == second.unit == unit == unit.unit
    assert Location.find_problems() == ([], [], [], [], [])


def test_booked_gives_each_visitor_a_consecutive_appointment():
    booking = booked(visitors=[{}, {"name": "Tine Zupan", "is_child": True}])

    first, second = booking.appointments.all()

    assert Booking.objects.confirmed().get() == booking
    assert first.period.upper == second.starts_at
    assert [first.status, second.visitor.name] == [Status.BOOKED, "Tine Zupan"]
