"""Results of evaluations as pictures with their tables, and as a workbook (T15)."""

from django.utils.translation import gettext as _

from printing.spreadsheet import Value, xlsx
from printing.tally import SCALE
from printing.tally_picture import Picture, picture
from training.evaluation_results import Results
from training.forms.after import SCALE as ANSWERS


def pictures(found: Results) -> list[Picture]:
    """Return a picture for each question with points, in the active language."""
    return [
        picture(scale.question.text, scale.tally, [label for _score, label in ANSWERS])
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
