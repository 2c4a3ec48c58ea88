"""Rows read and written by statements written out are what the ORM would have made of them."""

import pytest
from django.db import IntegrityError, transaction

from booking.models import Booking, Location
from database.statements import Columns, insert, rows
from messaging.models import Message
from tests.booking.offices import AT, office
from tests.factories.booking import BookingFactory

pytestmark = pytest.mark.django_db

BOOKING = Columns(Booking, "booking")
PLACE = Columns(Location, "place", ["id", "slug", "time_zone"])
WITH_PLACE = f"""
SELECT {BOOKING}, {PLACE} FROM booking_booking booking
JOIN booking_location place ON place.id = booking.location_id
WHERE booking.id = ANY(%(keys)s) ORDER BY booking.id
"""  # noqa: S608 - our own column names


def facts(instance):
    return {f.attname: getattr(instance, f.attname) for f in instance._meta.concrete_fields}


def test_rows_are_the_instances_the_orm_reads(django_assert_num_queries):
    first, second = BookingFactory(), BookingFactory()

    with django_assert_num_queries(1):
        read = rows(BOOKING, WITH_PLACE, {"keys": [second.pk, first.pk]}, location=PLACE)
        slugs = [one.location.slug for one in read]

    assert [facts(one) for one in read] == [
        facts(one) for one in Booking.objects.filter(pk__in=[first.pk, second.pk]).order_by("pk")
    ]
    assert slugs == [first.location.slug, second.location.slug]
    assert not read[0]._state.adding


def test_columns_left_out_are_fetched_when_asked_for(django_assert_num_queries):
    booking = BookingFactory()
    (read,) = rows(BOOKING, WITH_PLACE, {"keys": [booking.pk]}, location=PLACE)

    with django_assert_num_queries(1):
        assert read.location.name == booking.location.name


def test_columns_that_do_not_exist_are_refused():
    with pytest.raises(ValueError, match="slugg"):
        Columns(Location, "place", ["id", "slugg"])


def test_outer_join_without_a_partner_is_none():
    booking = BookingFactory()
    statement = f"""
    SELECT {BOOKING}, {PLACE} FROM booking_booking booking
    LEFT JOIN booking_location place ON place.id = -1
    """  # noqa: S608 - our own column names

    (read,) = rows(BOOKING, statement, {}, municipality=PLACE)

    assert read.pk == booking.pk
    assert read.municipality is None


def test_insert_writes_what_save_would_write():
    context = {"booking": 7, "gone": [], "name": "Žiga Љ"}
    message = Message(kind="k", medium="email", recipient="a@example.org", language="sr")
    message.context, message.created_at = context, AT

    insert(message)

    assert not message._state.adding
    assert facts(Message.objects.get()) == facts(message)
    assert Message.objects.get().context == context


def test_insert_keeps_the_database_s_rules():
    place, service = office(1)
    booking = BookingFactory(location=place, service=service, idempotency_key="k")
    again = Booking(location=place, service=service, language="sl", channel="web", created_at=AT)
    again.idempotency_key = booking.idempotency_key

    with pytest.raises(IntegrityError), transaction.atomic():
        insert(again)

    assert Booking.objects.count() == 1
