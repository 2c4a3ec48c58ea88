"""Parts of addresses that mean something."""

import re
from datetime import date


class IsoDate:
    """A day as 2026-11-17; one that is not in the calendar, or out of all use, is no address."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
    years = range(2000, 2101)  # nobody's calendar reaches further, and no reckoning overflows

    def to_python(self, value: str) -> date:
        day = date.fromisoformat(value)
        if day.year not in self.years:
            raise ValueError(value)
        return day

    def to_url(self, value: date | str) -> str:
        text = value if isinstance(value, str) else value.isoformat()
        if not re.fullmatch(self.regex, text):
            raise ValueError(text)
        return text
