"""allauth's forms in our words, without placeholders, and with codes that work once."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class Plain:
    """Says what each field is called and shows nothing inside it."""

    labels: dict[str, object] = {}
    hints: dict[str, object] = {}
    fields: dict[str, Any]  # of the form this is mixed into

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")


class SignInForm(Plain, account.LoginForm):
    labels = {"login": _("Username"), "password": _("Password")}


class PasswordAgainForm(Plain, account.ReauthenticateForm):
    labels = {"password": _("Password")}


class PasswordChangeForm(Plain, account.ChangePasswordForm):
    labels = {
        "oldpassword": _("Current password"),
        "password1": _("New password"),
        "password2": _("New password again"),
    }
    hints = {"password1": _("At least 12 characters. A few words you can remember are best.")}

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        if password == self.cleaned_data.get("oldpassword"):
            raise ValidationError(_("Choose another password than the one you have now."))
        return password


class OneTimeCode(Plain):
    """A code works once, although the tolerance for clocks lets it live longer (RFC 6238, 5.2)."""

    labels = {"code": _("Code")}
    user: User  # of the form this is mixed into

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {
            "inputmode": "numeric",
            "class": "govuk-input--width-10",
        }

    def clean_code(self) -> str:
        code = super().clean_code()  # type: ignore[misc]  # of the form this is mixed into
        digits = "".join(filter(str.isalnum, code))
        lifetime = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        key = f"accounts.code.{self.user.pk}.{digits}"
        if not cache.add(key, True, timeout=lifetime):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(OneTimeCode, mfa.AuthenticateForm):
    hints = {"code": _("From your authenticator app, or one of your recovery codes.")}


class CodeAgainForm(OneTimeCode, mfa.ReauthenticateForm):
    hints = CodeForm.hints


class ActivateForm(OneTimeCode, totp.ActivateTOTPForm):
    hints = {"code": _("The six digits the app shows now.")}
