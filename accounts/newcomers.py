"""Accounts for people who are new, and the password each begins with (X5).

The portal makes up the username. If whoever opens an account could choose one, "this name is
taken" would tell them who else has an account: so names are never asked for, and never refused.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.errors import AccountsError
from accounts.models import User
from languages.sorting import plain
from languages.transliteration import to_latin
from privacy.audit import Actor, record

# Without what is mistaken for one another on paper: 31 to the power of 16 is 79 bits.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_NAME_LENGTH = 60


@dataclass(frozen=True)
class Person:
    """Somebody as they are named on the page; without a username, somebody new."""

    first_name: str
    last_name: str
    username: str = ""

    def is_called_as(self, user: User) -> bool:
        """Say whether both names are those of `user`, however they are spaced and accented."""
        return _plain_names(self) == _plain_names(user)


def _plain_names(of: Person | User) -> tuple[str, ...]:
    return tuple(plain(" ".join(name.split())) for name in (of.first_name, of.last_name))


@transaction.atomic
def open_account(*, first_name: str, last_name: str, by: Actor, at: datetime) -> tuple[User, str]:
    """Return a new account without roles and its first password, which is stored as a hash only.

    Whoever signs in with it chooses another before anything else (X5).
    """
    raw = first_password()
    return _opened(first_name, last_name, raw, is_first=True, by=by, at=at), raw


@transaction.atomic
def open_own_account(
    *, first_name: str, last_name: str, password: str, by: Actor, at: datetime
) -> User:
    """Return a new account without roles, whose owner has just chosen `password`."""
    return _opened(first_name, last_name, password, is_first=False, by=by, at=at)


@transaction.atomic
def renew_first_password(user: User, *, by: Actor, at: datetime) -> str:
    """Give somebody who has never signed in a new first password, and return it.

    Raises AccountsError "has_signed_in" for anybody else: theirs is their own to change.
    """
    row = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if row.last_login is not None or row.is_superuser or not row.is_active:
        raise AccountsError(
            "has_signed_in", _("This person has already signed in; the password is their own.")
        )
    raw = first_password()
    row.set_password(raw)
    row.has_first_password = True
    row.save(update_fields=["password", "has_first_password"])
    record(by, "first_password", "accounts.user", row.pk, at=at, changed=["password"])
    return raw


@transaction.atomic
def choose_password(user: User, password: str, *, by: Actor, at: datetime) -> None:
    """Give `user`, who has just proved to own the account, the password they have chosen."""
    row = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    row.set_password(password)
    row.save(update_fields=["password"])
    keep_own_password(row, by=by, at=at)


@transaction.atomic
def keep_own_password(user: User, *, by: Actor, at: datetime) -> None:
    """Note that `user` has chosen the password they have now."""
    User.objects.filter(pk=user.pk).update(has_first_password=False)
    user.has_first_password = False
    record(by, "password_changed", "accounts.user", user.pk, at=at, changed=["password"])


def _opened(
    first_name: str, last_name: str, password: str, *, is_first: bool, by: Actor, at: datetime
) -> User:
    user = User.objects.create(
        username=_username(first_name, last_name),
        first_name=first_name,
        last_name=last_name,
        password=make_password(password),
        has_first_password=is_first,
        date_joined=at,
    )
    record(by, "account_opened", "accounts.user", user.pk, at=at)
    return user


def first_password() -> str:
    """Return four groups of four letters and digits that are read easily from paper."""
    return "-".join("".join(secrets.choice(_LETTERS) for _n in range(4)) for _n in range(4))


def _username(first_name: str, last_name: str) -> str:
    """Return "ana.novak.4821", with digits of chance, so that it tells of nobody else."""
    words = [slugify(plain(to_latin(name))) for name in (first_name, last_name)]
    base = ".".join(filter(None, words))[:_NAME_LENGTH] or "oseba"
    while True:
        name = f"{base}.{secrets.randbelow(9000) + 1000}"
        if not User.objects.filter(username=name).exists():
            return name
