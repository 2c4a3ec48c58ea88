"""Tokens by which partner systems call the API; only a hash is stored."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from accounts.models import ApiToken
from database.statements import Columns, rows
from privacy.audit import Actor, record

TOKEN = Columns(ApiToken)
BY_HASH = f"SELECT {TOKEN} FROM accounts_apitoken WHERE token_hash = %(token_hash)s"  # noqa: S608 - our own column names


def token_hash(raw: str) -> str:
    """Return SHA-256 in hex: a token holds 256 bits of chance, so no slower hash is needed."""
    return hashlib.sha256(raw.encode()).hexdigest()


@transaction.atomic
def issue_token(
    name: str, *, by: Actor, at: datetime, valid_to: datetime | None = None
) -> tuple[ApiToken, str]:
    """Return a new token of the partner `name` and its text, which is shown once and not stored."""
    raw = secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        name=name, token_hash=token_hash(raw), valid_from=at, valid_to=valid_to, created_at=at
    )
    record(by, "issue", "accounts.apitoken", token.pk, at=at)
    return token, raw


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Actor, at: datetime) -> None:
    """End `token` at `at`; one that has not begun by then is removed. Idempotent."""
    row = ApiToken.objects.select_for_update().filter(pk=token.pk).first()
    if row is None or (row.valid_to is not None and row.valid_to <= at):
        return
    if row.valid_from >= at:
        row.delete()
    else:
        row.valid_to = at
        row.save(update_fields=["valid_to"])
    record(by, "revoke", "accounts.apitoken", token.pk, at=at)


def partner_of(raw_token: str, at: datetime) -> ApiToken | None:
    """Return the token `raw_token` stands for if it holds at `at`; one query."""
    found = rows(TOKEN, BY_HASH, {"token_hash": token_hash(raw_token)})
    return found[0] if found and found[0].is_in_force(at) else None
