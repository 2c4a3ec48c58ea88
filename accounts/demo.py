"""The demonstration's accounts: drawn anew per data folder, kept only in demo-accounts.json."""

import json
import os
import secrets
from datetime import datetime
from pathlib import Path

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.actions import give, sync_staff_group
from accounts.errors import AccountsError
from accounts.models import User
from accounts.roles import STAFF_ROLES, Role
from accounts.tokens import issue_token, partner_of
from privacy.audit import SYSTEM

FILE = "demo-accounts.json"
PARTNER = "partner_api"
SCOPED = frozenset({Role.LOCATION_MANAGER, Role.CLERK})
# Given for a cluster, once the demonstration has it: nobody but the coordinator is in all.
GIVEN_LATER = frozenset({Role.CLUSTER_MEMBER, Role.RESOURCE_PERSON, Role.PARTNER_REVIEWER})

Row = dict[str, str | None]


@transaction.atomic
def make_demo_accounts(var: Path, *, at: datetime, unit: Model | None = None) -> list[Row]:
    """Make one account per role and a partner's token; return and keep them in `var`.

    The location manager and the clerk are given `unit`, people of learning clusters nothing yet,
    everybody else everywhere. What exists and is in the file stays as it is; what is missing in
    one of the two is drawn anew. Raises AccountsError "not_a_demonstration" elsewhere.
    """
    if not settings.DEMO_MODE:
        raise AccountsError("not_a_demonstration", _("This is not a demonstration."))
    sync_staff_group()
    known = _read(var / FILE)
    if not any(_has_secret(role, known.get(role)) for role in STAFF_ROLES):
        known = {}  # the file of another database
    rows = [_account(role, known.get(role), at=at, unit=unit) for role in Role]
    rows.append(_partner(known.get(PARTNER), at=at))
    if rows != list(known.values()):
        _write(var / FILE, rows)
    return rows


def _account(role: Role, known: Row | None, *, at: datetime, unit: Model | None) -> Row:
    user, created = User.objects.get_or_create(username=role.value)
    if created or known is None or (role in STAFF_ROLES and not _has_secret(role, known)):
        known = _draw(user, role)
    if role not in GIVEN_LATER:
        give(user, role, scope=unit if role in SCOPED else None, by=SYSTEM, at=at)
    return known


def _draw(user: User, role: Role) -> Row:
    """Give `user` a new password and, in a staff role, a new authenticator."""
    password = secrets.token_urlsafe(12)
    user.set_password(password)
    user.save(update_fields=["password"])
    Authenticator.objects.filter(user=user).delete()
    secret = None
    if role in STAFF_ROLES:
        secret = generate_totp_secret()
        TOTP.activate(user, secret)
    return {
        "role": role.value,
        "username": user.username,
        "password": password,
        "totp_secret": secret,
    }


def _has_secret(role: Role, known: Row | None) -> bool:
    """Say whether the authenticator of the account is the one in the file."""
    if known is None:
        return False
    kept = Authenticator.objects.filter(
        user__username=role.value, type=Authenticator.Type.TOTP
    ).first()
    return kept is not None and decrypt(kept.data["secret"]) == known["totp_secret"]


def _partner(known: Row | None, *, at: datetime) -> Row:
    if known is not None and partner_of(str(known["token"]), at) is not None:
        return known
    _token, raw = issue_token("demo", by=SYSTEM, at=at)
    return {"role": PARTNER, "token": raw}


def _read(path: Path) -> dict[str, Row]:
    return {row["role"]: row for row in json.loads(path.read_text())} if path.exists() else {}


def _write(path: Path, rows: list[Row]) -> None:
    """Replace the file in one step; nobody but its owner may ever read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
        json.dump(rows, out, indent=2)
        out.write("\n")
    draft.replace(path)
