"""Fields that forms about events share: days, hours of the wall, the version that was looked at."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SeenForm(forms.Form):
    """Knows which version of a row the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


def day_field(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose the day."),
            "invalid": _("Write the day like this: 17. 11. 2026."),
        },
        **more,
    )


def time_field(label: Any, **more: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        # Not type="time": browsers set to English would show hours of the half day.
        widget=forms.TimeInput(
            attrs={"size": 6, "autocomplete": "off", "class": "govuk-input--width-5"},
            format="%H:%M",
        ),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        error_messages={
            "required": _("Write the hour."),
            "invalid": _("Write the hour like this: 8:30."),
        },
        **more,
    )
