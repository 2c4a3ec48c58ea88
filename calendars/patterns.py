"""The recurrences people choose from, and the rule text each is kept as (B7). Pure.

Two shapes are enough for offices: some weekdays of every week, and a weekday of every month ("the
first Wednesday", "the last Friday"). Any other rule is kept as it is and called `Other`.
"""

from dataclasses import dataclass

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST = -1
ORDINALS = (1, 2, 3, 4, LAST)


@dataclass(frozen=True)
class Weekly:
    """Every week on these weekdays; 0 is Monday."""

    days: tuple[int, ...]


@dataclass(frozen=True)
class Monthly:
    """Every month on the `nth` of this weekday; -1 is the last."""

    nth: int
    day: int


@dataclass(frozen=True)
class Other:
    """A rule of another shape, as it is written."""

    rule: str


Pattern = Weekly | Monthly | Other


def rule_of(pattern: Pattern) -> str:
    """Return the RFC 5545 text. ValueError for no day, or a day or ordinal that is not one."""
    if isinstance(pattern, Other):
        return pattern.rule
    days = pattern.days if isinstance(pattern, Weekly) else (pattern.day,)
    if not days or any(not 0 <= day < len(DAYS) for day in days):
        raise ValueError("a pattern has weekdays from 0 to 6")
    if isinstance(pattern, Weekly):
        return "FREQ=WEEKLY;BYDAY=" + ",".join(DAYS[day] for day in sorted(set(days)))
    if pattern.nth not in ORDINALS:
        raise ValueError("a month has a first to a fourth and a last weekday")
    return f"FREQ=MONTHLY;BYDAY={pattern.nth}{DAYS[pattern.day]}"


def pattern_of(rule: str) -> Pattern:
    """Return the shape of a rule; `rule_of` of it is an equal rule."""
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    if parts.pop("INTERVAL", "1") != "1" or set(parts) != {"FREQ", "BYDAY"}:
        return Other(rule)
    days = parts["BYDAY"].split(",")
    if parts["FREQ"] == "WEEKLY" and all(day in DAYS for day in days):
        return Weekly(tuple(sorted(DAYS.index(day) for day in days)))
    if parts["FREQ"] == "MONTHLY" and len(days) == 1 and days[0][-2:] in DAYS:
        nth = days[0][:-2].removeprefix("+")
        if nth in {str(number) for number in ORDINALS}:
            return Monthly(int(nth), DAYS.index(days[0][-2:]))
    return Other(rule)


def is_by_week(rule: str) -> bool:
    """Say whether the rule makes up the ordinary week: daily or weekly, whatever its shape."""
    return not {"FREQ=WEEKLY", "FREQ=DAILY"}.isdisjoint(rule.split(";"))
