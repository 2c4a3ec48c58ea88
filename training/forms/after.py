"""What is filled in after a run: the questionnaire, a surname to check, a coordinator's reason."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from languages.plain_text import PlainTextField
from training.enums import QuestionKind
from training.models import Question

SCALE = (
    (5, _("5 – I agree completely")),
    (4, _("4 – I mostly agree")),
    (3, _("3 – neither agree nor disagree")),
    (2, _("2 – I mostly disagree")),
    (1, _("1 – I do not agree at all")),
)


class EvaluationForm(forms.Form):
    """A field for each question; none of them has to be answered."""

    def __init__(self, *args: Any, questions: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {f"q{question.pk}": question for question in questions}
        for name, question in self.questions.items():
            self.fields[name] = _field(question)

    @property
    def answers(self) -> dict[Question, int | str]:
        """Return what was answered; points are whole numbers."""
        return {
            self.questions[name]: value
            for name, value in self.cleaned_data.items()
            if value not in ("", None)
        }


def _field(question: Question) -> forms.Field:
    if question.kind == QuestionKind.SCALE:
        return forms.TypedChoiceField(
            label=question.text,
            choices=SCALE,
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


class SurnameForm(forms.Form):
    surname = PlainTextField(
        label=_("Surname on the certificate"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write the surname you want to check.")},
    )


class RevokeForm(forms.Form):
    reason = PlainTextField(
        label=_("Reason"),
        help_text=_("The holder reads it. The public page says only that it was revoked."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why the certificate no longer holds.")},
    )


class NameForm(forms.Form):
    name = PlainTextField(
        label=_("Right name and surname"),
        max_length=120,
        error_messages={"required": _("Write the name as it should stand on the certificate.")},
    )
