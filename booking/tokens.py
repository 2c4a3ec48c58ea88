"""Unguessable tokens: only their hashes are stored (DESIGN 5)."""

import base64
import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

if TYPE_CHECKING:
    from booking.models import UnitMailbox

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is misread aloud: no 0 O 1 I


def hold_token() -> str:
    """Return a fresh 256-bit token for a hold."""
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


def mailbox_code(mailbox: "UnitMailbox") -> str:
    """Return the six digits that prove a mailbox's address; a new mailing has new ones."""
    sent = mailbox.code_sent_at.isoformat() if mailbox.code_sent_at else ""
    text = f"{mailbox.location_id}:{mailbox.address}:{sent}"
    return f"{int(_digest('mailbox', text).hex(), 16) % 10**6:06d}"


def _keyed(purpose: str, text: str) -> str:
    return base64.urlsafe_b64encode(_digest(purpose, text)).rstrip(b"=").decode()


def _digest(purpose: str, text: str) -> bytes:
    message = f"{purpose}:{text}".encode()
    return hmac.new(settings.TOKEN_KEY.encode(), message, hashlib.sha256).digest()
