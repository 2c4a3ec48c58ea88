"""An event as the facts that schema.org is written from (U4)."""

from languages.translated import in_script
from learning_cluster import event_calendar
from learning_cluster.enums import EventState
from learning_cluster.models import Event
from linked_data import events


def event_node(event: Event) -> events.Node:
    """Return the Event in the active language; without anybody's name and the join link."""
    zone = event.cluster.tz
    return events.event(
        events.Event(
            url=event_calendar.public_url(event),
            name=event.name,
            description=event.about,
            starts_at=event.period.lower.astimezone(zone),
            ends_at=event.period.upper.astimezone(zone),
            place=in_script(event.place),
            town=in_script(event.town),
            is_online=bool(event.join_link),
            is_cancelled=event.state == EventState.CANCELLED,
            organizer=in_script(event.cluster.host),
        )
    )
