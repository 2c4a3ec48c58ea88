"""What authorities fill in. Who is not of a listed authority cannot get past it (P4)."""

from abc import ABCMeta, abstractmethod
from typing import Any, cast

from django import forms
from django.forms.forms import DeclarativeFieldsMetaclass
from django.utils.translation import gettext_lazy as _

from languages.mail_addresses import MailAddressField
from languages.plain_text import PlainTextField
from programme.enums import SupportField
from programme.models import Authority, Challenge, Submission, SupportRequest


def _long(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class _FormType(DeclarativeFieldsMetaclass, ABCMeta):
    """Lets a form have an abstract method."""


class SubmissionForm(forms.Form, metaclass=_FormType):
    """The part every submission has."""

    authority = forms.ModelChoiceField(
        Authority.objects.none(),
        label=_("Your authority"),
        empty_label=_("Choose an authority"),
        error_messages={
            "required": _("Choose the authority you work for."),
            "invalid_choice": _("Choose an authority of the list."),
        },
    )
    contact_name = PlainTextField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )
    contact_email = MailAddressField(
        label=_("Your official e-mail address"),
        help_text=_(
            "An address of the authority chosen above. We mail a link there; your submission"
            " reaches the project group once you have confirmed it."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your official e-mail address."),
            "invalid": _("Write the whole address, for example ime.priimek@organ.si."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        authority = cast(forms.ModelChoiceField, self.fields["authority"])
        authority.queryset = Authority.objects.listed()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        authority, address = cleaned.get("authority"), cleaned.get("contact_email")
        if authority and address and not authority.owns(address):
            domains = ", ".join(f"@{domain}" for domain in authority.domains)
            self.add_error(
                "contact_email",
                _("Official addresses of this authority end in %(domains)s. Write such an address.")
                % {"domains": domains},
            )
        return cleaned

    @abstractmethod
    def build(self, *, language: str) -> Submission:
        """Return the unsaved row of what was typed, for somebody who reads `language`."""


class ChallengeForm(SubmissionForm):
    title = PlainTextField(
        label=_("The challenge in one sentence"),
        max_length=120,
        error_messages={"required": _("Say in one sentence what the challenge is.")},
    )
    problem = PlainTextField(
        label=_("What should be better, and why?"),
        max_length=4000,
        widget=_long(6),
        error_messages={"required": _("Describe what should be better.")},
    )
    users = PlainTextField(
        label=_("Whom does it concern?"),
        help_text=_("Citizens, companies, colleagues: whoever could help to find the solution."),
        max_length=2000,
        widget=_long(3),
        error_messages={"required": _("Write whom the challenge concerns.")},
    )
    tried = PlainTextField(
        label=_("What have you tried so far?"),
        max_length=2000,
        widget=_long(3),
        required=False,
    )

    field_order = ["title", "problem", "users", "tried", "authority", "contact_name"]

    def build(self, *, language: str) -> Challenge:
        return Challenge(language=language, **self.cleaned_data)


class SupportForm(SubmissionForm):
    field = forms.ChoiceField(
        label=_("With what do you need support?"),
        choices=SupportField.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose development planning or legislation.")},
    )
    title = PlainTextField(
        label=_("What are you preparing?"),
        help_text=_("For example the name of a strategy, a programme or a regulation."),
        max_length=120,
        error_messages={"required": _("Write what you are preparing.")},
    )
    description = PlainTextField(
        label=_("What help would you like?"),
        max_length=4000,
        widget=_long(6),
        error_messages={"required": _("Describe what help you would like.")},
    )

    field_order = ["field", "title", "description", "authority", "contact_name"]

    def build(self, *, language: str) -> SupportRequest:
        return SupportRequest(language=language, **self.cleaned_data)
