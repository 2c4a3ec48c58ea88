"""A good practice (L15)."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from languages.plain_text import PlainTextField
from learning_cluster.actions.practices import FACTS
from learning_cluster.models import Cluster, Event, GoodPractice


class PracticeForm(forms.Form):
    """`facts` and `events` are what the action takes; `seen` is empty for a new one."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)
    title = PlainTextField(
        label=_("Title"), max_length=200, error_messages={"required": _("Write a title.")}
    )
    country = PlainTextField(
        label=_("Country"), max_length=80, error_messages={"required": _("Write the country.")}
    )
    service = PlainTextField(
        label=_("Service"), max_length=200, error_messages={"required": _("Write which service.")}
    )
    about = PlainTextField(
        label=_("What is good about it"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write what is good about it.")},
    )
    contact = PlainTextField(
        label=_("Whom to ask"),
        help_text=_("Only people of the cluster see it."),
        max_length=300,
        required=False,
    )
    url = forms.URLField(
        label=_("Web address"),
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={"invalid": _("Write the whole address, beginning with https://.")},
    )
    events = forms.ModelMultipleChoiceField(
        label=_("Used at"),
        queryset=Event.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_public = forms.BooleanField(
        label=_("Shown on public pages"),
        help_text=_("On the pages of the events it is used at, without whom to ask."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        cluster: Cluster,
        practice: GoodPractice | None = None,
        **kwargs: Any,
    ) -> None:
        if practice is not None:
            kwargs.setdefault("initial", _of(practice))
        super().__init__(*args, **kwargs)
        rows = Event.objects.live().filter(cluster=cluster)
        self.fields["events"].queryset = rows  # type: ignore[attr-defined]  # of a model choice

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FACTS}


def _of(practice: GoodPractice) -> dict[str, Any]:
    facts = {name: getattr(practice, name) for name in FACTS}
    return facts | {"seen": practice.version, "events": list(practice.events.all())}
