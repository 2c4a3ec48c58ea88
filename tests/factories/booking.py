"""Rows of booking, plain: no free intervals, no audit, no messages.

`UnitFactory` makes a unit, `LocationFactory` an office below one. `booked()` makes what a
confirmed booking consists of.
"""

import uuid
from datetime import UTC, date, datetime, time, timedelta

import factory
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from factory.django import DjangoModelFactory

from booking import enums, models, tokens

CREATED_AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
STARTS_AT = datetime(2026, 11, 17, 7, 20, tzinfo=UTC)  # a Tuesday, 8.20 in Ljubljana


class UnitFactory(DjangoModelFactory):
    """A unit at the root of the tree, open to every channel."""

    class Meta:
        model = models.Location

    kind = enums.LocationKind.UNIT
    slug = factory.Sequence(lambda number: f"unit-{number}")
    name = factory.Sequence(lambda number: f"Upravna enota {number}")
    open_channels = list(enums.Channel.values)

    @classmethod
    def _create(cls, model_class, *args, **fields):
        unit = model_class.add_root(**fields)
        unit.unit = unit
        unit.save(update_fields=["unit"])
        return unit


class LocationFactory(DjangoModelFactory):
    """An office: `LocationFactory(parent=node)` puts it there, else below a unit of its own."""

    class Meta:
        model = models.Location

    parent = factory.SubFactory(UnitFactory)
    unit = factory.SelfAttribute("parent.unit")
    kind = enums.LocationKind.SEAT
    slug = factory.Sequence(lambda number: f"office-{number}")
    name = factory.Sequence(lambda number: f"Sedež {number}")
    street = "Tobačna ulica 5"
    postcode = "1000"
    town = "Ljubljana"
    latitude = 46.0489
    longitude = 14.4931
    email = "ue@example.org"

    @classmethod
    def _create(cls, model_class, *args, parent, **fields):
        parent.refresh_from_db()  # a stale number of children would give a path twice
        return parent.add_child(**fields)


class ServiceCategoryFactory(DjangoModelFactory):
    class Meta:
        model = models.ServiceCategory

    slug = factory.Sequence(lambda number: f"category-{number}")
    order = factory.Sequence(int)
    name_sl = "Osebni dokumenti"
    name_sr = "Лична документа"
    name_en = "Personal documents"


class ServiceFactory(DjangoModelFactory):
    """Fifteen minutes, any unit, up to four people, bookable two hours to sixty days ahead."""

    class Meta:
        model = models.Service

    category = factory.SubFactory(ServiceCategoryFactory)
    slug = factory.Sequence(lambda number: f"service-{number}")
    name_sl = "Osebna izkaznica – izdaja"
    name_sr = "Лична карта – издавање"
    name_en = "Identity card – issue"
    short_name_sl = "Osebna izkaznica"
    short_name_sr = "Лична карта"
    short_name_en = "Identity card"
    summary_sl = "Oddate vlogo za osebno izkaznico."
    summary_sr = "Подносите захтев за личну карту."
    summary_en = "You apply for an identity card."
    minutes = 15
    max_people = 4
    presence = enums.Presence.REQUIRED
    appointment_need = enums.AppointmentNeed.REQUIRED


class RequiredDocumentFactory(DjangoModelFactory):
    class Meta:
        model = models.RequiredDocument

    service = factory.SubFactory(ServiceFactory)
    text_sl = "Stara osebna izkaznica"
    text_sr = "Стара лична карта"
    text_en = "Your old identity card"


class MunicipalityFactory(DjangoModelFactory):
    class Meta:
        model = models.Municipality

    slug = factory.Sequence(lambda number: f"municipality-{number}")
    name = factory.Sequence(lambda number: f"Občina {number}")
    unit = factory.SubFactory(UnitFactory)


class CounterFactory(DjangoModelFactory):
    """`CounterFactory(services=[service])` does those services; without it, none."""

    class Meta:
        model = models.Counter
        skip_postgeneration_save = True

    location = factory.SubFactory(LocationFactory)
    label = factory.Sequence(lambda number: f"Okence {number}")

    @factory.post_generation
    def services(self, create, extracted, **kwargs):
        if create and extracted:
            self.services.set(extracted)


class OpeningHoursFactory(DjangoModelFactory):
    """Monday to Friday, 8.00 to 15.00; give `location` or `counter`."""

    class Meta:
        model = models.OpeningHours

    rule = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    opens = time(8)
    closes = time(15)
    valid_from = date(2026, 1, 1)


class BookingFactory(DjangoModelFactory):
    """A confirmed booking without contact, visitors or appointments; see `booked`."""

    class Meta:
        model = models.Booking

    uid = factory.LazyFunction(uuid.uuid4)
    reference = factory.LazyFunction(tokens.new_reference)
    manage_hash = factory.LazyAttribute(
        lambda booking: tokens.token_hash(tokens.manage_token(booking.uid))
    )
    service = factory.SubFactory(ServiceFactory)
    location = factory.SubFactory(LocationFactory)
    language = "sl"
    channel = enums.Channel.WEB
    created_at = CREATED_AT
    confirmed_at = CREATED_AT


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = models.Contact

    booking = factory.SubFactory(BookingFactory)
    name = "Maja Zupan"
    email = "maja.zupan@example.org"
    wants_email = True


class VisitorFactory(DjangoModelFactory):
    class Meta:
        model = models.Visitor

    booking = factory.SubFactory(BookingFactory)
    name = "Maja Zupan"


class AppointmentFactory(DjangoModelFactory):
    """`AppointmentFactory(starts_at=…)`; its period ends after the service's buffer."""

    class Meta:
        model = models.Appointment
        exclude = ["starts_at"]

    starts_at = STARTS_AT
    booking = factory.SubFactory(BookingFactory)
    service = factory.SelfAttribute("booking.service")
    counter = factory.SubFactory(
        CounterFactory, location=factory.SelfAttribute("..booking.location")
    )
    period = factory.LazyAttribute(
        lambda row: DateTimeTZRange(row.starts_at, row.starts_at + row.service.length)
    )
    ends_at = factory.LazyAttribute(
        lambda row: row.starts_at + timedelta(minutes=row.service.minutes)
    )
    status = enums.Status.BOOKED
    created_at = CREATED_AT
    changed_at = CREATED_AT


def booked(*, starts_at=STARTS_AT, visitors=({},), contact=None, counter=None, **fields):
    """Return a confirmed booking with its contact and one appointment per visitor.

    `visitors` holds the fields of each; their appointments are consecutive at one counter.
    """
    booking = BookingFactory(**fields)
    ContactFactory(booking=booking, **(contact or {}))
    counter = counter or CounterFactory(location=booking.location, services=[booking.service])
    for number, visitor in enumerate(visitors):
        AppointmentFactory(
            booking=booking,
            counter=counter,
            visitor=VisitorFactory(booking=booking, **visitor),
            starts_at=starts_at + number * booking.service.length,
        )
    return booking
