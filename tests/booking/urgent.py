"""An office that keeps time for urgent cases of a service with stated conditions (B35)."""

from datetime import date, time

from booking.availability.derive import reach
from booking.models import Counter, UrgentReserve
from tests.booking.acting import take
from tests.booking.offices import AT, derive, office
from tests.factories.booking import ServiceFactory

CONDITIONS = {
    "urgent_sl": "Dokument so vam ukradli in v dveh tednih potujete.",
    "urgent_sr": "Документ вам је украден и за две недеље путујете.",
    "urgent_en": "Your document was stolen and you travel within two weeks.",
}
REASON = "ukraden potni list, pot 20. novembra"
URGENT = {"is_urgent": True, "urgent_reason": REASON}


def urgent_service(**fields):
    return ServiceFactory(**{"max_people": 1, **CONDITIONS, **fields})


def keep(place, opens=time(9), closes=time(10), *, at=AT, days=40, counter=None, **fields):
    """Keep these hours of every day for urgent cases and derive the free time anew."""
    owner = {"counter": counter} if counter else {"location": place}
    rule = {"rule": "FREQ=DAILY", "valid_from": date(2026, 1, 1), **fields}
    reserve = UrgentReserve.objects.create(opens=opens, closes=closes, **owner, **rule)
    derive(place, at=at, days=days)
    return reserve


def urgent_office(counters=1, *, service=None, at=AT, days=40, **hours):
    """Return (location, service): open from 8 to 12, of which 9 to 10 is kept."""
    place, service = office(counters, service=service or urgent_service(), at=at, days=days)
    keep(place, at=at, days=days, **hours)
    return place, service


def all_day(at, counters=1, *, service=None):
    """Return (location, service): all of it kept for urgent cases, as far as anybody may book."""
    place, service = office(counters, service=service or urgent_service(), at=at)
    days = (reach(at.date()) - at.date()).days
    keep(place, time(0), time(0), at=at, days=days)
    return place, service


def take_urgently(place, service, starts_at, **more):
    return take(place, service, starts_at, **URGENT, **more)


def counter_of(place):
    return Counter.objects.filter(location=place).order_by("order", "pk").first()
