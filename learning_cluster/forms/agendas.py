"""A part of an agenda as people write it: the hour by the wall, speakers a line each (L8)."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from languages.plain_text import PlainTextField
from learning_cluster.day_plan import next_offset
from learning_cluster.enums import AgendaKind
from learning_cluster.forms.event_fields import time_field
from learning_cluster.models import AgendaItem, Event, Question

USUAL_START = time(9)  # of an event whose hours have not been set
USUAL_MINUTES = 60
MOST_SPEAKERS = 8
_LONGEST = 120


class ItemForm(forms.Form):
    """`facts` and `speakers` are what the action takes; `seen` is empty for a new part."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=AgendaKind)
    title = PlainTextField(
        label=gettext_lazy("Title"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write a title.")},
    )
    begins = time_field(gettext_lazy("Beginning"))
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        min_value=5,
        max_value=600,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("Write how many minutes it takes."),
            "invalid": gettext_lazy("Write whole minutes, for example 45."),
            "min_value": gettext_lazy("A part takes from 5 to 600 minutes."),
            "max_value": gettext_lazy("A part takes from 5 to 600 minutes."),
        },
    )
    about = PlainTextField(
        label=gettext_lazy("Content and method"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    speakers = PlainTextField(
        label=gettext_lazy("Who speaks"),
        help_text=gettext_lazy("A line each: name, organisation."),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, event: Event, item: AgendaItem | None = None, **kwargs: Any
    ) -> None:
        self.event = event
        kwargs.setdefault("initial", self._of(item) if item else self._next())
        super().__init__(*args, **kwargs)

    @property
    def start(self) -> time:
        """Return the hour of the wall at which the event begins."""
        if self.event.period is None:
            return USUAL_START
        start: datetime = self.event.period.lower
        return start.astimezone(self.event.cluster.tz).time()

    def clean_speakers(self) -> list[tuple[str, str]]:
        found = []
        for line in self.cleaned_data["speakers"].splitlines():
            name, _comma, organisation = (part.strip() for part in line.partition(","))
            if not name:
                continue
            if len(name) > _LONGEST or len(organisation) > 200:
                text = _("A line is too long: a name has at most 120 characters.")
                raise forms.ValidationError(text)
            found.append((name, organisation))
        if len(found) > MOST_SPEAKERS:
            raise forms.ValidationError(_("At most eight people speak in one part."))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins = cleaned.get("begins")
        if begins is not None:
            cleaned["offset"] = _minutes(begins) - _minutes(self.start)
            if cleaned["offset"] < 0:
                self.add_error("begins", _("This hour is before the beginning of the event."))
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        return {n: self.cleaned_data[n] for n in ("kind", "title", "about", "offset", "minutes")}

    def _of(self, item: AgendaItem) -> dict[str, Any]:
        lines = (", ".join(filter(None, (one.name, one.organisation))) for one in _voices(item))
        return {
            "seen": self.event.version,
            "kind": item.kind,
            "title": item.title,
            "begins": _clock(_minutes(self.start) + item.offset),
            "minutes": item.minutes,
            "about": item.about,
            "speakers": "\n".join(lines),
        }

    def _next(self) -> dict[str, Any]:
        offset = next_offset(list(self.event.agenda.values_list("offset", "minutes")))
        return {
            "kind": AgendaKind.SESSION,
            "begins": _clock(_minutes(self.start) + offset),
            "minutes": USUAL_MINUTES,
        }


class QuestionsForm(forms.Form):
    """`listed` are those the page showed: what was asked since is not taken out."""

    chosen = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Questions, lessons and issues"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("One of them is not on the list any more: look again.")
        },
    )
    listed = forms.TypedMultipleChoiceField(
        required=False, coerce=int, widget=forms.MultipleHiddenInput
    )

    def __init__(
        self, *args: Any, rows: list[tuple[int, str]], item: AgendaItem, **kwargs: Any
    ) -> None:
        of_item = set(Question.objects.filter(item=item).values_list("pk", flat=True))
        keys = [key for key, _text in rows]
        kwargs.setdefault(
            "initial", {"chosen": [key for key in keys if key in of_item], "listed": keys}
        )
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = rows  # type: ignore[attr-defined]  # of a choice field
        self.fields["listed"].choices = rows  # type: ignore[attr-defined]  # as above


def _voices(item: AgendaItem) -> Any:
    return item.speakers.all()


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _clock(minutes: int) -> time:
    return time(*divmod(min(minutes, 24 * 60 - 1), 60))
