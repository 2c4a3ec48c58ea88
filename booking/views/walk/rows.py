"""Facts of the walk as the components print them: texts in the visitor's language."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from booking.availability.slots import Slot
from booking.information.waiting_times import waiting_days
from booking.models import Location, Place
from booking.views.walk.choice import Choice
from booking.views.walk.ranking import Candidate, Tradeoff
from calendars.work_free_days import work_free
from languages import dates
from languages.codes import SL
from languages.numbers import kilometres

Row = dict[str, object]


def language() -> str:
    return get_language() or SL


def place_groups(choice: Choice, groups: Sequence[Sequence[Candidate]], at: datetime) -> list[Row]:
    """Return `{unit, rows}` per unit; `unit` is empty where it has only one office."""
    best = groups[0][0] if groups else None
    return [
        {
            "unit": group[0].office.unit.name if len(group) > 1 else "",
            "rows": [_place(choice, one, at, one is best, len(group) > 1) for one in group],
        }
        for group in groups
    ]


def _place(choice: Choice, one: Candidate, at: datetime, is_best: bool, is_grouped: bool) -> Row:
    office = one.office
    unit = office.unit.name
    # A seat bears its unit's name: once is enough.
    is_repeated = is_grouped or office.name.startswith(unit)
    facts = ["" if is_repeated else unit, office.address]
    return {
        "place": office.name,
        "url": choice.url("book_when", office.slug),
        "unit": " · ".join(filter(None, facts)),
        "first_free": dates.date_time(one.starts_at, office.zone, language())
        if one.starts_at
        else "",
        "waiting": dates.wait(waiting_days(one.starts_at, office, at=at), language())
        if one.starts_at
        else "",
        "distance": kilometres(one.distance) if one.distance is not None else "",
        "is_best": is_best and one.starts_at is not None,
    }


def weighing(trade: Tradeoff | None) -> str:
    """Return the sentence that weighs a longer way against an earlier day, or nothing."""
    if trade is None:
        return ""
    text = ngettext(
        "%(place)s has a free time %(days)d day earlier than the nearest, %(distance)s away.",
        "%(place)s has a free time %(days)d days earlier than the nearest, %(distance)s away.",
        trade.days,
    )
    place = trade.candidate.office.town or trade.candidate.office.name
    return text % {
        "place": place,
        "days": trade.days,
        "distance": kilometres(trade.candidate.distance or 0),
    }


def other_places(choice: Choice, places: Iterable[Place]) -> list[Row]:
    """Return links to the other places of the same name or postcode."""
    return [
        {
            "text": str(place),
            "url": choice.but(near=str(place), lat=str(place.latitude), lon=str(place.longitude))
            .but(near="")
            .url("book_where"),
        }
        for place in places
    ]


def slot_button(slot: Slot, office: Location, *, with_day: bool = False) -> Row:
    return {
        "value": slot.starts_at.isoformat(),
        "time": dates.clock(slot.starts_at, office.zone, language()),
        "day": dates.long_date(slot.starts_at.astimezone(office.zone).date(), language())
        if with_day
        else "",
    }


def listed(slots: Sequence[Slot], office: Location) -> list[Row]:
    """Return times of any days as one group of components/slot_buttons.html."""
    return [{"slots": [slot_button(slot, office, with_day=True) for slot in slots]}]


def day_groups(slots: Sequence[Slot], office: Location) -> list[Row]:
    """Return one day's times under morning, midday and afternoon; empty parts are left out."""
    parts = (
        (_("Morning"), time(0), time(11)),
        (_("Midday"), time(11), time(14)),
        (_("Afternoon"), time(14), time.max),
    )
    local = [(slot, slot.starts_at.astimezone(office.zone).time()) for slot in slots]
    groups: list[Row] = []
    for label, first, last in parts:
        buttons = [slot_button(slot, office) for slot, at in local if first <= at < last]
        if buttons:
            groups.append({"label": label, "slots": buttons})
    return groups


def day_text(day: date) -> str:
    return dates.long_date(day, language())


def day_note(day: date) -> str:
    """Return why nobody works that day, or nothing."""
    return _("work-free day") if work_free(day) else ""
