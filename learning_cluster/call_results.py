"""What the scorers of a call have said so far, and the ranking that follows from it (L12)."""

from dataclasses import dataclass

from learning_cluster.enums import SCORED_APPLICATIONS, ApplicationState, CriterionKind
from learning_cluster.models import Application, Call, Criterion, Score, Scorer, Sheet
from learning_cluster.ranking import FEWEST_SHEETS, Entry, Place, ranked
from learning_cluster.ranking import Sheet as RankedSheet


@dataclass(frozen=True)
class Results:
    """`waiting` are not judged by the coordinator yet, `unscored` not by enough scorers.

    `places` holds the place of each eligible application by its key, `order` the keys by rank.
    """

    waiting: list[Application]
    ineligible: list[Application]
    eligible: list[Application]
    unscored: list[Application]
    places: dict[int, Place]
    order: list[int]
    criteria: dict[int, Criterion]


def results(call: Call) -> Results:
    """Return how the opened applications of `call` stand; five queries."""
    rows = list(Application.objects.received().filter(call=call).select_related("call__cluster"))
    eligible = [row for row in rows if row.state in SCORED_APPLICATIONS]
    criteria = {one.pk: one for one in call.criteria.all()}
    scorers = set(Scorer.objects.filter(call=call).values_list("pk", flat=True))
    sheets = _sheets(eligible)
    required = [key for key, one in criteria.items() if one.kind == CriterionKind.REQUIRED]
    entries = []
    for row in eligible:
        assert row.amount is not None  # handed in whole
        assert row.submitted_at is not None
        counted = tuple(_ranked(sheet, criteria) for sheet in sheets[row.pk] if sheet.counts)
        entries.append(Entry(row.pk, row.amount, row.submitted_at, counted))
    places = ranked(entries, required=required)
    return Results(
        waiting=[row for row in rows if row.state == ApplicationState.SUBMITTED],
        ineligible=[row for row in rows if row.state == ApplicationState.INELIGIBLE],
        eligible=eligible,
        unscored=[row for row in eligible if not _is_scored(sheets[row.pk], scorers)],
        places={place.key: place for place in places},  # type: ignore[misc]  # keys are ours
        order=[place.key for place in places],  # type: ignore[misc]  # keys are ours
        criteria=criteria,
    )


def _sheets(rows: list[Application]) -> dict[int, list[Sheet]]:
    found: dict[int, list[Sheet]] = {row.pk: [] for row in rows}
    query = Sheet.objects.filter(application__in=found).prefetch_related("scores")
    for sheet in query.order_by("pk"):
        found[sheet.application_id].append(sheet)
    return found


def _is_scored(sheets: list[Sheet], scorers: set[int]) -> bool:
    """Say whether every scorer has had a word, and enough of them without a conflict."""
    spoken = {one.scorer_id for one in sheets if one.counts or one.has_conflict}
    return scorers <= spoken and sum(one.counts for one in sheets) >= FEWEST_SHEETS


def _ranked(sheet: Sheet, criteria: dict[int, Criterion]) -> RankedSheet:
    scores: list[Score] = list(sheet.scores.all())
    kinds = {key: CriterionKind(one.kind) for key, one in criteria.items()}
    met = {
        one.criterion_id
        for one in scores
        if kinds[one.criterion_id] == CriterionKind.REQUIRED and one.points
    }
    points = [one.points for one in scores if kinds[one.criterion_id] == CriterionKind.ADVANTAGE]
    return RankedSheet(frozenset(met), tuple(points))
