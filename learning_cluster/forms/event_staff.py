"""What the coordinator fills in about an event; `seen` is the version the page showed."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calendars.wall import on_the_wall
from languages.plain_text import PlainTextField
from learning_cluster.actions.event_planning import FACTS
from learning_cluster.enums import EventKind
from learning_cluster.event_people import not_asked
from learning_cluster.forms.agreements import MemberField
from learning_cluster.forms.event_fields import SeenForm, day_field, time_field
from learning_cluster.models import Cluster, Event, Member, Phase


def _texts(label: Any, *, rows: int = 0, required: bool = False) -> PlainTextField:
    more: dict[str, Any] = {"max_length": 4000 if rows else 200}
    if rows:
        more["widget"] = forms.Textarea(attrs={"rows": rows})
    if required:
        more["error_messages"] = {"required": gettext_lazy("Write the name.")}
    return PlainTextField(label=label, required=required, **more)


class FactsForm(forms.Form):
    """`facts` are what the action takes."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)
    name_sr = _texts(gettext_lazy("Name in Serbian"), required=True)
    name_sl = _texts(gettext_lazy("Name in Slovene"))
    name_en = _texts(gettext_lazy("Name in English"))
    phase = forms.ModelChoiceField(
        label=gettext_lazy("Phase"), queryset=Phase.objects.none(), required=False
    )
    town = PlainTextField(label=gettext_lazy("Town"), max_length=80, required=False)
    venue = PlainTextField(label=gettext_lazy("Room and address"), max_length=300, required=False)
    join_link = forms.URLField(
        label=gettext_lazy("Join link"),
        help_text=gettext_lazy("Only the invited see it."),
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={
            "invalid": gettext_lazy("Write the whole address, beginning with https://.")
        },
    )
    about_sr = _texts(gettext_lazy("About the event in Serbian"), rows=4)
    about_sl = _texts(gettext_lazy("About the event in Slovene"), rows=4)
    about_en = _texts(gettext_lazy("About the event in English"), rows=4)
    is_public = forms.BooleanField(
        label=gettext_lazy("Shown on public pages"), required=False, initial=True
    )

    def __init__(
        self, *args: Any, cluster: Cluster, event: Event | None = None, **kwargs: Any
    ) -> None:
        if event is not None:
            facts = {name: getattr(event, name) for name in FACTS}
            kwargs.setdefault("initial", facts | {"seen": event.version})
        super().__init__(*args, **kwargs)
        rows = Phase.objects.filter(cluster=cluster)
        self.fields["phase"].queryset = rows  # type: ignore[attr-defined]  # of a model choice

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FACTS}


class NewEventForm(FactsForm):
    kind = forms.TypedChoiceField(
        label=gettext_lazy("Kind"),
        choices=EventKind,
        coerce=EventKind,
        error_messages={"required": gettext_lazy("Choose the kind.")},
    )
    field_order = ["kind"]


class DatesForm(SeenForm):
    """Day and hours of the wall; `cleaned_data` has `starts_at` and `ends_at` in UTC."""

    day = day_field(gettext_lazy("Day"))
    begins = time_field(gettext_lazy("Beginning"))
    finishes = time_field(gettext_lazy("End of the event"))
    together = forms.BooleanField(
        label=gettext_lazy("Move the adjoining event along"),
        help_text=gettext_lazy("The training and the first exchange stay next to each other."),
        required=False,
    )
    outside_phase = forms.BooleanField(
        label=gettext_lazy("Also outside its phase"),
        help_text=gettext_lazy("Only if it is meant: such days are refused otherwise."),
        required=False,
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        self.event = event
        initial: dict[str, Any] = {"seen": event.version}
        if event.period:
            start, end = (
                moment.astimezone(event.cluster.tz)
                for moment in (event.period.lower, event.period.upper)
            )
            initial |= {"day": start.date(), "begins": start.time(), "finishes": end.time()}
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        if event.adjoins_id is None and not hasattr(event, "followed_by"):
            del self.fields["together"]
        if event.phase_id is None:
            del self.fields["outside_phase"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, moment in (("begins", "starts_at"), ("finishes", "ends_at")):
            if cleaned.get("day") and cleaned.get(name):
                found = self._moment(cleaned, name)
                if found is not None:
                    cleaned[moment] = found
        if {"starts_at", "ends_at"} <= cleaned.keys() and (
            cleaned["ends_at"] <= cleaned["starts_at"]
        ):
            self.add_error("finishes", _("The event ends before it begins."))
        return cleaned

    def _moment(self, cleaned: dict[str, Any], name: str) -> datetime | None:
        try:
            return on_the_wall(cleaned["day"], cleaned[name], self.event.cluster.tz)
        except (ValueError, OverflowError):
            text = _("There is no such hour on that day: the clocks go forward.")
            self.add_error(name, text)
            return None


class CancelForm(SeenForm):
    reason = PlainTextField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Everybody invited reads it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Write the reason: everybody invited is told it.")
        },
    )


class MembersField(forms.ModelMultipleChoiceField):
    label_from_instance = MemberField.label_from_instance  # type: ignore[assignment]  # the same words


class InviteForm(forms.Form):
    members = MembersField(
        label=gettext_lazy("Invite also"),
        queryset=Member.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose whom to invite.")},
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = not_asked(event)  # type: ignore[attr-defined]  # of a model choice
