"""What a clerk fills in at the schedule: what to look at, and who has come unannounced."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from booking.forms.fields import NameField
from booking.models import Counter, Location, Service


class ByLocation(forms.Form):
    """Services and counters of one place."""

    service = forms.ModelChoiceField(
        Service.objects.none(),
        label=_("Service"),
        required=False,
        to_field_name="slug",
        empty_label=_("all services"),
    )
    counter = forms.ModelChoiceField(
        Counter.objects.none(), label=_("Counter"), required=False, empty_label=_("all counters")
    )

    def __init__(self, *args: Any, location: Location, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.location = location
        done = Counter.services.through.objects.filter(
            counter__location=location, counter__is_active=True
        )
        services = Service.objects.active().filter(pk__in=done.values("service"))
        self.choice("service").queryset = services.order_by("category__order", "order")
        self.choice("counter").queryset = location.counters.order_by("order", "pk")

    def choice(self, name: str) -> forms.ModelChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        return field


class ScheduleFilter(ByLocation):
    """What of a schedule is shown; sent by GET."""


class GoTo(forms.Form):
    """The day to look at."""

    date = forms.DateField(
        label=_("Day"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d. %m. %Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class WalkInForm(ByLocation):
    """Somebody without an appointment; `key` makes a second click the same as the first."""

    name = NameField(label=_("Name (optional)"), required=False)
    is_urgent = forms.BooleanField(
        label=_("Urgent case: also in the time kept for such"), required=False
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="walk-in", **kwargs)
        self.choice("service").required = True
        self.choice("service").empty_label = _("Choose a service")
        self.choice("counter").empty_label = _("any that is free")
        counters = Counter.objects.in_use().filter(location=self.location)
        self.choice("counter").queryset = counters.order_by("order", "pk")
