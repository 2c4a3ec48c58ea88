"""What people invited into a cluster and local governments send (L2)."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from languages.offered import own_names
from languages.plain_text import PlainTextField


class OwnPasswordForm(forms.Form):
    """A password chosen by its owner, written twice."""

    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters. A few words you can remember are best."),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password.")},
    )
    again = forms.CharField(
        label=_("Password again"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Write the password once more.")},
    )

    def owner(self) -> User:
        """Return whose password it is: it must not be like their name."""
        return User()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        password, again = data.get("password"), data.get("again")
        if password and again and password != again:
            self.add_error("again", _("The two passwords are not the same. Write both anew."))
        elif password:
            try:
                validate_password(password, self.owner())
            except ValidationError as error:
                self.add_error("password", error)
        return data


class AcceptForm(OwnPasswordForm):
    """Who accepts an invitation without an account."""

    first_name = PlainTextField(
        label=_("First name"),
        max_length=59,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": _("Write the first name.")},
    )
    last_name = PlainTextField(
        label=_("Surname"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        error_messages={"required": _("Write the surname.")},
    )
    field_order = ("first_name", "last_name", "password", "again")

    def owner(self) -> User:
        data = self.cleaned_data
        return User(first_name=data.get("first_name", ""), last_name=data.get("last_name", ""))


class AnotherPasswordForm(OwnPasswordForm):
    """Somebody who has an account and forgot the password."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user

    def owner(self) -> User:
        return self._user


class DeclineForm(forms.Form):
    reason = PlainTextField(
        label=_("Why not?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class InterestForm(forms.Form):
    """Why a local government wants to take part, and who says so."""

    interest = PlainTextField(
        label=_("Why does your local government want to take part?"),
        help_text=_(
            "For example: which services you have or plan, for whom, and what you want to learn."
        ),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write why your local government wants to take part.")},
    )
    contact_name = PlainTextField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )


class OwnContactForm(forms.Form):
    """What somebody in a cluster may change about themselves."""

    phone = PlainTextField(
        label=_("Telephone"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    organisation = PlainTextField(
        label=_("Organisation"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    post = PlainTextField(
        label=_("Post"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    language = forms.ChoiceField(label=_("Language of your mails"), choices=own_names)
