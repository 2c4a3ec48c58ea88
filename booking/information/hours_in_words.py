"""Rules and hours as staff read them (B7)."""

from collections.abc import Iterable
from datetime import date, time, timedelta

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from calendars.pattern_words import WEEKDAYS
from calendars.patterns import LAST, Monthly, Weekly, pattern_of
from calendars.recurrence import dates
from calendars.work_free_days import work_free, work_free_name
from languages.codes import SL
from languages.dates import long_date, short_date, wall_clock

# Written out: the ordinal agrees with its weekday in Slovene and Serbian.
MONTHLY: dict[int, tuple[Promise, ...]] = {
    1: (
        gettext_lazy("the first Monday of the month"),
        gettext_lazy("the first Tuesday of the month"),
        gettext_lazy("the first Wednesday of the month"),
        gettext_lazy("the first Thursday of the month"),
        gettext_lazy("the first Friday of the month"),
        gettext_lazy("the first Saturday of the month"),
        gettext_lazy("the first Sunday of the month"),
    ),
    2: (
        gettext_lazy("the second Monday of the month"),
        gettext_lazy("the second Tuesday of the month"),
        gettext_lazy("the second Wednesday of the month"),
        gettext_lazy("the second Thursday of the month"),
        gettext_lazy("the second Friday of the month"),
        gettext_lazy("the second Saturday of the month"),
        gettext_lazy("the second Sunday of the month"),
    ),
    3: (
        gettext_lazy("the third Monday of the month"),
        gettext_lazy("the third Tuesday of the month"),
        gettext_lazy("the third Wednesday of the month"),
        gettext_lazy("the third Thursday of the month"),
        gettext_lazy("the third Friday of the month"),
        gettext_lazy("the third Saturday of the month"),
        gettext_lazy("the third Sunday of the month"),
    ),
    4: (
        gettext_lazy("the fourth Monday of the month"),
        gettext_lazy("the fourth Tuesday of the month"),
        gettext_lazy("the fourth Wednesday of the month"),
        gettext_lazy("the fourth Thursday of the month"),
        gettext_lazy("the fourth Friday of the month"),
        gettext_lazy("the fourth Saturday of the month"),
        gettext_lazy("the fourth Sunday of the month"),
    ),
    LAST: (
        gettext_lazy("the last Monday of the month"),
        gettext_lazy("the last Tuesday of the month"),
        gettext_lazy("the last Wednesday of the month"),
        gettext_lazy("the last Thursday of the month"),
        gettext_lazy("the last Friday of the month"),
        gettext_lazy("the last Saturday of the month"),
        gettext_lazy("the last Sunday of the month"),
    ),
}
TWO_YEARS = timedelta(days=731)


def rule_words(rule: str) -> str:
    """Return "Monday–Friday", "Monday, Thursday", "the first Wednesday of the month"."""
    pattern = pattern_of(rule)
    if isinstance(pattern, Weekly):
        return _weekdays(pattern.days)
    if isinstance(pattern, Monthly):
        return str(MONTHLY[pattern.nth][pattern.day])
    return _("a special repetition (%(rule)s)") % {"rule": pattern.rule}


def spans_words(spans: Iterable[tuple[time, time]]) -> str:
    """Return "8.00–12.00, 13.00–15.00"."""
    language = get_language() or SL
    return ", ".join(
        f"{wall_clock(opens, language)}–"
        + ("24.00" if closes == time(0) else wall_clock(closes, language))
        for opens, closes in sorted(spans)
    )


def validity_words(first: date, last: date | None, today: date) -> str:
    """Return from when to when hours hold; what began long ago only says how long it lasts."""
    language = get_language() or SL
    begins = short_date(first, language)
    if last is None:
        return _("from %(first)s on") % {"first": begins} if first > today else _("until changed")
    ends = short_date(last, language)
    if first > today:
        return _("from %(first)s to %(last)s") % {"first": begins, "last": ends}
    return _("until %(last)s, that day included") % {"last": ends}


def next_dates(
    rule: str, valid_from: date, valid_to: date | None, today: date = date.min
) -> list[date]:
    """Return the rule's dates from today on, at most two years ahead, work-free days included."""
    begin = max(valid_from, today)
    end = min(filter(None, [valid_to, begin + TWO_YEARS]))
    return list(dates(rule, valid_from, begin, end))


def date_words(day: date) -> str:
    """Return "torek, 17. november 2026"; a work-free day says that it stays closed."""
    language = get_language() or SL
    text = long_date(day, language)
    if not work_free(day):
        return text
    name = work_free_name(day, language)
    return _("%(day)s – closed: %(holiday)s") % {"day": text, "holiday": name}


def _weekdays(days: tuple[int, ...]) -> str:
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    words = []
    for run in runs:
        names = [str(WEEKDAYS[day]) for day in run]
        words.append(f"{names[0]}–{names[-1]}" if len(run) > 2 else ", ".join(names))
    return ", ".join(words)
