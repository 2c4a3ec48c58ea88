"""How a service stands, written on a phone (L14)."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from languages.plain_text import PlainTextField
from learning_cluster.actions.implementing import Report
from learning_cluster.enums import ImplementationState
from learning_cluster.forms.rows import SeenForm, day_field

BEGUN = (ImplementationState.STARTED, ImplementationState.RUNNING)


class RecordForm(SeenForm):
    service = PlainTextField(
        label=_("Service"),
        help_text=_("For example: day centre for children, mobile team."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write which service it is.")},
    )
    state = forms.TypedChoiceField(
        label=_("How it stands"),
        choices=ImplementationState,
        coerce=ImplementationState,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the service stands.")},
    )
    starts_on = day_field(
        _("Start of the service"),
        required=False,
        help_text=_("The day on which it began, or is to begin."),
    )
    progress = forms.IntegerField(
        label=_("Progress in percent"),
        min_value=0,
        max_value=100,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-3"}
        ),
        error_messages={
            "required": _("Write how far it is, from 0 to 100."),
            "invalid": _("Write how far it is as a whole number from 0 to 100."),
            "min_value": _("Progress is from 0 to 100 percent."),
            "max_value": _("Progress is from 0 to 100 percent."),
        },
    )
    done = PlainTextField(
        label=_("What has been done"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    obstacles = PlainTextField(
        label=_("Obstacles"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    users = forms.IntegerField(
        label=_("People who use the service"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-5"}
        ),
        error_messages={"invalid": _("Write how many as a whole number.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("state") not in BEGUN or "starts_on" in self.errors:
            return cleaned
        begins = cleaned.get("starts_on")
        if begins is None:
            self.add_error("starts_on", _("Write the day on which the service began."))
        elif begins > self.today:
            text = _("The service has begun, but this day is still to come.")
            self.add_error("starts_on", text)
        return cleaned

    @property
    def report(self) -> Report:
        return Report(**{name: self.cleaned_data[name] for name in Report.__annotations__})
