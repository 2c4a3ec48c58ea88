"""What is asked, answered and chosen (L10)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from languages.plain_text import PlainTextField
from learning_cluster.enums import QuestionKind
from learning_cluster.models import Question


class AskForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=QuestionKind.choices,
        initial=QuestionKind.QUESTION,
        widget=forms.RadioSelect,
    )
    text = PlainTextField(
        label=_("Your text"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what you want to ask or tell.")},
    )


class AnswerForm(forms.Form):
    """`seen` says which answer the page showed."""

    answer = PlainTextField(
        label=_("Answer"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write the answer.")},
    )
    is_published = forms.BooleanField(
        label=_("Publish question and answer in the cluster"), required=False
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=60, required=False)


class PublishForm(forms.Form):
    is_published = forms.BooleanField(widget=forms.HiddenInput, required=False)


class ChooseForm(forms.Form):
    """Which questions the next event takes up; `shown` are those the page listed."""

    chosen = forms.TypedMultipleChoiceField(
        label=_("Questions and issues of the period"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("A question is not on the list any more: look again.")},
    )
    shown = forms.TypedMultipleChoiceField(
        coerce=int, required=False, widget=forms.MultipleHiddenInput
    )

    def __init__(
        self,
        *args: Any,
        choices: Sequence[tuple[int, str]],
        rows: Sequence[Question],
        **kwargs: Any,
    ) -> None:
        initial = {
            "chosen": [row.pk for row in rows if row.event_id],
            "shown": [row.pk for row in rows],
        }
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = choices  # type: ignore[attr-defined]  # of a choice field
        self.fields["shown"].choices = choices  # type: ignore[attr-defined]  # as above
