"""Fields that several forms of the learning cluster have."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from languages.codes import STORED

ISO = "%Y-%m-%d"
# Plans reach from the first programmes to a time nobody plans yet; sums of days stay dates.
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)


def day_widget() -> forms.DateInput:
    return forms.DateInput(format=ISO, attrs={"type": "date"})


def few_rows(name: str) -> dict[str, forms.Textarea]:
    """Return the widgets of a text of a few lines in its three languages."""
    return {f"{name}_{code}": forms.Textarea(attrs={"rows": 5}) for code in STORED}


class DayField(forms.DateField):
    """A day of a plan: from a calendar, or written as 16. 4. 2024."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", day_widget())
        kwargs.setdefault("input_formats", [ISO, "%d.%m.%Y", "%d. %m. %Y"])
        super().__init__(**kwargs)
        self.error_messages["invalid"] = gettext_lazy("Write the day like this: 16. 4. 2026.")
        self.validators += [MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]


class HalvesField(forms.DecimalField):
    """Expert days, written in days and kept in halves (L5)."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 6})
        kwargs |= {"min_value": 0, "max_value": 200, "max_digits": 4, "decimal_places": 1}
        super().__init__(localize=True, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return Decimal(value) / 2 if isinstance(value, int) else value

    def clean(self, value: Any) -> int:
        days = super().clean(value) or Decimal()
        if days * 2 % 1:
            raise ValidationError(_("Days are counted in halves: 1, 1,5, 2."))
        return int(days * 2)


class SeenForm(forms.Form):
    """A step on a plan: `seen` is the version the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
