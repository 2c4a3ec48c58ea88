"""Time kept for urgent cases, as the manager writes it (B7, B35)."""

from datetime import date, time
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from booking.forms.hours import day_field, time_field
from booking.models import Counter, Location, Service
from booking.planning.steps import AddReserve, Step
from calendars.pattern_words import NTH, WEEKDAYS
from calendars.patterns import Monthly, Weekly, rule_of

EVERY = 0
MOST_HOURS = 30 * 24  # before its beginning; longer than anybody plans an urgent visit


class ReserveForm(forms.Form):
    """Some hours of some weekdays, at one counter or at all of the location."""

    counter = forms.ModelChoiceField(
        Counter.objects.none(),
        label=_("For"),
        required=False,
        empty_label=_("the whole location"),
        help_text=_("At one counter the rest stay open to everybody."),
    )
    days = forms.TypedMultipleChoiceField(
        label=_("On these days"),
        choices=list(enumerate(WEEKDAYS)),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day.")},
    )
    nth = forms.TypedChoiceField(
        label=_("Which weeks"),
        choices=[(EVERY, _("every week")), *NTH],
        coerce=int,
        initial=EVERY,
        help_text=_("Or only the first, second … such day of the month."),
    )
    opens = time_field(_("Hour of the beginning"))
    closes = time_field(_("Hour of the end"))
    valid_from = day_field()
    valid_to = day_field()
    release_hours = forms.IntegerField(
        label=_("How many hours before is what is left released to all?"),
        help_text=_("0: as it begins. Empty: it is never released."),
        required=False,
        min_value=0,
        max_value=MOST_HOURS,
        widget=forms.TextInput(attrs={"size": 6, "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": _("Write a whole number of hours, or nothing."),
            "min_value": _("Write a whole number of hours, or nothing."),
            "max_value": _("Write at most %(limit_value)s hours."),
        },
    )

    def __init__(self, *args: Any, location: Location, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.location, self.today = location, today
        counter = cast(forms.ModelChoiceField, self.fields["counter"])
        counter.queryset = Counter.objects.in_use().filter(location=location)
        for name in ("opens", "closes"):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = _("Write the hour like this: 8:30.")
        self.fields["valid_from"].label = _("From this day on")
        self.fields["valid_to"].label = _("Up to this day, if it is for a time only")
        self.fields["valid_to"].required = False

    def clean_counter(self) -> Counter | None:
        chosen: Counter | None = self.cleaned_data["counter"]
        counters = [chosen] if chosen else Counter.objects.in_use().filter(location=self.location)
        if not Service.objects.with_urgent_path().filter(counters__in=counters).exists():
            raise forms.ValidationError(
                _(
                    "No service done here has an urgent path: nobody could book this time. The "
                    "conditions of a service are set in the catalogue."
                )
            )
        return chosen

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and first < self.today:
            self.add_error(
                "valid_from", _("Choose today or a later day; what was stays as it was.")
            )
        if first and last and last < first:
            self.add_error("valid_to", _("The last day must not come before the first."))
        opens, closes = data.get("opens"), data.get("closes")
        for name, hour in (("opens", opens), ("closes", closes)):
            if hour and hour.minute % 5:
                self.add_error(name, _("Hours begin and end on full five minutes."))
        if opens is not None and closes is not None and closes <= opens and closes != time(0):
            self.add_error("closes", _("The end must come after the beginning."))
        return data

    def steps(self) -> list[Step]:
        """Return what the form asks for, as steps. Only for a valid form."""
        data = self.cleaned_data
        counter: Counter | None = data["counter"]
        if data["nth"] == EVERY:
            rules = [rule_of(Weekly(tuple(data["days"])))]
        else:
            rules = [rule_of(Monthly(data["nth"], day)) for day in data["days"]]
        names = ("opens", "closes", "valid_from", "valid_to", "release_hours")
        facts = {name: data[name] for name in names}
        return [AddReserve(counter.pk if counter else None, rule, **facts) for rule in rules]
