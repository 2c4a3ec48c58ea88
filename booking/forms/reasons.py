"""Why an office does something, in the languages visitors read."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from booking.forms.fields import PlainTextField


class ReasonForm(forms.Form):
    """Serbian and English may be left out: visitors then read the Slovene one."""

    reason_sl = PlainTextField(
        label=_("Reason in Slovene"),
        help_text=_("Visitors read it on the office's page and in the message to them."),
        max_length=200,
        error_messages={"required": _("Write the reason: visitors read it.")},
    )
    reason_sr = PlainTextField(
        label=_("Reason in Serbian (Cyrillic)"), max_length=200, required=False
    )
    reason_en = PlainTextField(label=_("Reason in English"), max_length=200, required=False)

    @property
    def reasons(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("reason_sl", "reason_sr", "reason_en")}

    @property
    def reason_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("reason_sl", "reason_sr", "reason_en")]
