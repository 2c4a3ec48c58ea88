"""What applicants to the call fill in, a step a form (L12)."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from languages.codes import SR
from languages.mail_addresses import MailAddressField
from languages.plain_text import PlainTextField
from learning_cluster.application_steps import Point
from learning_cluster.enums import ApplicantKind, Profile
from learning_cluster.forms.pdf import PdfField
from learning_cluster.money import marks, parse_marks

MOST_DIGITS = 9


def _name() -> PlainTextField:
    return PlainTextField(
        label=_("Your name, or that of the organisation"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name or that of the organisation.")},
    )


class StartForm(forms.Form):
    name = _name()
    email = MailAddressField(
        label=_("E-mail address"),
        help_text=_("We mail a link there. It opens your draft, and nobody else's."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("Write the whole address, for example ime@primjer.ba."),
        },
    )


class AboutForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("You apply as"),
        choices=ApplicantKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you are a natural or a legal person.")},
    )
    name = _name()
    phone = PlainTextField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    profile = forms.ChoiceField(
        label=_("Which profile is yours?"),
        help_text=_("Of a legal person: the profile of the expert it proposes."),
        choices=Profile.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three profiles.")},
    )


class AnswerForm(forms.Form):
    """The answer to one point of the profile."""

    text = PlainTextField(
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, point: Point, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["text"]
        field.label = gettext("Your answer, in English")
        field.required = point.is_required
        field.error_messages["required"] = gettext("Write the answer to this point.")
        field.help_text = (
            gettext("As your cover letter says it. This point must be met.")
            if point.is_required
            else gettext("As your cover letter says it. This point brings an advantage.")
        )


class AmountForm(forms.Form):
    amount = PlainTextField(
        label=_("Amount in KM, gross"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-10"}),
        error_messages={"required": _("Write the amount of your offer.")},
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        example = marks(Decimal("5400.50"), get_language() or SR)
        self.fields["amount"].help_text = gettext("For example %(example)s.") % {"example": example}

    def clean_amount(self) -> Decimal:
        language = get_language() or SR
        found = parse_marks(self.cleaned_data["amount"], language)
        if found is None or len(found.as_tuple().digits) > MOST_DIGITS:
            text = gettext("It cannot be told which amount this is. Write it like %(example)s.")
            example = marks(Decimal("5400.50"), language)
            raise forms.ValidationError(text % {"example": example})
        return found


class PaperForm(forms.Form):
    file = PdfField(
        label=_("PDF file"),
        help_text=_(
            "At most 5 MB, without password, scripts and attachments. It is checked when you send"
            " it."
        ),
    )
