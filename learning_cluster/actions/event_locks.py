"""Locks of events, after the cluster's own: two changes of its events wait for each other."""

from django.utils.translation import gettext as _

from learning_cluster.enums import EventState
from learning_cluster.errors import ClusterError
from learning_cluster.models import Cluster, Event

OVER = frozenset({EventState.HELD, EventState.CANCELLED})


def locked_cluster(key: int) -> Cluster:
    """Return the cluster as it is now, locked."""
    return Cluster.objects.select_for_update(no_key=True, of=("self",)).get(pk=key)


def locked_event(event: Event) -> Event:
    """Return the event as it is now, locked after its cluster."""
    locked_cluster(event.cluster_id)
    rows = Event.objects.select_for_update(no_key=True, of=("self",)).with_names()
    return rows.get(pk=event.pk)


def check_seen(stored: Event, seen: int) -> None:
    """Raise ClusterError "changed_meanwhile" unless the newest version was looked at."""
    if stored.version != seen:
        text = _(
            "This event has been changed meanwhile. Nothing of yours was saved: look at it as it"
            " is now, then decide."
        )
        raise ClusterError("changed_meanwhile", text)


def check_not_over(stored: Event) -> None:
    """Raise ClusterError "no_such_step" for an event that was held or called off."""
    if stored.state in OVER:
        raise no_such_step()


def no_such_step() -> ClusterError:
    """Return what is raised where an event's state allows no such step."""
    return ClusterError(
        "no_such_step", _("In its present state this cannot be done with an event.")
    )


def touch(event: Event, *changed: str) -> None:
    """Save these fields of the event as a new version that calendars need not hear of."""
    event.version += 1
    event.save(update_fields=["version", *changed])
