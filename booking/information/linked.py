"""Which appointments stand together with others in one visit, for tables and lists (B13)."""

from collections import defaultdict
from collections.abc import Collection

from django.db import connection
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from booking.enums import Status
from booking.models import Appointment
from languages.codes import SL
from languages.dates import clock, local, short_date_time

# Two index scans: with OR the planner would read every booking there is. The keys go as one array:
# a week has a thousand, and as many parameters would cost more than the query (decision 8).
LINKED = """
SELECT id, linked_to_id FROM booking_booking
WHERE id = ANY(%(keys)s) AND linked_to_id IS NOT NULL
UNION
SELECT id, linked_to_id FROM booking_booking WHERE linked_to_id = ANY(%(keys)s)
"""
# What was agreed and not called off.
STANDING = (Status.BOOKED, Status.ARRIVED, Status.SERVED, Status.NO_SHOW)


def mates_of(bookings: Collection[int]) -> dict[int, list[Appointment]]:
    """Return booking key → what stands of the other bookings of its visit, in order of time.

    Bookings that stand alone are left out. One query, one more where any is linked at all; each
    appointment has its service and counter.
    """
    firsts = _firsts(bookings)
    if not firsts:
        return {}
    together: dict[int, list[Appointment]] = defaultdict(list)
    keys = set(firsts.values())
    rows = Appointment.objects.filter(
        Q(booking__in=keys) | Q(booking__linked_to__in=keys), status__in=STANDING
    )
    for row in rows.select_related("booking", "service", "counter__location"):
        together[row.booking.visit_key].append(row)
    found = {
        key: [row for row in together[first] if row.booking_id != key]
        for key, first in firsts.items()
    }
    return {key: mates for key, mates in found.items() if mates}


def _firsts(bookings: Collection[int]) -> dict[int, int]:
    """Return, of those that are linked, the key of the first booking of their visit."""
    if not bookings:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(LINKED, {"keys": list(bookings)})
        pairs = cursor.fetchall()
    firsts: dict[int, int] = {}
    for key, first in pairs:
        firsts |= {key: first, first: first}
    return {key: firsts[key] for key in set(bookings) & firsts.keys()}


def is_apart(mate: Appointment, beside: Appointment) -> bool:
    """Say whether a move has torn the two apart: another local day, or another place."""
    zone = mate.counter.location.zone
    days = [local(one.starts_at, zone).date() for one in (mate, beside)]
    return days[0] != days[1] or mate.counter.location_id != beside.counter.location_id


def mate_words(mate: Appointment, beside: Appointment) -> str:
    """Return "9.15 Potni list, Okence 2", with the day where that is another.

    Of what is at another office by now only that: the list may go to people who see this one alone.
    """
    if mate.counter.location_id != beside.counter.location_id:
        return _("Another appointment of this visit is now at another office.")
    language, zone = get_language() or SL, mate.counter.location.zone
    is_that_day = local(mate.starts_at, zone).date() == local(beside.starts_at, zone).date()
    when = (clock if is_that_day else short_date_time)(mate.starts_at, zone, language)
    return f"{when} {mate.service.short_name}, {mate.counter.label}"
