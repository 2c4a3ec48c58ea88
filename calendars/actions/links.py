"""Giving, replacing and taking away the secret link of a personal calendar (I1)."""

from datetime import datetime

from django.db import transaction

from calendars.models import FeedLink
from calendars.models.feed_link import holder_fields
from calendars.personal import Holder, PersonalKind
from calendars.tokens import feed_token, token_hash
from privacy.audit import Actor, record


@transaction.atomic
def give_link(kind: PersonalKind, holder: Holder, *, by: Actor, at: datetime) -> str:
    """Give a holder's calendar a link, in place of the one it may have; return its token.

    Only the token's hash is kept: it cannot be shown again. Made twice at once, the later stays.
    """
    token = feed_token()
    _link, is_first = FeedLink.objects.update_or_create(
        kind=kind.name,
        **holder_fields(holder),
        defaults={"token_hash": token_hash(token), "created_at": at},
    )
    verb = "feed_link_given" if is_first else "feed_link_replaced"
    record(by, verb, kind.object_type, _key(holder), at=at, changed=["feed"])
    return token


@transaction.atomic
def take_link(kind: PersonalKind, holder: Holder, *, by: Actor, at: datetime) -> None:
    """Take the link away; without one nothing changes."""
    gone, _rows = FeedLink.objects.of(holder).filter(kind=kind.name).delete()
    if gone:
        record(by, "feed_link_removed", kind.object_type, _key(holder), at=at, changed=["feed"])


def _key(holder: Holder) -> object:
    return holder if isinstance(holder, str) else holder.pk
