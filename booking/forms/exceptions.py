"""Closures and extra openings as staff write them, in local wall time (B12)."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from booking.enums import ClosureKind
from booking.forms.hours import TargetForm, day_field, time_field
from booking.models import Closure, ExtraOpening, Location, Service
from booking.planning.steps import AddException, EndException

CLOSURE, OPENING = "closure", "opening"
HERE, BELOW = "here", "below"
ALL, SOME, WALK_IN, BOOKED = "all", "some", "walk_in", "booked"
AUDIENCES = {
    CLOSURE: [
        (ALL, _("closed for everything")),
        (SOME, _("closed for some services only")),
        (WALK_IN, _("closed only for visitors without an appointment")),
        (BOOKED, _("open only for visitors without an appointment: nobody can book")),
    ],
    OPENING: [
        (ALL, _("open for everything")),
        (SOME, _("open for some services only")),
        (WALK_IN, _("open only for visitors without an appointment")),
    ],
}
ORDER = _("The end must come after the beginning.")
PAST = _("This time is already over; what was stays as it was.")


class ExceptionForm(TargetForm):
    """A closure or an extra opening; `table` says which."""

    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=ClosureKind,
        widget=forms.RadioSelect,
        initial=ClosureKind.CLOSED,
    )
    scope = forms.ChoiceField(
        label=_("Where"),
        choices=[(HERE, _("here")), (BELOW, _("here and in every place below"))],
        widget=forms.RadioSelect,
        initial=HERE,
    )
    starts_on, starts_at = day_field(), time_field(_("Hour of the beginning"))
    ends_on, ends_at = day_field(), time_field(_("Hour of the end"))
    audience = forms.ChoiceField(label=_("For whom"), widget=forms.RadioSelect, initial=ALL)
    services = forms.ModelMultipleChoiceField(
        Service.objects.none(),
        label=_("Services"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_mass = forms.BooleanField(
        label=_("Cancel every appointment in this time (strike, flood)"),
        help_text=_("You see them all first. Everybody is told, with the reason."),
        required=False,
    )
    field_order = ["kind", "scope", "counter", "starts_on", "starts_at", "ends_on", "ends_at"]
    field_order += ["audience", "services", "reason_sl", "reason_sr", "reason_en"]

    def __init__(self, *args: Any, table: str, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table, self.at = table, at
        name_period(self)
        self.fields["starts_on"].label = _("First day")
        self.fields["starts_at"].help_text = _("Empty: from the beginning of the day.")
        cast(forms.ChoiceField, self.fields["audience"]).choices = AUDIENCES[table]
        services = cast(forms.ModelMultipleChoiceField, self.fields["services"])
        places = [self.location.pk, *self.location.get_descendants().values_list("pk", flat=True)]
        services.queryset = (
            Service.objects.active().filter(counters__location__in=places).distinct()
        )
        for name in () if table == CLOSURE else ("kind", "is_mass"):
            del self.fields[name]
        if self.location.is_leaf():
            del self.fields["scope"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begins, ends = moment(self, "starts"), moment(self, "ends")
        if begins and ends:
            check_end(self, begins, ends)
        if data.get("audience") == SOME and not data.get("services"):
            self.add_error("services", _("Choose the services."))
        if data.get("counter") and data.get("scope") == BELOW:
            self.add_error("counter", _("One counter, or every place below: choose one of them."))
        return data

    def places(self) -> list[Location]:
        """Return the places it is for: this one, or this one and all below."""
        below = self.cleaned_data.get("scope") == BELOW
        return [self.location, *(self.location.get_descendants() if below else ())]

    @property
    def is_for_many(self) -> bool:
        return bool(self.cleaned_data.get("is_mass")) or self.cleaned_data.get("scope") == BELOW

    def step(self, place: Location) -> AddException:
        """Return what is added to `place`, at the hours of its own clock."""
        begins, ends = moment(self, "starts", place), moment(self, "ends", place)
        if begins is None or ends is None:
            raise ValueError("only a valid form has a step")
        services = self.cleaned_data["services"] if self.cleaned_data["audience"] == SOME else ()
        return AddException(
            self.table,
            self.counter_key,
            begins,
            ends,
            **self.reasons,
            kind=self.cleaned_data.get("kind", ClosureKind.CLOSED),
            services=tuple(sorted(service.pk for service in services)),
            is_walk_in_only=self.cleaned_data["audience"] == WALK_IN,
            is_booked_only=self.cleaned_data["audience"] == BOOKED,
        )


class ChangeExceptionForm(forms.Form):
    """Another end for a closure or extra opening, or its removal."""

    what = forms.ChoiceField(
        label=_("What do you want to do?"),
        choices=[("end", _("change when it ends")), ("remove", _("remove it"))],
        widget=forms.RadioSelect,
    )
    ends_on, ends_at = day_field(), time_field(_("Hour of the end"))

    def __init__(
        self, *args: Any, row: Closure | ExtraOpening, location: Location, at: datetime, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.row, self.location, self.at = row, location, at
        self.fields["ends_on"].required = False
        name_period(self)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begun = self.row.period.lower <= self.at
        if data.get("what") == "remove" and begun:
            self.add_error("what", _("It has begun already: change when it ends."))
        ends = moment(self, "ends")
        if data.get("what") == "end" and ends:
            check_end(self, self.row.period.lower, ends)
        elif data.get("what") == "end" and not self.has_error("ends_on"):
            self.add_error("ends_on", _("Choose the day."))
        return data

    def step(self) -> EndException:
        table = CLOSURE if isinstance(self.row, Closure) else OPENING
        is_end = self.cleaned_data["what"] == "end"
        return EndException(table, self.row.pk, moment(self, "ends") if is_end else None)


def name_period(form: forms.Form) -> None:
    form.fields["ends_on"].label = _("Last day")
    form.fields["ends_at"].help_text = _("Empty: to the end of the day.")


def moment(form: Any, name: str, place: Location | None = None) -> datetime | None:
    """Return the moment of `<name>_on` and `<name>_at`; no hour is the day's first or last."""
    day: date | None = form.cleaned_data.get(f"{name}_on")
    hour: time | None = form.cleaned_data.get(f"{name}_at")
    if day is None:
        return None
    if hour is None and name == "ends":
        day += timedelta(days=1)
    zone = (place or form.location).zone
    return datetime.combine(day, hour or time(0), zone).astimezone(UTC)


def check_end(form: Any, begins: datetime, ends: datetime) -> None:
    if ends <= begins:
        form.add_error("ends_on", ORDER)
    elif ends <= form.at:
        form.add_error("ends_on", PAST)
    for name in ("starts_at", "ends_at"):
        hour = form.cleaned_data.get(name)
        if hour is not None and hour.minute % 5:
            form.add_error(name, _("Hours begin and end on full five minutes."))
