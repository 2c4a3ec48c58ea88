"""RFC 5545 recurrence rules, expanded in local time (I3).

A rule is kept as text without DTSTART. It is daily or slower; its days are local dates, so an
hour given beside it never drifts over daylight saving.
"""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dateutil.rrule import rrulestr
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_SHAPE = re.compile(r"[A-Z]+=[A-Z0-9+,-]+(;[A-Z]+=[A-Z0-9+,-]+)*")
_ANY_DAY = datetime(2026, 1, 1)  # noqa: DTZ001 - rules are expanded as local dates, without zone
_SUB_DAILY = ("BYHOUR", "BYMINUTE", "BYSECOND")


def validate_rule(rule: str) -> None:
    """Raise ValidationError unless `rule` is a daily or slower RFC 5545 rule without a start."""
    parts = dict(part.split("=") for part in rule.split(";")) if _SHAPE.fullmatch(rule) else {}
    if parts.get("FREQ") not in _FREQUENCIES or any(name in parts for name in _SUB_DAILY):
        raise ValidationError(_("Choose days, weeks or months for the repetition."))
    try:
        rrulestr(rule, dtstart=_ANY_DAY)
    except (ValueError, TypeError) as error:
        raise ValidationError(_("This repetition is not a rule of RFC 5545.")) from error


@lru_cache(maxsize=4096)
def dates(rule: str, valid_from: date, first: date, last: date) -> tuple[date, ...]:
    """Return the local dates of `rule`, counted from `valid_from`, in [first, last].

    `valid_from` itself is a date of the rule only where the rule says so.
    """
    if last < valid_from or last < first:
        return ()
    start = datetime.combine(valid_from, time(0))
    begin = datetime.combine(max(first, valid_from), time(0))
    expanded = rrulestr(rule, dtstart=start)
    end = datetime.combine(last, time(0)) + timedelta(hours=1)
    return tuple(moment.date() for moment in expanded.between(begin, end, inc=True))
