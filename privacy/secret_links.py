"""Secret links: derived with TOKEN_KEY, so that every mail can carry them; only hashes are kept."""

import base64
import hashlib
from uuid import UUID

from privacy.audit import keyed_hash


def link_token(purpose: str, uid: UUID) -> str:
    """Return the 256-bit token of a row's link; `purpose` ("app.what") keeps its links apart."""
    digest = bytes.fromhex(keyed_hash(f"{purpose}:{uid}"))
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def token_hash(token: str) -> str:
    """Return the SHA-256 of a token in hex; the token has full entropy, no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
