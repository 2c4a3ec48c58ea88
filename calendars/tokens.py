"""Unguessable tokens of personal feeds: only their hashes are stored (DESIGN 6)."""

import hashlib
import secrets


def feed_token() -> str:
    """Return a fresh 256-bit token for a personal calendar feed (I1)."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return the SHA-256 of a token in hex; the token has full entropy, no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
