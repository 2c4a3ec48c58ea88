"""The form of a questionnaire: grades from 1 to 5, and words."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from languages.plain_text import PlainTextField
from questionnaires.results import Question

ANSWERS = (
    (5, _("5 – I agree completely")),
    (4, _("4 – I mostly agree")),
    (3, _("3 – neither agree nor disagree")),
    (2, _("2 – I mostly disagree")),
    (1, _("1 – I do not agree at all")),
)


class QuestionnaireForm(forms.Form):
    """A field for each question; none of them has to be answered."""

    def __init__(self, *args: Any, questions: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {f"q{question.pk}": question for question in questions}
        for name, question in self.questions.items():
            self.fields[name] = _field(question)

    @property
    def answers(self) -> dict[Any, int | str]:
        """Return what was answered by the question it was given; grades are whole numbers."""
        return {
            self.questions[name]: value
            for name, value in self.cleaned_data.items()
            if value not in ("", None)
        }


def _field(question: Question) -> forms.Field:
    if question.is_graded:
        return forms.TypedChoiceField(
            label=question.text,
            choices=ANSWERS,
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": _("Choose one of the answers offered.")},
        )
    return PlainTextField(
        label=question.text,
        help_text=_("Name nobody, yourself included."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
