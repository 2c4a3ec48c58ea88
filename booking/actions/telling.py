"""Telling the office of each visit, in its inbox and by mail as it wishes (B48).

Called in the transaction of the action itself: the news exist if and only if the deed does.
"""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from booking.enums import NewsMode, VisitEvent
from booking.messages.unit_mail import DIGEST, NEWS
from booking.models import Booking, Location, UnitMailbox, UnitNews
from messaging.actions import queue
from messaging.enums import Medium
from privacy.audit import Actor

LANGUAGE = "sl"  # staff read Slovene (B73)

# One statement on the path of every booking: the news, and the proved address that wants them now.
TELL = f"""
WITH box AS MATERIALIZED (
    SELECT address FROM booking_unitmailbox
    WHERE location_id = %(location)s AND mode = '{NewsMode.AT_ONCE}' AND verified_at IS NOT NULL)
INSERT INTO booking_unitnews (location_id, booking_id, event, channel, starts_at, at, mailed_at)
VALUES (%(location)s, %(booking)s, %(event)s, %(channel)s, %(starts_at)s, %(at)s,
        CASE WHEN EXISTS (SELECT 1 FROM box) THEN %(at)s::timestamptz END)
RETURNING id, (SELECT address FROM box)
"""  # noqa: S608 - our own words


def tell_office(
    booking: Booking,
    event: VisitEvent,
    *,
    location_id: int,
    starts_at: datetime,
    by: Actor,
    at: datetime,
) -> None:
    """Put an entry into the inbox of the office and, where it wants that, queue a mail.

    `starts_at` is the time the event is about. The channel is the actor's.
    """
    values: dict[str, Any] = {
        "location": location_id,
        "booking": booking.pk,
        "event": str(event),
        "channel": by.channel,
        "starts_at": starts_at,
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(TELL, values)
        key, address = cursor.fetchone()
    if address:
        _mail(NEWS, address, {"news": [key]}, location_id, at)


def read_news(
    location: Location, keys: list[int] | None = None, *, until: int = 0, at: datetime
) -> int:
    """Mark news of `location` as read; return how many were unread.

    Those of `keys`, else all up to the key `until`: what came later has not been seen.
    """
    unread = UnitNews.objects.filter(location=location).unread()
    unread = unread.filter(pk__lte=until) if keys is None else unread.filter(pk__in=keys)
    return unread.update(read_at=at)


def send_digests(*, at: datetime) -> int:
    """Queue one mail for each office that wants its news once a day; return how many.

    It tells of what has not been mailed yet, however long that is; an office without such news
    gets none. A run that is missed or repeated loses and doubles nothing.
    """
    wanting = UnitMailbox.objects.filter(mode=NewsMode.DIGEST, verified_at__isnull=False)
    return sum(_send_digest(key, at) for key in wanting.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _send_digest(mailbox_key: int, at: datetime) -> bool:
    mailbox = UnitMailbox.objects.select_for_update().get(pk=mailbox_key)
    if mailbox.mode != NewsMode.DIGEST or mailbox.verified_at is None:
        return False
    news = UnitNews.objects.filter(
        location=mailbox.location_id, mailed_at__isnull=True, at__gte=mailbox.verified_at
    )
    keys = list(news.order_by("at", "pk").values_list("pk", flat=True))
    if not keys:
        return False
    UnitNews.objects.filter(pk__in=keys).update(mailed_at=at)
    _mail(DIGEST, mailbox.address, {"news": keys}, mailbox.location_id, at)
    return True


def _mail(
    kind: str, address: str, context: dict[str, object], location_id: int, at: datetime
) -> None:
    queue(
        kind,
        Medium.EMAIL,
        address,
        language=LANGUAGE,
        context={"location": location_id, **context},
        at=at,
        turn=f"office:{location_id}",
    )
