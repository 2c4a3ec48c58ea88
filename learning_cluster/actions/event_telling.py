"""Who is told what becomes of an event; called in the transaction of the action itself."""

from datetime import datetime

from learning_cluster.messages import events
from learning_cluster.models import Event, Registration


def tell(event: Event, *, what: events.News, at: datetime) -> None:
    """Tell everybody who was asked and has not said that they are not coming."""
    for row in event.registrations.expected().select_related("member"):
        tell_one(row, event, what=what, at=at)


def tell_one(row: Registration, event: Event, *, what: events.News, at: datetime) -> None:
    """Tell one of those asked, with an entry that is newer than the last they were sent.

    A calendar leaves an entry with a lower SEQUENCE unread (RFC 5546, 2.1.4), so somebody's own
    number grows with every mail, beside the event's.
    """
    last = row.told_sequence
    row.told_sequence = event.sequence if last is None else max(event.sequence, last + 1)
    row.save(update_fields=["told_sequence"])
    events.queue_news(row, event, what=what, at=at)
