"""Writing the audit trail (X3)."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from database.statements import insert
from privacy.models import AuditEntry


@dataclass(frozen=True)
class Actor:
    """Who acts: nobody's name, only a user's key, a role, a channel and a hashed source address."""

    role: str = "citizen"
    user_id: int | None = None
    channel: str = "web"
    source_hash: str = ""


SYSTEM = Actor(role="system", channel="system")


def keyed_hash(text: str) -> str:
    """Return an HMAC-SHA256 of `text` in hex, so that equal things match without being readable."""
    return hmac.new(settings.TOKEN_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def actor_from(request: HttpRequest, *, role: str = "citizen", channel: str = "web") -> Actor:
    """Return who sends `request`: the address it came from is kept as a keyed hash only.

    Behind a reverse proxy the server must set REMOTE_ADDR to the client's address.
    """
    user = getattr(request, "user", None)
    address = request.META.get("REMOTE_ADDR", "")
    return Actor(
        role=role,
        user_id=user.pk if user is not None and user.is_authenticated else None,
        channel=channel,
        source_hash=keyed_hash(address) if address else "",
    )


def record(
    actor: Actor,
    verb: str,
    object_type: str,
    object_id: object,
    *,
    at: datetime,
    changed: Iterable[str] = (),
) -> AuditEntry:
    """Append one entry in the caller's transaction: it commits or rolls back with the deed."""
    entry = AuditEntry(
        at=at,
        actor_id=actor.user_id,
        actor_role=actor.role,
        verb=verb,
        object_type=object_type,
        object_id=str(object_id),
        changed_fields=list(changed),
        channel=actor.channel,
        source_hash=actor.source_hash,
    )
    insert(entry)
    return entry
