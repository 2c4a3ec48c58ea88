"""An action plan as text, as a version of a concept keeps it. Pure: no Django."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Protocol

PLAN = "_plan"  # its key among the texts of a version; no section has such a name


class Line(Protocol):
    action: str
    who: str
    starts_on: date | None
    ends_on: date | None
    cost: Decimal | None


def plan_text(lines: Iterable[Line]) -> str:
    """Return a paragraph a line: action; who; days as d. m. yyyy; cost in KM as 1.234,50."""
    return "\n".join(_line(line) for line in lines)


def _line(line: Line) -> str:
    days = "–".join(f"{day.day}. {day.month}. {day.year}" for day in _days(line))
    cost = "" if line.cost is None else f"{marks(line.cost)} KM"
    return "; ".join(part for part in (line.action, line.who, days, cost) if part)


def _days(line: Line) -> list[date]:
    return [day for day in (line.starts_on, line.ends_on) if day is not None]


def marks(amount: Decimal) -> str:
    """Return an amount as Bosnian writes it: 1.234,50."""
    return f"{amount:,.2f}".replace(",", "\0").replace(".", ",").replace("\0", ".")
