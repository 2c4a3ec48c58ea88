"""What participants and authorities fill in (T14)."""

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from languages.mail_addresses import MailAddressField, ascii_domain
from languages.plain_text import PlainTextField
from training.actions.enrolling import Person
from training.models import Employer, Run, RunRequest, Training, Variant

MOST_PEOPLE = 500
OTHER = "other"


def _email(help_text: Any) -> MailAddressField:
    return MailAddressField(
        label=_("Your work e-mail"),
        help_text=help_text,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your work e-mail."),
            "invalid": _("Write the whole address, for example ime.priimek@organ.si."),
        },
    )


class _Employers(ModelChoiceIterator):
    """The listed employers, and a way to say that one's own is not among them."""

    def __iter__(self) -> Iterator[Any]:
        yield from super().__iter__()
        yield OTHER, _("My employer is not on the list")


class EmployerField(forms.ModelChoiceField):
    """Cleaned, it is a listed employer, or None where OTHER was chosen."""

    iterator = _Employers

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, empty_label=_("Choose your employer"), **kwargs)

    def clean(self, value: Any) -> Employer | None:
        return None if value == OTHER else super().clean(value)


class PersonForm(forms.Form):
    """Who comes and for whom they work; `person` is what was typed."""

    name = PlainTextField(
        label=_("Name and surname"),
        help_text=_("As it should stand on the certificate."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write name and surname.")},
    )
    email = _email(_("We mail a link there; a place is taken once you have confirmed it."))
    employer = EmployerField(
        Employer.objects.none(),
        label=_("Employer"),
        error_messages={
            "required": _("Choose your employer, or say that it is not on the list."),
            "invalid_choice": _("Choose an employer of the list."),
        },
    )
    employer_name = PlainTextField(
        label=_("Employer, if it is not on the list"),
        help_text=_("The trainings are meant for employees of the public sector."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    field_of_work = PlainTextField(
        label=_("Your field of work"),
        help_text=_("For example administrative procedures, IT, personnel."),
        max_length=200,
        error_messages={"required": _("Write your field of work.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        employer = cast(forms.ModelChoiceField, self.fields["employer"])
        employer.queryset = Employer.objects.filter(is_listed=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        employer, address = cleaned.get("employer"), cleaned.get("email")
        if employer is not None:
            cleaned["employer_name"] = ""
            if address and not _is_of(employer, address):
                domains = ", ".join(f"@{domain}" for domain in employer.domains)
                text = _(
                    "Work addresses of this employer end in %(domains)s. Write such an address."
                )
                self.add_error("email", text % {"domains": domains})
        elif not {"employer", "employer_name"} & set(self.errors) and not cleaned["employer_name"]:
            self.add_error("employer_name", _("Write the name of your employer."))
        return cleaned

    def person(self) -> Person:
        """Return what a valid form holds."""
        names = ("name", "email", "employer", "employer_name", "field_of_work")
        return Person(**{name: self.cleaned_data[name] for name in names})


class EnrolForm(PersonForm):
    """Whether the required training was completed is not said here: a stranger may be asking."""

    waiver_reason = PlainTextField(
        label=_("Why should you come without it?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, run: Run, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        training = run.training
        if not training.is_blocking or training.prerequisite is None:
            del self.fields["waiver_reason"]
            return
        text = _(
            "Only if you have not completed “%(training)s” here: the coordinator decides whether"
            " you may come nevertheless."
        )
        help_text = text % {"training": training.prerequisite.name}
        self.fields["waiver_reason"].help_text = help_text


class WaiverForm(forms.Form):
    """Asked once the address is proved, of whom the required training is missing."""

    waiver_reason = PlainTextField(
        label=_("Why should you come without it?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write why you should come without the training required before.")
        },
    )


class RequestForm(forms.Form):
    """An authority's wish for a run of its own."""

    variant = forms.ModelChoiceField(
        Variant.objects.none(),
        label=_("How should it be held?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose how the training should be held.")},
    )
    people = forms.IntegerField(
        label=_("How many people would come?"),
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Write how many people would come."),
            "invalid": _("Write a whole number, for example 12."),
            "min_value": _("Write a whole number, for example 12."),
            "max_value": _("Write a number up to 500."),
        },
    )
    wishes = PlainTextField(
        label=_("Which dates and which place would suit you?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write which dates and which place would suit you.")},
    )
    employer_name = PlainTextField(
        label=_("Authority"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Write the name of the authority.")},
    )
    contact_name = PlainTextField(
        label=_("Contact person"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write the name of the contact person.")},
    )
    contact_email = _email(
        _("We mail a link there; the coordinator receives the request once you have confirmed it.")
    )

    def __init__(self, *args: Any, training: Training, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        variant = cast(forms.ModelChoiceField, self.fields["variant"])
        variant.queryset = training.variants.all()

    def build(self, *, language: str) -> RunRequest:
        return RunRequest(language=language, **self.cleaned_data)


def _is_of(employer: Employer, address: str) -> bool:
    """Say whether the address is of the employer's domains; any is where none are known."""
    domain = ascii_domain(address.rpartition("@")[2])
    return not employer.domains or domain in map(ascii_domain, employer.domains)
