"""The days a report is about, and those before them. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date

    @property
    def is_whole_months(self) -> bool:
        return self.first.day == 1 and (self.last + DAY).day == 1

    @property
    def before(self) -> "Period":
        """Return the days just before: as many months where these are whole, else as many days."""
        last = self.first - DAY
        if not self.is_whole_months:
            return Period(self.first - (self.last - self.first) - DAY, last)
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        year, month = divmod(last.year * 12 + last.month - 1 - months, 12)
        return Period(date(year, month + 1, 1), last)

    def moments(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return when it begins and when it is over, half-open."""
        begins = datetime.combine(self.first, time(0), zone)
        return begins, datetime.combine(self.last + DAY, time(0), zone)


def month_of(day: date) -> Period:
    return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
