"""Which days one page of the calendar lists. Pure."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Days:
    """`length` local days from `wanted` on, never before `today` nor after `final`."""

    today: date
    final: date
    length: int
    wanted: date | None = None

    @property
    def first(self) -> date:
        return min(max(self.wanted or self.today, self.today), max(self.final, self.today))

    @property
    def last(self) -> date:
        return max(self.first, min(self.first + timedelta(days=self.length - 1), self.final))

    @property
    def earlier(self) -> date | None:
        """Return where the page before begins; None on the first page."""
        if self.first == self.today:
            return None
        return max(self.today, self.first - timedelta(days=self.length))

    @property
    def later(self) -> date | None:
        following = self.last + timedelta(days=1)
        return following if following <= self.final else None

    def listed(self, with_times: Container[date]) -> list[date]:
        """Return the days to list: working days, and of weekends those with a free time."""
        span = (self.last - self.first).days + 1
        days = (self.first + timedelta(days=number) for number in range(span))
        return [day for day in days if day.weekday() < 5 or day in with_times]
