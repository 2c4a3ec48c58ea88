"""What a cell may hold, by the kind of its column: how a value is shown, and how it is read."""

import re
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

# A cell takes 32,767 characters; a text that fills it has been cut, or cannot be told from one.
LONGEST_TEXT = 32_766
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_RETURN = re.compile(r"\r\n?")
# Workbooks write a carriage return as "_x000D_", and "_x005F_" for the "_" of a text like that.
_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)|_x000D_\n?|\r\n?")
_CLOCK = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)(?:[.:]([0-5]\d))?")

_HUGE = 10**15  # beyond it, floating point has no cents

Cell = str | int | float | bool | time | None


class Refused(Exception):
    """The cell cannot be read; the text says why."""


class Kind:
    """Text, and what the other kinds have in common."""

    number_format = "@"
    allowed: tuple[str, ...] = ()

    def show(self, value: Any) -> Cell:
        """Return what the cell holds for a stored value; reading it back gives an equal cell."""
        return shown_text(value) or None

    def read(self, cell: Any) -> Any:
        """Return the value a cell means; raises Refused."""
        return text_of(cell)


class Whole(Kind):
    number_format = "0"

    def show(self, value: Any) -> Cell:
        return None if value is None else int(value)

    def read(self, cell: Any) -> int | None:
        number = _number(cell)
        if number is None:
            return None
        if not float(number).is_integer():
            raise Refused(_("This is not a whole number."))
        return int(number)


class Money(Kind):
    number_format = "0.00"

    def show(self, value: Any) -> Cell:
        return None if value is None else float(value)

    def read(self, cell: Any) -> Decimal | None:
        number = _number(cell)
        return None if number is None else Decimal(repr(number))


class Clock(Kind):
    number_format = "hh:mm:ss"

    def show(self, value: Any) -> Cell:
        return (
            None if value is None else value.replace(microsecond=value.microsecond // 1000 * 1000)
        )

    def read(self, cell: Any) -> time | None:
        if cell is None or type(cell) is time:
            return cell
        match = _CLOCK.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if match is None:
            raise Refused(_("This is not a time of day. Write it as 8:00."))
        hour, minute, second = (int(part or 0) for part in match.groups())
        return time(hour, minute, second)


@dataclass
class Choice(Kind):
    """One of some values; `labels` says each in words. The value itself may be written too."""

    labels: dict[Any, str]
    _known: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.allowed = tuple(self.labels.values())
        self._known = {str(value).casefold(): value for value in self.labels}
        self._known |= {label.casefold(): value for value, label in self.labels.items()}

    def show(self, value: Any) -> Cell:
        return self.labels[value] if value in self.labels else shown_text(str(value))

    def read(self, cell: Any) -> Any:
        if isinstance(cell, bool) and cell in self.labels:
            return cell
        text = text_of(cell)
        if not text:
            raise Refused(_("This cell must not be empty."))
        if text.casefold() not in self._known:
            choices = ", ".join(f"»{label}«" for label in self.allowed)
            raise Refused(
                _("This value is not known. Write one of: %(choices)s.") % {"choices": choices}
            )
        return self._known[text.casefold()]


class Words(Kind):
    """Several short texts, separated by commas."""

    def show(self, value: Any) -> Cell:
        return shown_text(", ".join(value)) or None

    def read(self, cell: Any) -> list[str]:
        return list(
            dict.fromkeys(part.strip() for part in text_of(cell).split(",") if part.strip())
        )


def text_of(cell: Any) -> str:
    """Return the text of a cell without outer spaces; raises Refused for anything but text."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        raise Refused(_("This is a number or a date. Format the cell as text and write it again."))
    if len(cell) > LONGEST_TEXT:
        raise Refused(_("This text is too long: a cell takes 32,766 characters."))
    text = cell.strip()
    if _CONTROL.search(text):
        raise Refused(_("This text holds a character that cannot be shown. Write it again."))
    return text


def unescaped(text: str) -> str:
    """Return the text that a workbook means, with line feeds."""
    return _ESCAPED.sub(lambda found: "_" if found[0] == "_x005F_" else "\n", text)


def shown_text(text: str) -> str:
    """Return `text` as a cell holds it: line feeds, nothing unprintable, what a cell takes."""
    return _CONTROL.sub("", _RETURN.sub("\n", text))[: LONGEST_TEXT + 1]


def _number(cell: Any) -> int | float | None:
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, str):
        raise Refused(_("This is text. A number is needed here."))
    if isinstance(cell, bool | datetime | time):
        raise Refused(_("This is a date, a time or a yes, not a number."))
    if not isinstance(cell, int | float) or not -_HUGE < cell < _HUGE:
        raise Refused(_("This is not a number."))
    return cell
