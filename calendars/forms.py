"""How people write a series: which days, how often, until when, with a look at its dates (I3)."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from calendars.pattern_words import NTH, WEEKDAYS
from calendars.patterns import Monthly, Other, Weekly
from calendars.series import (
    MOST,
    MOST_BETWEEN,
    MonthDay,
    Repetition,
    Series,
    series_dates,
    series_of,
    series_rule,
)

WEEK, WEEKDAY_OF_MONTH, DAY_OF_MONTH = "week", "nth", "day"
UNTIL, COUNT = "until", "count"
PREVIEW = "preview"  # the name of the button that only shows the dates
SHOWN = 10


def _day_field(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date", **more}, format="%Y-%m-%d"),
        required=not more,
        error_messages={
            "required": _("Choose the day."),
            "invalid": _("Write the day like this: 17. 11. 2026."),
        },
    )


def _shown_under(option: str) -> dict[str, str]:
    return {"data-revealed-by": option}


class SeriesForm(forms.Form):
    """A bounded series from its first day on. A form of an app has it beside its own fields.

    For a valid form `rule` is the RFC 5545 text and `dates` all its days. A view that was sent
    the button named PREVIEW shows the form again with `shown_dates` and saves nothing.
    """

    first_on = _day_field(_("From this day on"))
    shape = forms.ChoiceField(
        label=_("It repeats"),
        widget=forms.RadioSelect,
        choices=[
            (WEEK, _("on days of the week")),
            (WEEKDAY_OF_MONTH, _("on a weekday of the month, such as the first Wednesday")),
            (DAY_OF_MONTH, _("on a day of the month by its number")),
        ],
    )
    days = forms.TypedMultipleChoiceField(
        label=_("Days"),
        choices=list(enumerate(WEEKDAYS)),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=_shown_under(f"shape:{WEEK}")),
    )
    nth = forms.TypedChoiceField(
        label=_("Which"),
        choices=NTH,
        coerce=int,
        required=False,
        widget=forms.Select(attrs=_shown_under(f"shape:{WEEKDAY_OF_MONTH}")),
    )
    weekday = forms.TypedChoiceField(
        label=_("Day"),
        choices=list(enumerate(WEEKDAYS)),
        coerce=int,
        required=False,
        widget=forms.Select(attrs=_shown_under(f"shape:{WEEKDAY_OF_MONTH}")),
    )
    month_day = forms.IntegerField(
        label=_("Day of the month"),
        help_text=_("Months without this day are left out."),
        min_value=1,
        max_value=31,
        required=False,
        widget=forms.NumberInput(attrs=_shown_under(f"shape:{DAY_OF_MONTH}")),
    )
    every = forms.IntegerField(
        label=_("Every how many weeks or months"),
        help_text=_("1 is every week or every month, 2 every other one."),
        min_value=1,
        max_value=MOST_BETWEEN,
        initial=1,
    )
    ends = forms.ChoiceField(
        label=_("It ends"),
        widget=forms.RadioSelect,
        choices=[(UNTIL, _("by a day")), (COUNT, _("after a number of dates"))],
    )
    until = _day_field(_("The last possible day"), **_shown_under(f"ends:{UNTIL}"))
    count = forms.IntegerField(
        label=_("How many dates"),
        min_value=1,
        max_value=MOST,
        required=False,
        widget=forms.NumberInput(attrs=_shown_under(f"ends:{COUNT}")),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._require(data, {WEEK: ["days"], DAY_OF_MONTH: ["month_day"]}, "shape")
        self._require(data, {WEEKDAY_OF_MONTH: ["nth", "weekday"]}, "shape")
        self._require(data, {UNTIL: ["until"], COUNT: ["count"]}, "ends")
        if not self.errors:
            self._expand(data)
        return data

    @property
    def rule(self) -> str:
        """The rule of a valid form."""
        return series_rule(_series(self.cleaned_data))

    @property
    def dates(self) -> tuple[date, ...]:
        """Every day of a valid form."""
        return series_dates(self.rule, self.cleaned_data["first_on"])

    @property
    def shown_dates(self) -> tuple[date, ...]:
        """The first ten days of a form that was sent and is valid, else none."""
        return self.dates[:SHOWN] if self.is_bound and self.is_valid() else ()

    @property
    def further(self) -> int:
        """How many days are not among those shown."""
        return len(self.dates) - SHOWN if len(self.shown_dates) == SHOWN else 0

    def _require(self, data: dict[str, Any], fields: dict[str, list[str]], choice: str) -> None:
        for name in fields.get(data.get(choice, ""), []):
            if data.get(name) in (None, "", []) and not self.has_error(name):
                self.add_error(name, _("Fill this in too: it belongs to what you chose."))

    def _expand(self, data: dict[str, Any]) -> None:
        field = data["ends"]
        try:
            found = series_dates(series_rule(_series(data)), data["first_on"])
        except ValueError:
            most = _("That is more than %(most)s dates. Choose an earlier end.")
            self.add_error(field, most % {"most": MOST})
            return
        if not found:
            self.add_error(field, _("There is no such day between the first day and the last."))


def written_series(rule: str, first_on: date) -> dict[str, Any]:
    """Return a rule as the form's fields, the way back; only the first day for another shape."""
    series = series_of(rule)
    fields: dict[str, Any] = {"first_on": first_on}
    if isinstance(series, Other):
        return fields
    fields |= {"every": series.every, "until": series.until, "count": series.count}
    fields["ends"] = UNTIL if series.until else COUNT
    match series.repetition:
        case Weekly(days):
            return fields | {"shape": WEEK, "days": list(days)}
        case Monthly(nth, day):
            return fields | {"shape": WEEKDAY_OF_MONTH, "nth": nth, "weekday": day}
        case MonthDay(number):
            return fields | {"shape": DAY_OF_MONTH, "month_day": number}


def _series(data: dict[str, Any]) -> Series:
    until, count = (data["until"], None) if data["ends"] == UNTIL else (None, data["count"])
    return Series(_repetition(data), data["every"], until, count)


def _repetition(data: dict[str, Any]) -> Repetition:
    if data["shape"] == WEEK:
        return Weekly(tuple(data["days"]))
    if data["shape"] == WEEKDAY_OF_MONTH:
        return Monthly(data["nth"], data["weekday"])
    return MonthDay(data["month_day"])
