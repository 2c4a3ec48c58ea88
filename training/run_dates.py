"""Dates of a run against the rules: the order of its days, days off, the past (T3, T7)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from calendars.work_free_days import work_free
from languages.codes import SL
from languages.dates import long_date
from training.errors import TrainingError
from training.local_time import ZONE, local_day
from training.models import Variant
from training.session_times import Fault, Span, fault, spans

SATURDAY = 5


def days_off(times: Sequence[Span]) -> list[date]:
    """Return the days among `times` that are work-free by law, a Saturday or a Sunday."""
    days = [local_day(start) for start, _end in times]
    return [day for day in days if day.weekday() >= SATURDAY or work_free(day)]


def planned_times(variant: Variant, starts: Sequence[datetime]) -> list[Span]:
    """Return the sessions of a run of `variant` that begin at `starts`, a start a segment.

    Raises TrainingError "starts", "day_order" or "over_midnight".
    """
    hours = [segment.hours for segment in variant.segments.all()]
    if len(hours) != len(starts):
        raise TrainingError("starts", _("Give a beginning for each part of the training."))
    times = spans(hours, starts, minutes=settings.PEDAGOGICAL_MINUTES)
    wrong = fault(times, ZONE)
    if wrong is Fault.DAY_ORDER:
        raise TrainingError(wrong, _("Each part must be on a later day than the one before it."))
    if wrong is Fault.OVER_MIDNIGHT:
        raise TrainingError(wrong, _("A session must end on the day on which it begins."))
    return times


def check_dates(times: Sequence[Span], *, with_days_off: bool, at: datetime) -> None:
    """Refuse dates that have begun, and days off unless somebody said that they are meant.

    Raises TrainingError "in_the_past" or "day_off", whose text names the days.
    """
    if times[0][0] <= at:
        raise TrainingError("in_the_past", _("The first session must be still to come."))
    off = days_off(times)
    if off and not with_days_off:
        named = ", ".join(long_date(day, get_language() or SL) for day in off)
        text = _("This is a work-free day or a weekend: %(days)s. Confirm it if it is meant.")
        raise TrainingError("day_off", text % {"days": named})
