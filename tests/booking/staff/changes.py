"""Changes of hours as the tests make them: one call for each."""

import uuid
from datetime import date, time

from booking.actions.bulk import Decision, Shown, apply
from booking.enums import BulkKind
from booking.models import OpeningHours
from booking.planning.preview import preview
from booking.planning.replacing import replaced
from booking.planning.steps import AddException, AddHours, Change
from privacy.audit import Actor
from tests.booking.offices import AT, local

MANAGER = Actor(role="location_manager", user_id=1, channel="unit")
WORKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


def change(place, *steps, kind=BulkKind.HOURS, **more):
    return Change(uuid.uuid4().hex, str(kind), place.pk, tuple(steps), **more)


def new_hours(place, opens, closes, *, first, last=None, rule=WORKDAYS, counter=None):
    """Return the change to these hours instead of those the place or counter has."""
    rows = (
        OpeningHours.objects.filter(counter=counter)
        if counter
        else OpeningHours.objects.filter(location=place)
    )
    key = counter.pk if counter else None
    return change(
        place,
        *replaced(rows, first, last),
        AddHours(key, rule, time(opens), time(closes), first, last),
    )


def closed(place, day, begins, ends, *, counter=None, **more):
    """Return the closure of one day between two local hours."""
    step = AddException(
        "closure",
        counter.pk if counter else None,
        local(day, begins),
        local(day, ends),
        reason_sl="Stavka",
        **more,
    )
    return change(place, step, kind=BulkKind.CLOSURE, reason_sl="Stavka", reason_sr="Штрајк")


def done(planned, decision=Decision.MOVE, *, at=AT):
    """Preview and apply at once; every stranded appointment is decided alike."""
    seen = preview(planned, at=at)
    decisions = {one.appointment.pk: decision for one in seen.stranded}
    return apply(Shown.of(seen), decisions, by=MANAGER, at=at)


def first_of(month: int, year: int = 2026) -> date:
    return date(year, month, 1)
