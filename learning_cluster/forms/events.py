"""What people send from the page of an event: their answer, attendance, a material (L8)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from languages.plain_text import PlainTextField
from learning_cluster.enums import RegistrationState
from privacy import materials


class AnswerForm(forms.Form):
    answer = forms.TypedChoiceField(
        label=_("Are you coming?"),
        coerce=RegistrationState,
        choices=[
            (RegistrationState.REGISTERED, _("Yes, I am coming")),
            (RegistrationState.DECLINED, _("No, I am not coming")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you are coming.")},
    )
    needs = PlainTextField(
        label=_("What we should know"),
        help_text=_("For example food, access, interpretation. The hosts alone read it."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class MaterialForm(materials.MaterialForm):
    is_public = forms.BooleanField(
        label=_("Also on the public page of the event"),
        help_text=_("Without it only people of the cluster can open it."),
        required=False,
    )


class AttendanceForm(forms.Form):
    """`listed` are those the page showed: who has joined since is not noted as absent."""

    present = forms.TypedMultipleChoiceField(
        label=_("Who is here"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Somebody is not on the list any more: look again.")},
    )
    listed = forms.TypedMultipleChoiceField(
        required=False, coerce=int, widget=forms.MultipleHiddenInput
    )

    def __init__(
        self, *args: Any, people: Sequence[tuple[int, str]], came: set[int], **kwargs: Any
    ) -> None:
        keys = [key for key, _text in people]
        kwargs.setdefault(
            "initial", {"present": [key for key in keys if key in came], "listed": keys}
        )
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = people  # type: ignore[attr-defined]  # of a choice field
        self.fields["listed"].choices = people  # type: ignore[attr-defined]  # as above
