"""What has to be known before places can be offered: municipality (B14) and people (B21)."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from booking.enums import Competence
from booking.forms.competence import HINTS, QUESTIONS
from booking.forms.fields import MunicipalityField
from booking.models import Service


class StartForm(forms.Form):
    """Asks only what the service needs; the rest has its one possible answer."""

    municipality = MunicipalityField(
        widget=forms.TextInput(attrs={"list": "municipalities", "autocomplete": "off"}),
        error_messages={"required": _("Write the municipality, for example Litija.")},
    )
    people = forms.TypedChoiceField(
        label=_("How many people need this service?"),
        help_text=_("Each gets a time of their own, one after another or side by side."),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how many people are coming."),
            "invalid_choice": _("Choose how many people are coming."),
        },
    )

    def __init__(self, *args: Any, service: Service, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.service = service
        if service.has_any_unit:
            del self.fields["municipality"]
        else:
            self.fields["municipality"].label = QUESTIONS[Competence(service.competence)]
            self.fields["municipality"].help_text = HINTS[Competence(service.competence)]
        people = cast(forms.TypedChoiceField, self.fields["people"])
        numbers = range(1, service.max_people + 1)
        people.choices = [(str(number), _people(number)) for number in numbers]
        people.initial = "1"
        if service.max_people == 1:
            people.widget = forms.HiddenInput()

    @property
    def has_question(self) -> bool:
        return not self.service.has_any_unit or self.service.max_people > 1


def _people(number: int) -> str:
    return ngettext("%(number)d person", "%(number)d people", number) % {"number": number}
