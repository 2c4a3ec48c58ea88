"""Secret links: derived with TOKEN_KEY, so that every mail can carry them; only hashes are kept."""

import base64
import hashlib
from uuid import UUID

from privacy.audit import keyed_hash


def confirm_token(uid: UUID) -> str:
    """Return the 256-bit token of the link that proves an address."""
    return _token("confirm", uid)


def status_token(uid: UUID) -> str:
    """Return the 256-bit token of the submitter's page."""
    return _token("status", uid)


def token_hash(token: str) -> str:
    """Return the SHA-256 of a token in hex; the token has full entropy, no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def _token(purpose: str, uid: UUID) -> str:
    digest = bytes.fromhex(keyed_hash(f"programme.{purpose}:{uid}"))
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
