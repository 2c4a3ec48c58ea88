"""What is filled in about certificates: a surname to check, a reason, the right name."""

from django import forms
from django.utils.translation import gettext_lazy as _

from languages.plain_text import PlainTextField


class SurnameForm(forms.Form):
    surname = PlainTextField(
        label=_("Surname on the certificate"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write the surname you want to check.")},
    )


class RevokeForm(forms.Form):
    reason = PlainTextField(
        label=_("Reason"),
        help_text=_("The holder reads it. The public page says only that it was revoked."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why the certificate no longer holds.")},
    )


class NameForm(forms.Form):
    name = PlainTextField(
        label=_("Right name and surname"),
        max_length=120,
        error_messages={"required": _("Write the name as it should stand on the certificate.")},
    )
