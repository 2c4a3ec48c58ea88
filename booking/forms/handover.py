"""Whose day goes to whom (B13)."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from booking.forms.fields import PlainTextField
from booking.models import Counter, Location


class HandoverForm(forms.Form):
    """A day to come, and two different counters of one place; the other one is in use."""

    day = forms.DateField(
        label=_("Day"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d. %m. %Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose the day."),
            "invalid": _("Write the day as 17. 11. 2026."),
        },
    )
    source = forms.ModelChoiceField(
        Counter.objects.none(),
        label=_("Whose appointments"),
        empty_label=_("Choose a counter"),
        error_messages={"required": _("Choose the counter that hands its day over.")},
    )
    target = forms.ModelChoiceField(
        Counter.objects.none(),
        label=_("Who takes them over"),
        empty_label=_("Choose a counter"),
        error_messages={"required": _("Choose the counter that takes the day over.")},
    )
    reason_sl = PlainTextField(
        label=_("Reason, for colleagues only"),
        required=False,
        max_length=200,
        help_text=_("Write nothing about anybody's health."),
    )

    def __init__(self, *args: Any, location: Location, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        counters = location.counters.order_by("order", "pk")
        cast(forms.ModelChoiceField, self.fields["source"]).queryset = counters
        used = counters.filter(is_active=True)
        cast(forms.ModelChoiceField, self.fields["target"]).queryset = used

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day < self.today:
            raise forms.ValidationError(_("This day is already over. Choose today or a later one."))
        if day.year > self.today.year + 2:
            raise forms.ValidationError(_("This day is too far away."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("source") and data.get("source") == data.get("target"):
            self.add_error("target", _("Choose another counter than the one that hands over."))
        return data
