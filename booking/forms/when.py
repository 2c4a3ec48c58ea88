"""The days somebody looks at and the time they choose."""

from datetime import UTC, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_DATE = {"invalid": _("This is not a date. The first free days are shown instead.")}


class DaysForm(forms.Form):
    """`od`: the first day listed; `dan`: the day whose times are open. ISO 8601 dates."""

    od = forms.DateField(required=False, input_formats=["%Y-%m-%d"], error_messages=_DATE)
    dan = forms.DateField(required=False, input_formats=["%Y-%m-%d"], error_messages=_DATE)


class HoldForm(forms.Form):
    """One pressed time. `key` is drawn anew for every rendering, so a double click is one hold."""

    starts_at = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M%z"])
    key = forms.RegexField(r"^[A-Za-z0-9_-]{16,64}$")

    def clean_starts_at(self) -> datetime:
        """Return the moment in UTC; years no calendar of an office knows are refused."""
        moment: datetime = self.cleaned_data["starts_at"]
        if not 2000 <= moment.year <= 2200:
            raise ValidationError(_("This is not a time that can be booked."), code="year")
        return moment.astimezone(UTC)
