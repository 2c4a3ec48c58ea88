"""The days of a cluster as pages and paper show them (L5)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.db.models.functions import Coalesce

from languages.translated import in_script
from learning_cluster.day_words import in_days
from learning_cluster.days_plan import Standing
from learning_cluster.models import Cluster, Phase, TimeSheet


@dataclass(frozen=True)
class PhaseLine:
    """A phase with its days, written in the active language."""

    phase: Phase
    standing: Standing

    @property
    def name(self) -> str:
        return f"{self.phase.number}. {self.phase.name}" if self.phase.number else self.phase.name

    @property
    def cells(self) -> list[str]:
        """Name, planned, booked, left, over."""
        one = self.standing
        return [self.name, *(in_days(n) for n in (one.planned, one.booked, one.left, one.over))]


def phase_lines(cluster: Cluster) -> list[PhaseLine]:
    """Return every phase that plans or has days, in the order of the plan; one query."""
    rows = Phase.objects.filter(cluster=cluster).order_by("order")
    rows = rows.annotate(booked=Coalesce(Sum("work_days__halves"), 0))
    lines = [PhaseLine(row, Standing(row.halves, row.booked)) for row in rows]  # type: ignore[attr-defined]  # annotated
    return [one for one in lines if one.standing.planned or one.standing.booked]


def total(lines: list[PhaseLine]) -> Standing:
    planned = sum(one.standing.planned for one in lines)
    return Standing(planned, sum(one.standing.booked for one in lines))


@dataclass(frozen=True)
class SheetLine:
    """A signed day, in the reader's script."""

    day: date
    phase: str
    days: str
    what: str
    reason: str


def sheet_lines(sheet: TimeSheet) -> list[SheetLine]:
    return [written_line(line) for line in sheet.lines]


def written_line(line: dict[str, object]) -> SheetLine:
    return SheetLine(
        date.fromisoformat(str(line["day"])),
        in_script(str(line["phase"])),
        in_days(halves_of(line)),
        in_script(str(line["what"])),
        in_script(str(line["reason"])),
    )


def halves_of(line: dict[str, object]) -> int:
    return int(str(line["halves"]))


def days_of_sheet(lines: list[dict[str, object]]) -> str:
    """Return all days of a sheet together, in the active language."""
    return in_days(sum(halves_of(line) for line in lines))
