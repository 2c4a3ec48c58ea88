"""What can be typed on the pages of a booking one already has."""

import re
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from booking.forms.fields import PlainTextField
from booking.models import Appointment, Visitor

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
ALL = "all"


class LinkForm(forms.Form):
    """The link from the confirmation, or only the token at its end; cleaned to the token."""

    link = PlainTextField(
        label=_("The link from your confirmation"),
        help_text=_("Copy the whole link from the message and paste it here."),
        max_length=400,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Paste the link from your confirmation.")},
    )

    def clean_link(self) -> str:
        tokens = [part for part in self.cleaned_data["link"].split("/") if _TOKEN.fullmatch(part)]
        if not tokens:
            raise ValidationError(
                _("This is not the whole link. It begins with http and ends with a long code."),
                code="link",
            )
        return tokens[-1]


class CancelForm(forms.Form):
    """Whose visit is cancelled: everybody's, or one person's."""

    who = forms.ChoiceField(
        label=_("What do you want to cancel?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whose visit you want to cancel.")},
    )

    def __init__(self, *args: Any, appointments: list[Appointment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [one.visitor for one in appointments if one.visitor]
        self.visitors = {str(visitor.pk): visitor for visitor in people}
        who = cast(forms.ChoiceField, self.fields["who"])
        if len(people) > 1:
            named = [(key, visitor.name) for key, visitor in self.visitors.items()]
            who.choices = [(ALL, _("the whole booking")), *named]
        else:
            who.choices = [(ALL, _("the whole booking"))]
            who.widget = forms.HiddenInput()
            who.required = False

    @property
    def visitor(self) -> Visitor | None:
        """Return the one person whose visit is cancelled, or None for the whole booking."""
        return self.visitors.get(self.cleaned_data.get("who", ALL))
