"""Results of a cluster's evaluation as pictures with their tables, and as a workbook (L13)."""

from django.utils.translation import gettext as _

from learning_cluster.evaluation import Results
from learning_cluster.forms.evaluation import GRADES
from printing.spreadsheet import Value, xlsx
from printing.tally import SCALE
from printing.tally_picture import Picture, picture


def pictures(found: Results) -> list[Picture]:
    """Return a picture for each graded question, in the active language."""
    labels = [label for _grade, label in GRADES]
    return [
        picture(one.question.text, one.tally, labels)
        if one.tally
        else Picture(one.question.text, 0, "", None, [])
        for one in found.graded
    ]


def columns() -> list[str]:
    """Return what heads the columns of a picture's rows."""
    return [_("Answer"), _("Number of answers"), _("Share")]


def as_workbook(found: Results) -> bytes:
    """Return XLSX: grades in one sheet, words in another. What may not be shown is not there."""
    grades: list[list[Value]] = [
        [one.question.text, tally.answers, tally.average, *tally.counts]
        for one in found.graded
        if (tally := one.tally)
    ]
    words: list[list[Value]] = [
        [one.question.text, text] for one in found.words for text in one.texts
    ]
    counts: list[list[Value]] = [
        [_("people asked"), found.asked],
        [_("people who answered"), found.filled],
    ]
    headings = [_("Question"), _("Answers"), _("Average"), *(str(grade) for grade in SCALE)]
    return xlsx(
        [
            (_("Points"), headings, grades),
            (_("In own words"), [_("Question"), _("Answer")], words),
            (_("Questionnaires"), [_("Questionnaires"), _("Count")], counts),
        ]
    )
