"""Hours of a run as people write them: a day and an hour of the wall for each of its parts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from calendars.wall import on_the_wall
from languages.plain_text import PlainTextField
from training.local_time import ZONE
from training.models import Segment, Variant


def day_field(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Choose the day."),
            "invalid": gettext_lazy("Write the day like this: 17. 11. 2026."),
        },
    )


def time_field(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        # Not type="time": browsers set to English would show hours of the half day.
        widget=forms.TimeInput(
            attrs={"size": 6, "autocomplete": "off", "class": "govuk-input--width-5"},
            format="%H:%M",
        ),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        error_messages={
            "required": gettext_lazy("Write the hour."),
            "invalid": gettext_lazy("Write the hour like this: 8:30."),
        },
    )


class DatesForm(forms.Form):
    """`cleaned_data["starts"]` are the beginnings, one a part of the variant, in their order."""

    note = PlainTextField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    with_days_off = forms.BooleanField(
        label=gettext_lazy("Also on a weekend or a work-free day"),
        help_text=gettext_lazy("Only if it is meant: such days are refused otherwise."),
        required=False,
    )

    def __init__(
        self, *args: Any, variant: Variant, starts: Sequence[datetime] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parts = list(variant.segments.all())
        shown = [moment.astimezone(ZONE) for moment in starts]
        for index, part in enumerate(self.parts):
            day, hour = day_field(self._day_label(part)), time_field(_("Beginning"))
            hour.label = (
                _("Beginning")
                if len(self.parts) == 1
                else _("Beginning, day %(day)s") % {"day": part.day}
            )
            if index < len(shown):
                day.initial, hour.initial = shown[index].date(), shown[index].time()
            self.fields[f"day_{part.day}"], self.fields[f"hour_{part.day}"] = day, hour
        self.order_fields([name for part in self.parts for name in self.names(part)])

    @staticmethod
    def names(part: Segment) -> tuple[str, str]:
        return f"day_{part.day}", f"hour_{part.day}"

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return day and hour of each part, to be drawn side by side."""
        return [(self[day], self[hour]) for day, hour in map(self.names, self.parts)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts = []
        for part in self.parts:
            day, hour = (cleaned.get(name) for name in self.names(part))
            if day is None or hour is None:
                continue
            try:
                starts.append(on_the_wall(day, hour, ZONE))
            except (ValueError, OverflowError):
                text = _("There is no such hour on that day: the clocks go forward.")
                self.add_error(self.names(part)[1], text)
        cleaned["starts"] = starts
        return cleaned

    def _day_label(self, part: Segment) -> str:
        hours = ngettext(
            "%(count)s pedagogical hour", "%(count)s pedagogical hours", part.hours
        ) % {"count": part.hours}
        what = f"{part.get_mode_display()}, {hours}"
        if len(self.parts) == 1:
            return _("Day (%(what)s)") % {"what": what}
        return _("Day %(day)s (%(what)s)") % {"day": part.day, "what": what}
