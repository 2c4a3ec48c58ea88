"""Where our rules meet allauth's."""

import base64
import hashlib
import hmac

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from accounts.grants import is_staff
from accounts.homes import home_of
from accounts.models import User
from privacy.audit import actor_from, record


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "The username and password do not belong together. Check both and try again."
        ),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again."),
        "rate_limited": _("Too many attempts. Wait five minutes and try again."),
        "incorrect_password": _("That is not your password. Try again."),
        "enter_current_password": _("That is not your current password. Try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by an administrator; citizens need none."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead staff to the admin and everybody else to the pages of their own."""
        at = timezone.now()
        user: User = request.user  # type: ignore[assignment]  # who has just signed in
        return reverse("wagtailadmin_home") if is_staff(user, at) else home_of(user, at)

    def post_login(self, request: HttpRequest, user: User, **kwargs: object) -> HttpResponse:
        record(
            actor_from(request, role="user"),
            "sign_in",
            "accounts.user",
            user.pk,
            at=timezone.now(),
        )
        return super().post_login(request, user, **kwargs)

    def logout(self, request: HttpRequest) -> None:
        actor = actor_from(request, role="user")
        record(actor, "sign_out", "accounts.user", actor.user_id or "", at=timezone.now())
        super().logout(request)


class MFAAdapter(DefaultMFAAdapter):
    """Keeps authenticator secrets encrypted: a copy of the database opens no second factor."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("That code is not right or no longer valid. Enter the next one."),
    }

    def get_totp_label(self, user: User) -> str:
        return user.get_username()

    def build_totp_svg(self, url: str) -> str:
        """Draw the picture on white of its own: a dark page must not swallow it."""
        return qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode")

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises cryptography.fernet.InvalidToken when TOKEN_KEY is not the one that encrypted."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    key = hmac.new(settings.TOKEN_KEY.encode(), b"accounts.mfa", hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))
