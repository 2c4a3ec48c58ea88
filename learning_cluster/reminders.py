"""When a deliverable is reminded of: 7 days before, on the day, then every week (L6). Pure."""

from datetime import date, timedelta
from typing import Literal

BEFORE = timedelta(days=7)
EVERY = timedelta(days=7)
HOUR = 7  # nobody is reminded earlier in the morning

Stage = Literal["soon", "today", "late"]


def newest_reminder(due: date, today: date) -> date | None:
    """Return the latest day up to `today` on which there is a reminder; None before the first."""
    if today < due - BEFORE:
        return None
    if today < due:
        return due - BEFORE
    return due + (today - due) // EVERY * EVERY


def stage(due: date, today: date) -> Stage:
    """Return what a reminder sent on `today` says, also one that comes a few days late."""
    if today < due:
        return "soon"
    return "today" if today == due else "late"


def is_due(due: date, today: date, reminded_on: date | None) -> bool:
    """Say whether a reminder is to be sent; `reminded_on` is the day of the one before."""
    day = newest_reminder(due, today)
    return day is not None and (reminded_on is None or reminded_on < day)
