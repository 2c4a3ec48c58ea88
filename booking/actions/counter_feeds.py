"""Giving, replacing and taking away the secret link of a counter's calendar (I1)."""

from datetime import datetime

from booking.actions.locks import lock_counters, writer
from booking.models import Counter, CounterFeed
from booking.tokens import feed_token, token_hash
from privacy.audit import Actor, record


@writer
def give_link(counter: Counter, *, by: Actor, at: datetime) -> str:
    """Give the counter's calendar a link, in place of the one it may have; return its token.

    Only the token's hash is kept: it cannot be shown again. Raises BookingError: busy.
    """
    lock_counters([counter.pk])
    token = feed_token()
    _feed, is_first = CounterFeed.objects.update_or_create(
        counter=counter, defaults={"token_hash": token_hash(token), "created_at": at}
    )
    verb = "feed_link_given" if is_first else "feed_link_replaced"
    record(by, verb, "booking.counter", counter.pk, at=at, changed=["feed"])
    return token


@writer
def switch_off(counter: Counter, *, by: Actor, at: datetime) -> None:
    """Take the link away; without one nothing changes. Raises BookingError: busy."""
    lock_counters([counter.pk])
    gone, _rows = CounterFeed.objects.filter(counter=counter).delete()
    if gone:
        record(by, "feed_link_removed", "booking.counter", counter.pk, at=at, changed=["feed"])
