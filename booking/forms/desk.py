"""What unit staff type when they book for somebody at the counter or on the telephone (B40)."""

from datetime import UTC, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from booking.actions.rules import Rule
from booking.enums import Competence
from booking.forms.competence import QUESTIONS
from booking.forms.fields import MunicipalityField, PlainTextField
from booking.forms.know import KnowForm
from booking.forms.manage import CancelForm
from booking.forms.people import ContactForm, VisitorForm
from booking.models import Counter, Service

OFFICE, CUSTOMER = "office", "customer"


def moment_from(text: str, zone: ZoneInfo) -> datetime | None:
    """Return the moment (UTC) of an ISO 8601 local time such as 2026-11-17T08:20, or None."""
    try:
        written = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not 2000 <= written.year <= 2200:
        return None
    return (written if written.tzinfo else written.replace(tzinfo=zone)).astimezone(UTC)


def local_text(moment: datetime, zone: ZoneInfo) -> str:
    """Return a moment as it stands in addresses and forms: 2026-11-17T08:20 of the local clock."""
    return moment.astimezone(zone).replace(tzinfo=None).isoformat(timespec="minutes")


class DeskVisitorForm(VisitorForm):
    """The citizen's questions; the browser must not fill in the clerk's own answers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"


class DeskContactForm(ContactForm):
    must_be_reachable = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "email", "phone"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.fields["email"].help_text = _("Somebody without e-mail and telephone gets a printout.")
        self.fields["notify"].label = _("How do we send the confirmation and any changes?")
        self.fields["language"].label = _("In which language do we write?")
        ticked = self.fields["is_privacy_read"]
        ticked.label = _("I have told the customer how we use their data, or given it to read.")
        ticked.error_messages["required"] = _(
            "Tell the customer how we use their data, then tick that you have."
        )

    def clean_notify(self) -> list[str]:
        """Leave out the mail that is ticked beforehand where there is no address to write to."""
        ways: list[str] = self.cleaned_data["notify"]
        has_email = self.cleaned_data.get("email") or "email" in self.errors
        return ways if has_email else [way for way in ways if way != "email"]


class ToldForm(KnowForm):
    """That what to know and bring was said to the customer, and in which version (B22)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ticked = self.fields["is_acknowledged"]
        ticked.label = _("I have told the customer what to know and bring.")
        ticked.error_messages["required"] = _(
            "Tell the customer what to know and bring, then tick that you have."
        )


class PlaceForm(forms.Form):
    """At which counter, and for a service with competence for which municipality (B14)."""

    counter = forms.ChoiceField(label=_("Counter"), required=False)
    municipality = MunicipalityField(
        widget=forms.TextInput(attrs={"list": "municipalities", "autocomplete": "off"}),
        error_messages={"required": _("Write the municipality, for example Litija.")},
    )

    def __init__(self, *args: Any, service: Service, counters: list[Counter], **kwargs: Any):
        super().__init__(*args, **kwargs)
        named = [(str(counter.pk), counter.label) for counter in counters]
        cast(forms.ChoiceField, self.fields["counter"]).choices = [("", _("any counter")), *named]
        if service.has_any_unit:
            del self.fields["municipality"]
        else:
            self.fields["municipality"].label = QUESTIONS[Competence(service.competence)]


class OverrideForm(forms.Form):
    """Why a rule is set aside all the same; asked only where one says no."""

    override_reason = PlainTextField(
        label=_("Reason"),
        help_text=_("It stays with the booking. Write nothing about the customer's person."),
        max_length=200,
        error_messages={"required": _("Write the reason, or choose another time.")},
    )

    def __init__(self, *args: Any, broken: list[Rule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.broken = broken
        self.fields["override_reason"].required = bool(broken)

    @property
    def reason(self) -> str:
        return self.cleaned_data.get("override_reason", "") if self.broken else ""


class DeskCancelForm(CancelForm):
    """Whose visit is cancelled, and who wants it so: the message to the customer says it."""

    by = forms.ChoiceField(
        label=_("Why is it cancelled?"),
        choices=[
            (CUSTOMER, _("The customer wants it")),
            (OFFICE, _("The office has to cancel; the message apologises")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why it is cancelled.")},
    )

    @property
    def is_by_office(self) -> bool:
        return self.cleaned_data["by"] == OFFICE
