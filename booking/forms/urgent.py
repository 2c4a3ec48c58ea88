"""That a case meets a service's conditions for the time kept for urgent ones, and why (B35)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from booking.forms.fields import PlainTextField
from booking.models.booking import URGENT_REASON


class UrgentForm(forms.Form):
    """What somebody says of their own case."""

    meets_conditions = forms.BooleanField(
        label=_("My case meets these conditions."),
        error_messages={
            "required": _("Tick that your case meets the conditions, or choose an ordinary time.")
        },
    )
    reason = PlainTextField(
        label=_("Why is it urgent?"),
        help_text=_(
            "In a few words. The office reads it before your visit; it is erased with your "
            "contact details."
        ),
        max_length=URGENT_REASON,
        error_messages={"required": _("Write in a few words why your case is urgent.")},
    )

    def clean_reason(self) -> str:
        """Return it as one line."""
        return " ".join(self.cleaned_data["reason"].split())


class DeskUrgentForm(UrgentForm):
    """What a clerk notes of a customer's case."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ticked, reason = self.fields["meets_conditions"], self.fields["reason"]
        ticked.label = _("The customer's case meets these conditions.")
        ticked.error_messages["required"] = _(
            "Tick that the case meets the conditions, or choose an ordinary time."
        )
        reason.help_text = _("In a few words. It is erased with the contact details.")
        reason.widget.attrs["autocomplete"] = "off"
