"""The ranking in words: why each application stands where it does (L12)."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from languages.codes import SL
from languages.numbers import hundredths
from learning_cluster.call_results import Results
from learning_cluster.models import Application
from learning_cluster.money import marks
from learning_cluster.ranking import Place, Why


@dataclass(frozen=True)
class Line:
    rank: int | None
    application: Application
    points: str
    amount: str
    sheets: int
    why: str


def lines(found: Results) -> list[Line]:
    """Return a line for each eligible application, the ranked ones first."""
    rows = {row.pk: row for row in found.eligible}
    return [_line(rows[key], found.places[key], found) for key in found.order]


def _line(row: Application, place: Place, found: Results) -> Line:
    language = get_language() or SL
    assert row.amount is not None  # handed in whole
    return Line(
        place.rank,
        row,
        _points(place.points, language),
        marks(row.amount, language),
        place.sheets,
        _why(place, found),
    )


def _points(points: Fraction, language: str) -> str:
    """Return the mean with two decimals; ranks follow from the exact one."""
    return hundredths(Decimal(points.numerator) / Decimal(points.denominator), language)


def _why(place: Place, found: Results) -> str:
    if place.has_too_few_sheets:
        return _("Too few scorers have scored it.")
    if place.missing:
        names = "; ".join(found.criteria[key].text for key in place.missing)  # type: ignore[index]  # keys are ours
        return _("Not met in the eyes of more than half: %(names)s") % {"names": names}
    return {
        Why.FIRST: _("Most points."),
        Why.POINTS: _("Fewer points."),
        Why.AMOUNT: _("Equal points, higher offer."),
        Why.TIME: _("Equal points and offer, handed in later."),
        Why.EQUAL: _("Equal in points, offer and moment: the rank is shared."),
    }[place.why or Why.FIRST]
