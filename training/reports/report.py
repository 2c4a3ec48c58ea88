"""The report of a contract: figure, change, picture, table, definition (LOOK "Reports")."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from languages.codes import SL
from languages.dates import short_date
from printing.chart import bars
from training.contracts import account, figures
from training.models import Contract
from training.reports.period import Period, month_of
from training.reports.reading import Reading, read
from training.reports.tables import (
    Table,
    Value,
    cost_table,
    hours_table,
    money_table,
    people_table,
    runs_table,
    work_table,
)


@dataclass(frozen=True)
class Headline:
    """One figure of the period; `change` is against the period just before, None if unknown."""

    name: str
    value: Value
    change: Value


@dataclass(frozen=True)
class Report:
    contract: Contract
    period: Period
    headlines: Sequence[Headline]
    picture: str
    picture_table: Table
    tables: Sequence[Table]
    definitions: Sequence[tuple[str, str]]

    @property
    def title(self) -> str:
        return _("Contract %(number)s: forecast and actual") % {"number": self.contract.number}

    @property
    def subtitle(self) -> str:
        language = get_language() or SL
        first, last = (short_date(day, language) for day in (self.period.first, self.period.last))
        return f"{first} – {last}"


def report(contract: Contract, period: Period) -> Report:
    """Return the report of `contract` about `period`; as many queries whatever it holds."""
    counted = figures(contract)
    now, earlier = read(contract, period), read(contract, period.before)
    picture = bars(
        _("Runs of each training: held, scheduled and remaining of those foreseen"),
        [training.code for training in counted],
        [
            (_("runs already held"), [one.held for one in counted.values()]),
            (_("runs scheduled"), [one.scheduled for one in counted.values()]),
            (_("remaining"), [one.remaining for one in counted.values()]),
        ],
    )
    tables = [
        *(work_table(now), cost_table(now), people_table(now)),
        *(hours_table(counted), money_table(account(contract))),
    ]
    headlines = _headlines(now, earlier)
    first = runs_table(counted)
    return Report(contract, period, headlines, picture, first, tables, _definitions())


def usual_period(contract: Contract, on: date) -> Period:
    """Return the month of `on`; of a contract that is over, its last one."""
    return month_of(min(on, contract.last_day))


def whole_term(contract: Contract) -> Period | None:
    """Return from the signature to the last day; None of a contract that was never in force."""
    if contract.signed_at is None:
        return None
    first = timezone.localdate(contract.signed_at)
    return Period(first, contract.last_day) if first <= contract.last_day else None


def _headlines(now: Reading, before: Reading) -> list[Headline]:
    this, last = now.total, before.total
    pairs: list[tuple[str, Value, Value]] = [
        (_("Runs held"), this.held, last.held),
        (_("Pedagogical hours"), this.hours.pedagogical, last.hours.pedagogical),
        (_("Trainer-hours"), this.hours.trainer, last.hours.trainer),
        (_("Cost of the runs held, with VAT"), this.cost.gross, last.cost.gross),
        (_("Participations"), this.participations, last.participations),
        (_("Different people"), now.people, before.people),
        (_("Attendance in percent"), this.attendance, last.attendance),
        (_("Average score (1 to 5)"), this.score, last.score),
    ]
    return [Headline(name, value, _difference(value, other)) for name, value, other in pairs]


def _difference(value: Value, other: Value) -> Value:
    if value is None or other is None or isinstance(value, str) or isinstance(other, str):
        return None
    if isinstance(value, Decimal):
        return value - Decimal(other)
    return round(value - float(other), 2) if isinstance(value, float) else value - int(other)


def _definitions() -> list[tuple[str, str]]:
    return [
        (
            _("Runs of the period"),
            _(
                "A run is counted on the day of its last session. The change is against the days"
                " before."
            ),
        ),
        (
            _("Foreseen"),
            _("What the contract foresees. More runs are allowed and shown as over the forecast."),
        ),
        (
            _("Remaining"),
            _("Foreseen less scheduled and held. Cancelled runs cost nothing and count apart."),
        ),
        (
            _("Trainer-hours"),
            _("Pedagogical hours times the trainers who are present throughout."),
        ),
        (
            _("VAT"),
            _("The VAT of runs is rounded for each run, as it is invoiced."),
        ),
        (
            _("Participations"),
            _("Places taken in runs that were held. Somebody in two runs counts twice."),
        ),
        (_("Different people"), _("Somebody in several runs counts once.")),
        (
            _("Attendance in percent"),
            _("Of the people whose attendance at a session was noted, how many came."),
        ),
        (
            _("Average score (1 to 5)"),
            _(
                "The average of the answers on the scale, in questionnaires without a name. A run"
                " with fewer than three questionnaires is left out."
            ),
        ),
    ]
