"""Days in addresses: 2026-11-17. What is no day is no address, and so a 404."""

from datetime import date


class DayConverter:
    """Between years 2000 and 2100, so that a day can be reckoned with safely."""

    regex = r"20[0-9]{2}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)  # ValueError: no such address

    def to_url(self, value: date | str) -> str:
        return value if isinstance(value, str) else value.isoformat()
