"""How offered times are written."""

from datetime import date, time
from typing import Any

from django import template
from django.utils.translation import get_language

from calendars.series import series_dates
from languages import dates
from languages.codes import SR
from learning_cluster.models import OfferedTimes

register = template.Library()

SHOWN = 4


@register.filter
def wall_clock(at: time) -> str:
    return dates.wall_clock(at, get_language() or SR)


@register.filter
def days_offered(row: OfferedTimes) -> dict[str, Any]:
    """Return the first days of offered times, and how many there are beside them."""
    found: tuple[date, ...] = series_dates(row.rule, row.valid_from)
    return {"shown": found[:SHOWN], "further": max(len(found) - SHOWN, 0)}
