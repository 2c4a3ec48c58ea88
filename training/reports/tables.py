"""A contract's figures as tables: the same on the page, on paper and in the workbook."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from training.contracts import effort_of
from training.ledger import Account, Figure, Hours, Sum, hours_figure
from training.models import Training
from training.reports.part import Part
from training.reports.reading import Reading

# Whole numbers count, a Decimal is euros, a float is an average or a percentage.
Value = str | int | Decimal | float | None


@dataclass(frozen=True)
class Table:
    """Each row begins with what it is about; `is_total` says that the last one adds up."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Value]]
    is_total: bool = False


def runs_table(figures: Mapping[Training, Figure]) -> Table:
    """Return forecast and actual runs of the whole contract (T9)."""
    rows = [_figure_row(_named(training), [one]) for training, one in figures.items()]
    return Table(
        _("Runs of the whole contract"),
        [_("Training"), *_figure_headings()],
        [*rows, _figure_row(_("Together"), list(figures.values()))],
        is_total=True,
    )


def hours_table(figures: Mapping[Training, Figure]) -> Table:
    """Return planned and actual hours of the whole contract (T9)."""
    sums = hours_figure((one, effort_of(training)) for training, one in figures.items())
    columns: list[Hours] = [
        *(sums.planned, sums.scheduled, sums.held),
        *(sums.cancelled, sums.remaining, sums.over),
    ]
    return Table(
        _("Hours of the whole contract"),
        [_("Kind of hours"), *_figure_headings()],
        [
            [_("pedagogical hours"), *(one.pedagogical for one in columns)],
            [_("trainer-hours"), *(one.trainer for one in columns)],
        ],
    )


def money_table(account: Account) -> Table:
    """Return ceiling and consumption, VAT apart (T10)."""
    return Table(
        _("Money of the whole contract"),
        [_("Sum"), *_money_headings()],
        [
            [_("ceiling"), *_money(account.ceiling)],
            [_("runs already held"), *_money(account.held)],
            [_("runs scheduled"), *_money(account.scheduled)],
            [_("remaining"), *_money(account.remaining)],
        ],
    )


def work_table(reading: Reading) -> Table:
    """Return runs and hours of the period."""
    headings = [_("Training"), _("Runs held"), _("Scheduled runs"), _("Cancelled runs")]
    hours = [_("Pedagogical hours"), _("Trainer-hours")]
    return Table(
        _("Runs of the period"),
        [*headings, *hours],
        _with_total(reading, _work_row),
        is_total=True,
    )


def cost_table(reading: Reading) -> Table:
    """Return what the runs held in the period cost, VAT apart."""
    return Table(
        _("Cost of the runs held in the period"),
        [_("Training"), *_money_headings()],
        _with_total(reading, lambda name, part: [name, *_money(part.cost)]),
        is_total=True,
    )


def people_table(reading: Reading) -> Table:
    """Return participants, attendance and evaluation of the runs held in the period (T15)."""
    return Table(
        _("Participants of the period"),
        [
            _("Training"),
            _("Participations"),
            _("Completed"),
            _("Attendance in percent"),
            _("Questionnaires"),
            _("Average score (1 to 5)"),
        ],
        _with_total(reading, _people_row),
        is_total=True,
    )


def _named(training: Training) -> str:
    """Return the name with the code, which is what a picture has room for."""
    return f"{training.name} ({training.code})"


def _figure_headings() -> list[str]:
    return [
        *(_("Foreseen"), _("Scheduled runs"), _("Runs held")),
        *(_("Cancelled runs"), _("Remaining"), _("Over the forecast")),
    ]


def _figure_row(name: str, figures: Sequence[Figure]) -> list[Value]:
    names = ("planned", "scheduled", "held", "cancelled", "remaining", "over")
    return [name, *(sum(getattr(one, key) for one in figures) for key in names)]


def _money_headings() -> list[str]:
    return [_("Without VAT"), _("VAT"), _("With VAT")]


def _money(amount: Sum) -> list[Value]:
    return [amount.net, amount.vat, amount.gross]


def _with_total(reading: Reading, row_of: Callable[[str, Part], list[Value]]) -> list[list[Value]]:
    rows = [row_of(_named(training), part) for training, part in reading.parts.items()]
    return [*rows, row_of(_("Together"), reading.total)]


def _work_row(name: str, part: Part) -> list[Value]:
    hours = (part.hours.pedagogical, part.hours.trainer)
    return [name, part.held, part.scheduled, part.cancelled, *hours]


def _people_row(name: str, part: Part) -> list[Value]:
    return [
        *(name, part.participations, part.completed, part.attendance),
        *(part.questionnaires, part.score),
    ]
