"""Filters that write days, hours, money and distances in the active language.

A `zone` is a ZoneInfo or its name; a plain date needs none.
"""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.translation import get_language

from languages import dates, numbers
from languages.codes import SL
from languages.dates import Zone

register = template.Library()


def _day(moment: date | datetime, zone: Zone | None) -> date:
    """Return the local date; without a zone a moment's own day, a date as it is."""
    if not isinstance(moment, datetime):
        return moment
    return dates.local(moment, zone).date() if zone else moment.date()


def _language() -> str:
    return get_language() or SL


@register.filter
def long_date(moment: date | datetime, zone: Zone | None = None) -> str:
    return dates.long_date(_day(moment, zone), _language())


@register.filter
def long_date_genitive(moment: date | datetime, zone: Zone | None = None) -> str:
    return dates.long_date(_day(moment, zone), _language(), "genitive")


@register.filter
def short_date(moment: date | datetime, zone: Zone | None = None) -> str:
    return dates.short_date(_day(moment, zone), _language())


@register.filter
def month_year(moment: date | datetime, zone: Zone | None = None) -> str:
    return dates.month_year(_day(moment, zone), _language())


@register.filter
def weekday_name(day: date) -> str:
    return dates.weekday_name(day, _language())


@register.filter
def clock(moment: datetime, zone: Zone) -> str:
    return dates.clock(moment, zone, _language())


@register.filter
def date_time(moment: datetime, zone: Zone) -> str:
    return dates.date_time(moment, zone, _language())


@register.filter
def short_date_time(moment: datetime, zone: Zone) -> str:
    return dates.short_date_time(moment, zone, _language())


@register.filter
def in_sentence(moment: datetime, zone: Zone) -> str:
    return dates.in_sentence(moment, zone, _language())


@register.filter
def wait(days: int) -> str:
    return dates.wait(days, _language())


@register.filter
def money(amount: Decimal) -> str:
    return numbers.money(amount, _language())


@register.filter
def kilometres(distance: float) -> str:
    return numbers.kilometres(distance)
