"""New regular hours in place of old ones: what ends, what goes, what comes back after them (B7)."""

from collections.abc import Iterable
from datetime import date

from booking.models import OpeningHours
from booking.planning.steps import ONE_DAY, AddHours, EndHours, Step
from calendars.recurrence import dates


def replaced(rows: Iterable[OpeningHours], first: date, last: date | None) -> list[Step]:
    """Return the steps after which none of `rows` holds on the local days `first` to `last`.

    What held before ends the day before; what would hold after `last` comes back then.
    """
    steps: list[Step] = []
    for row in rows:
        if not _holds(row, first, last):
            continue
        ends = first - ONE_DAY
        steps.append(EndHours(row.pk, ends if row.valid_from <= ends else None))
        if last is not None and (row.valid_to is None or row.valid_to > last):
            steps += resumed(row, last)
    return steps


def resumed(row: OpeningHours, after: date) -> list[Step]:
    """Return the hours of `row` from the day after `after` on, in step with what they were.

    "Every second week" keeps its weeks: the rule starts anew on one of its own days. A rule with a
    COUNT ends on the day it would have ended.
    """
    limit = date(after.year + 5, 1, 1)
    rule, ends = row.rule, row.valid_to
    if "COUNT=" in rule:
        known = dates(rule, row.valid_from, row.valid_from, limit)
        rule = ";".join(part for part in rule.split(";") if not part.startswith("COUNT="))
        ends = min(filter(None, [ends, known[-1] if known else after]))
    coming = dates(row.rule, row.valid_from, after + ONE_DAY, min(filter(None, [ends, limit])))
    if not coming:
        return []
    return [AddHours(row.counter_id, rule, row.opens, row.closes, coming[0], ends)]


def _holds(row: OpeningHours, first: date, last: date | None) -> bool:
    begins_in_time = last is None or row.valid_from <= last
    return begins_in_time and (row.valid_to is None or row.valid_to >= first)
