"""Who was at a session: a box a person."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from training.roster import Place


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

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        expected = [place for place in places if place.is_expected]
        kwargs.setdefault(
            "initial",
            {
                "present": [place.key for place in expected if place.was_there[0]],
                "listed": [place.key for place in expected],
            },
        )
        super().__init__(*args, **kwargs)
        choices = [(place.key, f"{place.name}, {place.employer}") for place in expected]
        self.fields["present"].choices = choices  # type: ignore[attr-defined]  # of a choice field
        self.fields["listed"].choices = choices  # type: ignore[attr-defined]  # as above
