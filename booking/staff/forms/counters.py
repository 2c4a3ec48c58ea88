"""Counters and what they do (B7)."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from booking.forms.fields import PlainTextField
from booking.models import Counter, Location, Service, ServiceCategory

Group = tuple[ServiceCategory, list[Any]]


class ServicesField(forms.ModelMultipleChoiceField):
    """Checkboxes of services; `groups` gives them by category."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Service.objects.none(), **kwargs)


def services_of(place: Location) -> QuerySet[Service]:
    """Return the services a counter of `place` may do: those in use, and what one does already."""
    done = Counter.services.through.objects.filter(counter__location=place).values("service")
    services = Service.objects.filter(Q(is_active=True) | Q(pk__in=done))
    return services.select_related("category").order_by("category__order", "order", "pk")


def by_category(form: forms.Form) -> list[Group]:
    """Return the checkboxes of the field `services`, a group for each category."""
    options = form["services"].subwidgets
    groups = groupby(options, key=lambda option: option.data["value"].instance.category)
    return [(category, list(some)) for category, some in groups]


class CounterForm(forms.Form):
    label = PlainTextField(
        label=_("Name"),
        help_text=_("As it stands on the counter, for example Okence 3."),
        max_length=60,
    )
    order = forms.IntegerField(
        label=_("Order"),
        help_text=_("Counters are listed by this number, the smallest first."),
        min_value=0,
        max_value=999,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    services = ServicesField(label=_("Services done at this counter"), required=False)

    def __init__(self, *args: Any, place: Location, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services: Any = self.fields["services"]
        services.queryset = services_of(place)

    def groups(self) -> list[Group]:
        return by_category(self)


class ManyCountersForm(forms.Form):
    """These services, at these counters: done from now on, or no longer."""

    ADD, REMOVE = "add", "remove"

    change = forms.ChoiceField(
        label=_("What should change?"),
        choices=[
            (ADD, _("the counters also do these services")),
            (REMOVE, _("the counters no longer do these services")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what should change.")},
    )
    counters = forms.ModelMultipleChoiceField(
        label=_("Counters"),
        queryset=Counter.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one counter.")},
    )
    services = ServicesField(
        label=_("Services"), error_messages={"required": _("Choose at least one service.")}
    )

    def __init__(self, *args: Any, place: Location, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counters: Any = self.fields["counters"]
        counters.queryset = place.counters.in_use()
        services: Any = self.fields["services"]
        services.queryset = services_of(place)

    @property
    def is_adding(self) -> bool:
        return self.cleaned_data["change"] == self.ADD

    def groups(self) -> list[Group]:
        return by_category(self)

    def hidden(self) -> Iterable[str]:
        """Return the choice as hidden fields, for the page that asks whether it is meant."""
        return [self[name].as_hidden() for name in self.fields]
