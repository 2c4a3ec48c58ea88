"""The filters of the catalogue and of the calendar: plain GET forms that keep the choice (T16)."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from languages.sorting import sort_key
from training.enums import Level, Mode, Place
from training.models import Method
from training.wanted import Wanted

_LAST_YEAR = 9000  # a day further on has no midnight after it


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=choices)


class WantedForm(forms.Form):
    """What narrows the catalogue. What is right counts even where something else is not."""

    raven = _choice(_("Level"), [("", _("all")), *Level.choices])
    nacin = _choice(_("Mode"), [("", _("all")), *Mode.choices])
    kraj = _choice(pgettext_lazy("of a training", "Place"), [("", _("all")), *Place.choices])
    metoda = forms.ChoiceField(label=_("Method"), required=False, choices=lambda: _methods())

    def wanted(self) -> Wanted:
        """Return what was chosen."""
        self.is_valid()
        chosen = self.cleaned_data
        return Wanted(
            level=chosen.get("raven", ""),
            mode=chosen.get("nacin", ""),
            place=chosen.get("kraj", ""),
            method=chosen.get("metoda", ""),
            first=chosen.get("od"),
            last=chosen.get("do"),
        )


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        # The browser sends a day as ISO 8601 does; without its picker people write as they do.
        input_formats=["%Y-%m-%d", "%d. %m. %Y", "%d.%m.%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Write the day as day, month and year, like 27. 3. 2027.")},
    )


class CalendarForm(WantedForm):
    """What narrows the calendar: the days too."""

    od = _day(_("From the day"))
    do = _day(_("To the day"))

    def clean_od(self) -> date | None:
        return self._known("od")

    def clean_do(self) -> date | None:
        return self._known("do")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("od"), cleaned.get("do")
        if first and last and last < first:
            self.add_error("do", _("The last day is before the first."))
        return cleaned

    def _known(self, name: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        if day and not 1900 < day.year < _LAST_YEAR:
            raise forms.ValidationError(_("Choose a day within a few years from now."))
        return day


def _methods() -> list[tuple[str, Any]]:
    methods = [(method.slug, method.name) for method in Method.objects.all()]
    return [("", _("all")), *sorted(methods, key=lambda choice: sort_key(choice[1]))]
