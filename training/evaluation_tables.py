"""Results of evaluations as pictures with their tables, and as a workbook (T15)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from languages.codes import EN
from printing.chart import Number, bars
from printing.spreadsheet import Value, xlsx
from training.evaluation_results import Results
from training.forms.after import SCALE as ANSWERS
from training.results import SCALE, Tally


@dataclass(frozen=True)
class Picture:
    """A question with its bars and the same figures as rows of (answer, how many, percent)."""

    title: str
    answers: int
    average: str
    drawn: SafeString | None
    rows: Sequence[tuple[str, int, str]]


def pictures(found: Results) -> list[Picture]:
    """Return a picture for each question with points, in the active language."""
    return [
        _picture(scale.question.text, scale.tally)
        if scale.tally
        else Picture(scale.question.text, 0, "", None, [])
        for scale in found.scales
    ]


def as_workbook(found: Results) -> bytes:
    """Return XLSX: points in one sheet, words in another. What may not be shown is not there."""
    points: list[list[Value]] = [
        [scale.question.text, tally.answers, tally.average, *tally.counts]
        for scale in found.scales
        if (tally := scale.tally)
    ]
    words: list[list[Value]] = [
        [one.question.text, text] for one in found.words for text in one.texts
    ]
    counts: list[list[Value]] = [
        [_("people asked"), found.asked],
        [_("people who answered"), found.filled],
        [_("not shown: of runs with too few answers"), found.hidden],
    ]
    headings = [_("Question"), _("Answers"), _("Average"), *(str(score) for score in SCALE)]
    return xlsx(
        [
            (_("Points"), headings, points),
            (_("In own words"), [_("Question"), _("Answer")], words),
            (_("Questionnaires"), [_("Questionnaires"), _("Count")], counts),
        ]
    )


def decimal(number: float) -> str:
    """Return an average as the active language writes it: 4,25."""
    text = f"{number:.2f}"
    return text if get_language() == EN else text.replace(".", ",")


def _picture(title: str, tally: Tally) -> Picture:
    """Return the bars from the best answer to the worst."""
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
        for (_score, label), count in zip(ANSWERS, counts, strict=True)
    ]
    average = decimal(tally.average or 0)
    return Picture(title, tally.answers, average, mark_safe(drawn), rows)  # noqa: S308 - drawn here
