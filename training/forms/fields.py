"""Fields that several forms of the coordinator have."""

from typing import Any

from django import forms

ISO = "%Y-%m-%d"
ISO_MOMENT = "%Y-%m-%dT%H:%M"


class SeenForm(forms.Form):
    """Knows which version of a row the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


def day_field(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(format=ISO, attrs={"type": "date"})
    formats = [ISO, "%d.%m.%Y", "%d. %m. %Y"]
    return forms.DateField(label=label, widget=widget, input_formats=formats, **more)


def moment_field(label: Any, **more: Any) -> forms.DateTimeField:
    """Return a field of day and hour by the portal's clock."""
    widget = forms.DateTimeInput(format=ISO_MOMENT, attrs={"type": "datetime-local"})
    formats = [ISO_MOMENT, "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M", "%d. %m. %Y %H.%M"]
    return forms.DateTimeField(label=label, widget=widget, input_formats=formats, **more)


def euro_field(label: Any, *, max_digits: int = 9, **more: Any) -> forms.DecimalField:
    """Return a field of euros, written as the reader's language writes them: 1.200,50."""
    return forms.DecimalField(
        label=label,
        max_digits=max_digits,
        decimal_places=2,
        min_value=more.pop("min_value", 0.01),
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        **more,
    )
