"""Regular hours as staff write them: a week with lunch breaks, or a day of every month (B7)."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from booking.forms.reasons import ReasonForm
from booking.models import Counter, Location, OpeningHours
from booking.planning.replacing import replaced
from booking.planning.steps import AddHours, EndHours, Step
from calendars.intervals import overlap
from calendars.pattern_words import NTH, WEEKDAYS
from calendars.patterns import Monthly, Weekly, is_by_week, pattern_of, rule_of

WEEK, MONTH, NONE = "week", "month", "none"
SHAPES = [
    (WEEK, _("the same every week")),
    (MONTH, _("one more day of every month, such as the first Wednesday")),
    (NONE, _("no regular hours; a counter then follows its location")),
]
SPANS = (1, 2)
DAYS = (*range(7), MONTH)
Span = tuple[time, time]


def day_field() -> forms.DateField:
    return forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose the day."),
            "invalid": _("Write the day like this: 17. 11. 2026."),
        },
    )


def time_field(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        # Not type="time": browsers set to English would show hours of the half day.
        widget=forms.TimeInput(attrs={"size": 6, "autocomplete": "off"}, format="%H:%M"),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        error_messages={"invalid": _("Write the hour like this: 8:30.")},
    )


class TargetForm(ReasonForm):
    """For the whole location, or for one of its counters."""

    counter = forms.ModelChoiceField(
        Counter.objects.none(),
        label=_("For"),
        required=False,
        empty_label=_("the whole location"),
    )

    def __init__(self, *args: Any, location: Location, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.location, self.today = location, today
        counter = cast(forms.ModelChoiceField, self.fields["counter"])
        counter.queryset = Counter.objects.in_use().filter(location=location)

    @property
    def counter_key(self) -> int | None:
        chosen = self.cleaned_data.get("counter")
        return chosen.pk if chosen else None


class HoursForm(TargetForm):
    shape = forms.ChoiceField(label=_("The hours are"), choices=SHAPES, widget=forms.RadioSelect)
    nth = forms.TypedChoiceField(label=_("Which"), choices=NTH, coerce=int)
    weekday = forms.TypedChoiceField(label=_("Day"), choices=list(enumerate(WEEKDAYS)), coerce=int)
    valid_from = day_field()
    valid_to = day_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].label = _("From this day on")
        self.fields["valid_to"].label = _("Up to this day, if it is for a time only")
        self.fields["valid_to"].help_text = _("After it, what holds now holds again.")
        self.fields["valid_to"].required = self.fields["reason_sl"].required = False
        for day in DAYS:
            for span in SPANS:
                self.fields[f"opens_{day}_{span}"] = time_field(_("opens"))
                self.fields[f"closes_{day}_{span}"] = time_field(_("closes"))

    @property
    def week(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return each weekday with its four fields."""
        return [(name, self._fields(day)) for day, name in enumerate(WEEKDAYS)]

    @property
    def month(self) -> list[forms.BoundField]:
        return self._fields(MONTH)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and first < self.today:
            self.add_error(
                "valid_from", _("Choose today or a later day; what was stays as it was.")
            )
        if first and last and last < first:
            self.add_error("valid_to", _("The last day must not come before the first."))
        days: Iterable[int | str] = range(7) if data.get("shape") == WEEK else [MONTH]
        self.spans = {} if data.get("shape") == NONE else {day: self._spans(day) for day in days}
        if not self.errors and data.get("shape") != NONE and not any(self.spans.values()):
            self.add_error("shape", _("Write when it is open, on one day at least."))
        return data

    def steps(self) -> list[Step]:
        """Return what the form asks for, as steps. Only for a valid form."""
        data, key = self.cleaned_data, self.counter_key
        first, last = data["valid_from"], data["valid_to"]
        added = [
            AddHours(key, rule, opens, closes, first, last)
            for rule, (opens, closes) in self._rules()
        ]
        if data["shape"] == MONTH:
            return [*added]
        rows = own_hours(self.location, key)
        week = [row for row in rows if data["shape"] == NONE or is_by_week(row.rule)]
        return [*replaced(week, first, last), *added]

    def _rules(self) -> list[tuple[str, Span]]:
        if self.cleaned_data["shape"] == MONTH:
            monthly = Monthly(self.cleaned_data["nth"], self.cleaned_data["weekday"])
            return [(rule_of(monthly), span) for span in self.spans[MONTH]]
        by_span: dict[Span, list[int]] = {}
        for day, spans in self.spans.items():
            for span in spans:
                by_span.setdefault(span, []).append(cast(int, day))
        return [(rule_of(Weekly(tuple(days))), span) for span, days in sorted(by_span.items())]

    def _fields(self, day: int | str) -> list[forms.BoundField]:
        return [self[f"{end}_{day}_{span}"] for span in SPANS for end in ("opens", "closes")]

    def _spans(self, day: int | str) -> list[Span]:
        """Return the day's spans in order; says at their field what is wrong with them."""
        found: list[Span] = []
        for span in SPANS:
            opens = self.cleaned_data.get(f"opens_{day}_{span}")
            closes = self.cleaned_data.get(f"closes_{day}_{span}")
            name = f"closes_{day}_{span}" if opens is not None else f"opens_{day}_{span}"
            if opens is None and closes is None:
                continue
            if opens is None or closes is None:
                if not self.has_error(name):
                    self.add_error(name, _("Write both hours, or neither."))
            elif closes <= opens and closes != time(0):
                self.add_error(name, _("Closing time must come after opening time."))
            elif opens.minute % 5 or closes.minute % 5:
                self.add_error(name, _("Hours begin and end on full five minutes."))
            elif any(overlap(_minutes((opens, closes)), _minutes(other)) for other in found):
                self.add_error(name, _("The two times of a day must not overlap."))
            else:
                found.append((opens, closes))
        return sorted(found)


class EndForm(forms.Form):
    """The last day on which some hours hold."""

    last_day = day_field()

    def __init__(self, *args: Any, rows: list[Any], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.today = rows, today
        self.fields["last_day"].label = _("The last day they hold")
        self.fields["last_day"].help_text = _("Hours that begin only later are taken back whole.")

    def clean_last_day(self) -> date:
        day = self.cleaned_data["last_day"]
        if day < self.today:
            raise forms.ValidationError(_("Choose today or a later day; what was stays as it was."))
        return day

    def steps(self, step: type[EndHours] = EndHours) -> list[Step]:
        """Return a step for each row, of hours or, with EndReserve, of reserved time."""
        day = self.cleaned_data["last_day"]
        return [step(row.pk, day if row.valid_from <= day else None) for row in self.rows]


def own_hours(location: Location, counter: int | None) -> list[OpeningHours]:
    """Return the rows of the location itself, or of one of its counters."""
    if counter is None:
        return list(OpeningHours.objects.filter(location=location))
    return list(OpeningHours.objects.filter(counter=counter, counter__location=location))


def written_week(rows: Iterable[OpeningHours], day: date) -> dict[str, Any]:
    """Return the weekly hours in force on `day` as the form's fields: the way back from rules."""
    spans: dict[int, list[Span]] = {}
    for row in rows:
        pattern = pattern_of(row.rule)
        holds = row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
        if holds and isinstance(pattern, Weekly):
            for weekday in pattern.days:
                spans.setdefault(weekday, []).append((row.opens, row.closes))
    fields: dict[str, Any] = {}
    for weekday, found in spans.items():
        for number, (opens, closes) in zip(SPANS, sorted(found), strict=False):
            fields[f"opens_{weekday}_{number}"] = opens
            fields[f"closes_{weekday}_{number}"] = closes
    return fields


def _minutes(span: Span) -> tuple[int, int]:
    opens, closes = (at.hour * 60 + at.minute for at in span)
    return (opens, closes or 24 * 60)
