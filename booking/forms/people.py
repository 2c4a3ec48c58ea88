"""Who comes and whom we write to: kept apart (B36), with the needs at the visit (B37)."""

from collections.abc import Collection, Mapping
from typing import Any, cast

from django import forms
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from booking.actions.confirming import ContactDetails, VisitorDetails
from booking.cases import known_cases
from booking.enums import DocumentCase, Presence
from booking.forms.cases import CasesForm
from booking.forms.fields import NameField, PhoneField, PlainTextField
from booking.forms.know import NoticeForm
from booking.models import Service
from languages.codes import SL
from languages.offered import own_names
from messaging.phones import can_receive_sms
from privacy.models import Notice

NEEDS = (
    ("interpreter", _("an interpreter")),
    ("sign_language", _("a sign-language interpreter")),
    ("step_free", _("access without steps")),
    ("companion", _("somebody comes with me")),
)
NOTIFY = (("email", _("by e-mail")), ("sms", _("by SMS")))
_OF_VISITORS = {
    "is_child": DocumentCase.CHILD,
    "is_represented": DocumentCase.REPRESENTATIVE,
}
TOP = 2_000  # characters kept of a field between steps: more than any field takes


class VisitorForm(forms.Form):
    name = NameField(
        label=_("Name and surname"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write the name and surname of the person who comes.")},
    )
    is_child = forms.BooleanField(label=_("This is a child (under 18)"), required=False)
    is_represented = forms.BooleanField(
        label=_("Somebody else comes in this person's name"), required=False
    )
    needs = forms.MultipleChoiceField(
        label=_("What is needed at the visit?"),
        help_text=_("The office prepares for it. It is erased after the visit."),
        choices=NEEDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    more_needs = PlainTextField(
        label=_("Anything else the office should know"),
        help_text=_("For example: the language of the interpreter, a wheelchair, a guide dog."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, service: Service, number: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if number:  # one of several: each error must say whose name is missing
            missing = _("Write the name and surname of person %(number)d.")
            self.fields["name"].error_messages["required"] = missing % {"number": number}
        if service.presence == Presence.REQUIRED:
            del self.fields["is_represented"]

    @property
    def has_needs(self) -> bool:
        """Say whether anything is typed or refused in the part that is otherwise folded."""
        fields = [self["needs"], self["more_needs"]]
        return any(field.value() or field.errors for field in fields)

    @property
    def needs_told(self) -> str:
        """Return the needs as one text in Slovene, for the office that reads it."""
        chosen = set(self.cleaned_data["needs"])
        with translation.override(SL):
            told = [str(label) for code, label in NEEDS if code in chosen]
        return "; ".join([*told, *filter(None, [self.cleaned_data["more_needs"]])])[:500]

    def details(self) -> VisitorDetails:
        """Return who comes, of a valid form."""
        return VisitorDetails(
            name=self.cleaned_data["name"],
            is_child=self.cleaned_data["is_child"],
            is_represented=self.cleaned_data.get("is_represented", False),
            needs=self.needs_told,
        )


class ContactForm(NoticeForm):
    tick = "is_privacy_read"
    # At a counter the reference can be handed over, so nobody need be reachable (B26).
    must_be_reachable = True
    name = NameField(
        label=_("Name of the person we write to"),
        help_text=_("Only if it is somebody else than the (first) person who comes."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Write the e-mail in full, for example ana@example.org.")},
    )
    phone = PhoneField(
        label=_("Telephone"),
        help_text=_("A landline is fine too; it cannot receive SMS."),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    notify = forms.MultipleChoiceField(
        label=_("How should we send the confirmation and any changes?"),
        choices=NOTIFY,
        initial=["email"],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    language = forms.ChoiceField(
        label=_("In which language should we write to you?"),
        choices=own_names,
        widget=forms.Select,
    )
    is_privacy_read = forms.BooleanField(
        label=_("I have read and understood the privacy notice."),
        error_messages={
            "required": _("Confirm that you have read and understood the privacy notice.")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        notify = data.get("notify") or []
        failed = {"email", "phone"} & set(self.errors)
        is_reachable = bool(data.get("email") or data.get("phone"))
        if not failed and not is_reachable and self.must_be_reachable:
            self.add_error(
                "email", _("Write an e-mail or a telephone number, so that we can reach you.")
            )
        elif "email" in notify and not data.get("email") and "email" not in failed:
            self.add_error("email", _("Write the e-mail to which we should send the confirmation."))
        if "sms" in notify and "phone" not in failed:
            self._check_sms(data.get("phone", ""))
        return data

    def _check_sms(self, phone: str) -> None:
        if not phone:
            self.add_error("phone", _("Write the mobile number to which we should send SMS."))
        elif not can_receive_sms(phone):
            self.add_error("phone", _("This number cannot receive SMS. Write a mobile number."))


class PeopleForms:
    """One form per visitor, one for their cases and one for the contact, from one submission.

    `cases` are those told before; a single visitor's show on their own form.
    """

    def __init__(
        self,
        service: Service,
        people: int,
        notice: Notice,
        *,
        data: MultiValueDict | None = None,
        typed: Mapping[str, list[str]] | None = None,
        kinds: tuple[type[VisitorForm], type[ContactForm]] = (VisitorForm, ContactForm),
        cases: Collection[str] = (),
    ) -> None:
        visitor_form, contact_form = kinds
        self.visitors = [
            _form(
                visitor_form,
                f"visitor-{number}",
                data,
                typed,
                service=service,
                number=number + 1 if people > 1 else 0,
            )
            for number in range(people)
        ]
        if people == 1:
            for field, case in _OF_VISITORS.items():
                self.visitors[0].initial.setdefault(field, case in cases)
        self.cases = CasesForm(data, prefix="my", service=service, before=cases)
        self.contact = _form(contact_form, "contact", data, typed, notice=notice)

    @property
    def all(self) -> list[forms.Form]:
        return [*self.visitors, self.cases, self.contact]

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.all)

    @property
    def contact_name(self) -> str:
        """Return whom we write to: the first visitor, unless another one is given (B36)."""
        return self.contact.cleaned_data["name"] or self.visitors[0].cleaned_data["name"]

    def contact_details(self) -> ContactDetails:
        """Return the contact of valid forms, for `confirm`."""
        data = self.contact.cleaned_data
        return ContactDetails(
            name=self.contact_name,
            email=data["email"],
            phone=data["phone"],
            wants_email="email" in data["notify"],
            wants_sms="sms" in data["notify"],
        )

    def visitor_details(self) -> list[VisitorDetails]:
        """Return the visitors of valid forms, for `confirm`."""
        return [form.details() for form in self.visitors]

    def told_cases(self) -> list[str]:
        """Return the cases of valid forms; a single visitor's are as their own form has them."""
        told = self.cases.told()
        if len(self.visitors) == 1:
            data = self.visitors[0].cleaned_data
            told -= {case for field, case in _OF_VISITORS.items() if data.get(field) is False}
        return known_cases(told)

    def typed(self) -> dict[str, list[str]]:
        """Return what was typed, field by field, to be kept until the booking is confirmed."""
        sent = cast(MultiValueDict, self.contact.data)
        names = [form.add_prefix(name) for form in self.all for name in form.fields]
        return {name: [text[:TOP] for text in sent.getlist(name)[:10]] for name in names}


def _form(kind: type, prefix: str, data: Any, typed: Mapping | None, **kwargs: Any) -> Any:
    form = kind(data, prefix=prefix, **kwargs)
    for name, field in form.fields.items():
        if name == "notice":  # always the version that is on the page
            continue
        values = (typed or {}).get(f"{prefix}-{name}")
        if values is not None:
            many = isinstance(field, forms.MultipleChoiceField)
            form.initial[name] = values if many else "".join(values[:1])
    return form
