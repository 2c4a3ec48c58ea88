"""People who sign in, their roles and second factors.

`signed_in(client, user)` opens a session as after password and code; `code(secret)` is what the
authenticator app shows.
"""

import time
from datetime import UTC, datetime

import factory
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from factory.django import DjangoModelFactory

from accounts.models import ApiToken, Grant, User
from accounts.roles import Role
from accounts.tokens import token_hash

PASSWORD = "a quiet window of a counter"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


class UserFactory(DjangoModelFactory):
    """Somebody active, without roles and without a second factor; the password is PASSWORD."""

    class Meta:
        model = User

    username = factory.Sequence(lambda number: f"user-{number}")
    password = factory.django.Password(PASSWORD)


class GrantFactory(DjangoModelFactory):
    """A role held everywhere since long ago."""

    class Meta:
        model = Grant

    user = factory.SubFactory(UserFactory)
    role = Role.CLERK
    valid_from = LONG_AGO


class ApiTokenFactory(DjangoModelFactory):
    """A partner's token in force; its text is `raw`."""

    class Meta:
        model = ApiToken

    class Params:
        raw = "a-partner-token"

    name = "Partner"
    token_hash = factory.LazyAttribute(lambda o: token_hash(o.raw))
    valid_from = LONG_AGO
    created_at = LONG_AGO


def authenticator(user: User) -> str:
    """Give `user` an authenticator app and return its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code(secret: str, *, steps: int = 0) -> str:
    """Return the code shown now, or `steps` periods later."""
    counter = int(time.time()) // app_settings.TOTP_PERIOD + steps
    return format_hotp_value(hotp_value(secret, counter))


def signed_in(client: Client, user: User, *, proven: bool = True) -> Client:
    """Sign `user` in; `proven` says whether the session has shown the second factor."""
    client.force_login(user)
    if proven:
        kept = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
        if kept is None:
            authenticator(user)
            kept = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "mfa", "at": time.time(), "id": kept.pk, "type": "totp"}
        ]
        session["account_authentication_methods_user"] = user_id_to_str(user)
        session.save()
    return client


def staff(client: Client, role: Role, *, scope: object = None) -> Client:
    """Sign somebody in who holds `role` for `scope` (None: everywhere), second factor shown."""
    scope_type = ContentType.objects.get_for_model(scope) if scope is not None else None
    grant = GrantFactory(
        role=role, scope_type=scope_type, scope_id=scope.pk if scope is not None else None
    )
    return signed_in(client, grant.user)
