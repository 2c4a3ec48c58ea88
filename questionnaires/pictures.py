"""A question with the points it was given, drawn beside the same figures (T15, L13)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from languages.codes import EN
from printing.chart import Number, bars
from questionnaires.tally import SCALE, Tally


@dataclass(frozen=True)
class Picture:
    """A question with its bars and the same figures as rows of (answer, how many, percent)."""

    title: str
    answers: int
    average: str
    drawn: SafeString | None
    rows: Sequence[tuple[str, int, str]]


def picture(title: str, tally: Tally, labels: Sequence[str | Promise]) -> Picture:
    """Return the bars from the best answer to the worst; `labels` are the answers in that order."""
    counts = tally.counts[::-1]

    def written(count: Number) -> str:
        return f"{count} ({tally.percent(int(count))} %)"

    drawn = bars(
        title,
        [str(score) for score in reversed(SCALE)],
        [(_("answers"), counts)],
        written=written,
    )
    rows = [
        (str(label), count, f"{tally.percent(count)} %")
        for label, count in zip(labels, counts, strict=True)
    ]
    average = decimal(tally.average or 0)
    return Picture(title, tally.answers, average, mark_safe(drawn), rows)  # noqa: S308 - drawn here


def decimal(number: float) -> str:
    """Return an average as the active language writes it: 4,25."""
    text = f"{number:.2f}"
    return text if get_language() == EN else text.replace(".", ",")
