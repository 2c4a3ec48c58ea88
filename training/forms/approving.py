"""What an authority's approver fills in."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from languages.plain_text import PlainTextField
from training.models import Enrolment

CONFIRM, REFUSE = "confirm", "refuse"


class ApprovalForm(forms.Form):
    """`who` are uids of enrolments; those of other authorities are no choice."""

    who = forms.MultipleChoiceField(
        label=_("Who waits for confirmation"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one employee."),
            "invalid_choice": _("Somebody chosen no longer waits. Look at the list as it is now."),
        },
    )
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (CONFIRM, _("They are employees of our authority and may come")),
            (REFUSE, _("They may not come")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether they may come.")},
    )
    reason = PlainTextField(
        label=_("Reason"),
        help_text=_("Whoever enrolled is told it."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-revealed-by": f"decision:{REFUSE}"}),
    )

    def __init__(self, *args: Any, rows: list[tuple[Enrolment, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = cast(forms.MultipleChoiceField, self.fields["who"])
        who.choices = [(str(row.uid), text) for row, text in rows]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == REFUSE and not cleaned.get("reason"):
            self.add_error("reason", _("Write the reason: whoever enrolled is told it."))
        return cleaned
