"""Opening hours of offices as their pages show them: today, a week on, when next (U2)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from booking.enums import Visitors
from booking.information.reasons import reason
from booking.models import Closure, ExtraOpening, Location, OpeningHours
from booking.opening import Day, OneOff, next_open, opening_days
from languages.codes import SL
from languages.dates import local, long_date, wall_clock

_WEEK = 7
_LOOK_AHEAD = 42  # an office open once a month is found


@dataclass(frozen=True)
class OfficeHours:
    """What one office's page says of its hours; `week` is today and the six days after it.

    `regular` are its rows of regular hours, `ahead` the next six weeks with all that differs.
    """

    today: Day
    week: list[Day]
    next_open: Day | None
    is_known: bool
    regular: list[OpeningHours]
    ahead: list[Day]


def office_hours(offices: Sequence[Location], *, at: datetime) -> dict[int, OfficeHours]:
    """Return office key → its hours. Three queries, however many offices."""
    keys = [office.pk for office in offices]
    around = (at - timedelta(days=2), at + timedelta(days=_LOOK_AHEAD + 2))  # whole days, any zone
    regular = _by_office(OpeningHours.objects.filter(location__in=keys))
    extras, closures = (
        _by_office(
            table.objects.filter(location__in=keys, period__overlap=around).select_related(
                "restriction"
            )
        )
        for table in (ExtraOpening, Closure)
    )
    return {
        office.pk: _hours(
            opening_days(
                regular[office.pk],
                extras=[_one_off(row) for row in extras[office.pk]],
                closures=[_one_off(row) for row in closures[office.pk]],
                first=local(at, office.zone).date(),
                days=_LOOK_AHEAD,
                zone=office.zone,
                language=get_language() or SL,
            ),
            regular[office.pk],
            is_known=bool(regular[office.pk] or extras[office.pk]),
        )
        for office in offices
    }


def day_text(day: Day) -> str:
    """Return "8.00–12.00, 13.00–15.00" or that it is closed, with the reason if there is one.

    Hours for one kind of visitor follow, each with the words for whom.
    """
    language = get_language() or SL
    spans = [f"{wall_clock(start, language)}–{_end(end, language)}" for start, end in day.spans]
    spans += [
        f"{wall_clock(start, language)}–{_end(end, language)} {words}"
        for start, end, words in day.limited
    ]
    text = ", ".join(spans) or _("closed")
    return f"{text} ({day.note})" if day.note else text


def day_rows(hours: OfficeHours) -> list[dict[str, Any]]:
    """Return the rows of the week's table: date, hours, whether it is today."""
    language = get_language() or SL
    return [
        {
            "date": long_date(day.date, language),
            "text": day_text(day),
            "is_today": day.date == hours.today.date,
        }
        for day in hours.week
    ]


def _hours(days: list[Day], regular: list[OpeningHours], *, is_known: bool) -> OfficeHours:
    following = next_open(days, days[0].date)
    return OfficeHours(days[0], days[:_WEEK], following, is_known, regular, days)


def _end(end: time, language: str) -> str:
    return "24.00" if end == time(0) else wall_clock(end, language)


def _one_off(row: Closure | ExtraOpening) -> OneOff:
    return OneOff(
        row.period.lower,
        row.period.upper,
        reason(row),
        is_partial=row.restriction is not None,
        limits=_limits(row),
    )


def _limits(row: Closure | ExtraOpening) -> str:
    """Return for whom it is open then; "" where it does not ask who has an appointment."""
    if row.restriction is None or row.restriction.visitors == Visitors.EVERYBODY:
        return ""
    is_for_walk_ins = row.restriction.is_walk_in_only != isinstance(row, Closure)
    if is_for_walk_ins:
        return _("only for visitors without an appointment")
    return _("only for visitors with an appointment")


def _by_office(rows: Iterable[Any]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.location_id].append(row)
    return grouped
