from booking.models.appointment import Appointment
from booking.models.booking import Booking, Contact, Visitor
from booking.models.bulk_change import BulkChange
from booking.models.counter import Counter
from booking.models.fee_change import FeeChange
from booking.models.free_interval import FreeInterval
from booking.models.hours import (
    Closure,
    ExtraOpening,
    OpeningHours,
    ServiceRestriction,
    UrgentReserve,
)
from booking.models.location import Location
from booking.models.place import Municipality, Place
from booking.models.service import LifeEvent, RequiredDocument, Service, ServiceCategory
from booking.models.unit_news import UnitMailbox, UnitNews

__all__ = [
    "Appointment",
    "Booking",
    "BulkChange",
    "Closure",
    "Contact",
    "Counter",
    "ExtraOpening",
    "FeeChange",
    "FreeInterval",
    "LifeEvent",
    "Location",
    "Municipality",
    "OpeningHours",
    "Place",
    "RequiredDocument",
    "Service",
    "ServiceCategory",
    "ServiceRestriction",
    "UnitMailbox",
    "UnitNews",
    "UrgentReserve",
    "Visitor",
]
