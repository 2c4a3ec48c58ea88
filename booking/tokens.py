"""Unguessable tokens: only their hashes are stored (DESIGN 5)."""

import base64
import hashlib
import hmac
import secrets
from uuid import UUID

from django.conf import settings

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is misread aloud: no 0 O 1 I


def hold_token() -> str:
    """Return a fresh 256-bit token for a hold."""
    return secrets.token_urlsafe(32)


def feed_token() -> str:
    """Return a fresh 256-bit token for a counter's calendar feed (I1)."""
    return secrets.token_urlsafe(32)


def keyed_hold_token(idempotency_key: str) -> str:
    """Return the hold token of an idempotency key: the same key finds the same hold again."""
    return _keyed("hold", idempotency_key)


def manage_token(uid: UUID) -> str:
    """Return the 256-bit token of a booking's manage link.

    It is derived from the booking's uid with TOKEN_KEY, so that every later message can carry it
    although the database knows only its hash.
    """
    return _keyed("manage", str(uid))


def token_hash(token: str) -> str:
    """Return the SHA-256 of a token in hex; the token has full entropy, no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_reference() -> str:
    """Return a reference that can be read out on the telephone, such as 7KQ4-MZ82."""
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


def _keyed(purpose: str, text: str) -> str:
    message = f"{purpose}:{text}".encode()
    digest = hmac.new(settings.TOKEN_KEY.encode(), message, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
