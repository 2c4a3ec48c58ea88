"""Results as pictures with their tables, and as a workbook. What may not be shown is not there."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from printing.spreadsheet import Value, xlsx
from questionnaires.forms import ANSWERS
from questionnaires.pictures import Picture, picture
from questionnaires.results import Graded, Words
from questionnaires.tally import SCALE


def pictures(graded: Iterable[Graded]) -> list[Picture]:
    """Return a picture for each graded question, in the active language."""
    labels = [label for _grade, label in ANSWERS]
    return [
        picture(one.question.text, one.tally, labels)
        if one.tally
        else Picture(one.question.text, 0, "", None, [])
        for one in graded
    ]


def columns() -> list[str]:
    """Return what heads the columns of a picture's rows."""
    return [_("Answer"), _("Number of answers"), _("Share")]


def workbook(
    graded: Iterable[Graded], words: Iterable[Words], counts: Sequence[tuple[str, int]]
) -> bytes:
    """Return XLSX of three sheets: grades, words, and how many questionnaires of which kind."""
    grades: list[list[Value]] = [
        [one.question.text, tally.answers, tally.average, *tally.counts]
        for one in graded
        if (tally := one.tally)
    ]
    texts: list[list[Value]] = [[one.question.text, text] for one in words for text in one.texts]
    headings = [_("Question"), _("Answers"), _("Average"), *(str(grade) for grade in SCALE)]
    return xlsx(
        [
            (_("Points"), headings, grades),
            (_("In own words"), [_("Question"), _("Answer")], texts),
            (_("Questionnaires"), [_("Questionnaires"), _("Count")], [list(row) for row in counts]),
        ]
    )
