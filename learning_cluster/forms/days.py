"""Booking days and signing them (L5)."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from languages.plain_text import PlainTextField
from learning_cluster.models import Phase


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose the day."),
            "invalid": _("Write the day like this: 17. 11. 2026."),
        },
    )


class DayForm(forms.Form):
    day = _day(_("Day"))
    halves = forms.TypedChoiceField(
        label=_("How much"),
        coerce=int,
        choices=[(1, _("half a day")), (2, _("a whole day"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose half a day or a whole one.")},
    )
    phase = forms.ModelChoiceField(
        label=_("Phase"),
        queryset=Phase.objects.none(),
        empty_label=_("choose"),
        error_messages={
            "required": _("Choose the phase."),
            "invalid_choice": _("This phase is not in the plan any more."),
        },
    )
    what = PlainTextField(
        label=_("What was done"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write what was done.")},
    )
    reason = PlainTextField(
        label=_("Reason, if it is more than planned"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, phases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].queryset = phases  # type: ignore[attr-defined]  # of a model choice


class PeriodForm(forms.Form):
    """From the first to the last day of a time sheet."""

    first = _day(_("First day"))
    last = _day(_("Last day of the period"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first: date | None = data.get("first")
        last: date | None = data.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day lies before the first."))
        return data


class SignForm(PeriodForm):
    """`seen` is the digest of the lines the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    is_true = forms.BooleanField(
        label=_("I confirm that I worked these days"),
        error_messages={"required": _("Confirm that you worked these days, then sign.")},
    )
