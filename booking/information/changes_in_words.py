"""The steps of a planned change as sentences (B7, B12)."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from booking.enums import ClosureKind
from booking.information.hours_in_words import rule_words, spans_words, validity_words
from booking.models import (
    Closure,
    ExtraOpening,
    Location,
    OpeningHours,
    Service,
    UrgentReserve,
)
from booking.planning.steps import (
    TABLES,
    AddException,
    AddHours,
    AddReserve,
    EndException,
    EndHours,
    EndReserve,
    Step,
    TakeOut,
    owned,
)
from languages.codes import SL
from languages.dates import date_time, short_date


def step_words(step: Step, location: Location, labels: Mapping[int, str]) -> str:
    """Return one sentence; `labels` names the location's counters."""
    key = step.counter_key(location)
    where = labels[key] if key is not None else _("the whole location")
    return f"{where}: {_what(step, location)}"


def period_words(row: Closure | ExtraOpening | AddException, location: Location) -> str:
    """Return "torek, 17. november 2026 ob 8.00 – …" on the location's clock."""
    language = get_language() or SL
    ends = (
        (row.starts_at, row.ends_at)
        if isinstance(row, AddException)
        else (row.period.lower, row.period.upper)
    )
    return " – ".join(date_time(one, location.zone, language) for one in ends)


def _what(step: Step, location: Location) -> str:
    match step:
        case AddHours():
            return _("new: %(hours)s") % {"hours": _hours(step)}
        case AddReserve():
            reserved = f"{_hours(step)}, {release_words(step.release_hours)}"
            return _("reserved for urgent cases: %(hours)s") % {"hours": reserved}
        case EndReserve():
            ended = _ended(step, owned(UrgentReserve, step.row, location))
            return _("no longer reserved for urgent cases: %(hours)s") % {"hours": ended}
        case EndHours():
            return _ended(step, owned(OpeningHours, step.row, location))
        case AddException():
            return f"{_kind(step)}: {period_words(step, location)}{_services(step)}"
        case EndException():
            return _exception_ended(step, location)
        case TakeOut():
            return _("out of use from now on")


def release_words(hours: int | None) -> str:
    """Return when the time of a reserve that is left is for everybody."""
    if hours is None:
        return _("not released to others")
    if hours == 0:
        return _("what is left is released to all as it begins")
    text = ngettext(
        "what is left is released to all %(number)d hour before",
        "what is left is released to all %(number)d hours before",
        hours,
    )
    return text % {"number": hours}


def _hours(row: AddHours | AddReserve) -> str:
    validity = validity_words(row.valid_from, row.valid_to, date.min)
    return f"{rule_words(row.rule)} {spans_words([(row.opens, row.closes)])} ({validity})"


def _ended(step: EndHours, row: OpeningHours | UrgentReserve) -> str:
    hours = f"{rule_words(row.rule)} {spans_words([(row.opens, row.closes)])}"
    if step.valid_to is None:
        return _("taken back: %(hours)s") % {"hours": hours}
    last = short_date(step.valid_to, get_language() or SL)
    return _("ends with %(last)s: %(hours)s") % {"last": last, "hours": hours}


def _exception_ended(step: EndException, location: Location) -> str:
    row = owned(TABLES[step.table], step.row, location)
    was = period_words(row, location)
    if step.ends_at is None:
        return _("removed: %(period)s, %(reason)s") % {"period": was, "reason": row.reason_sl}
    ends = date_time(step.ends_at, location.zone, get_language() or SL)
    return _("%(period)s, %(reason)s: ends %(ends)s instead") % {
        "period": was,
        "reason": row.reason_sl,
        "ends": ends,
    }


def _kind(step: AddException) -> str:
    return str(ClosureKind(step.kind).label) if step.table == "closure" else _("extra opening")


def _services(step: AddException) -> str:
    if step.is_booked_only:
        return ", " + _("for all but visitors without an appointment")
    if step.is_walk_in_only:
        return ", " + _("only for visitors without an appointment")
    if not step.services:
        return ""
    names = [service.short_name for service in Service.objects.filter(pk__in=step.services)]
    return ", " + _("only for: %(services)s") % {"services": ", ".join(names)}
