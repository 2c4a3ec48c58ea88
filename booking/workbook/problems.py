"""What is wrong with a workbook: where, and why."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from booking.errors import BookingError

MOST_TOLD = 1_000


@dataclass(frozen=True)
class Problem:
    """One thing wrong, as finely placed as it can be; rows and columns count from 1."""

    reason: str
    sheet: str = ""
    row: int | None = None
    column: int | None = None
    heading: str = ""

    @property
    def letter(self) -> str:
        return get_column_letter(self.column) if self.column else ""

    def __str__(self) -> str:
        """Return "sheet Storitve, row 5, column M (Minute): reason", as far as it is known."""
        parts = [
            _("sheet %(name)s") % {"name": self.sheet} if self.sheet else "",
            _("row %(number)s") % {"number": self.row} if self.row else "",
            _("column %(name)s") % {"name": self._column()} if self.column else "",
        ]
        place = ", ".join(part for part in parts if part)
        return f"{place}: {self.reason}" if place else self.reason

    def _column(self) -> str:
        return f"{self.letter} ({self.heading})" if self.heading else self.letter


@dataclass
class Problems:
    """The first thousand of them, and how many there are."""

    told: list[Problem] = field(default_factory=list)
    count: int = 0

    def add(self, problem: Problem) -> None:
        self.count += 1
        if self.count <= MOST_TOLD:
            self.told.append(problem)

    def __bool__(self) -> bool:
        return self.count > 0

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.told)

    @property
    def untold(self) -> int:
        return self.count - len(self.told)


class WorkbookRefused(BookingError):
    """The workbook is not imported; `problems` says why."""

    def __init__(self, problems: Problems) -> None:
        super().__init__("bad_workbook")
        self.problems = problems


def refusal(reason: str, **place: str | int) -> WorkbookRefused:
    """Return the refusal of a workbook for one reason."""
    problems = Problems()
    problems.add(Problem(reason, **place))  # type: ignore[arg-type]  # names of its fields
    return WorkbookRefused(problems)
