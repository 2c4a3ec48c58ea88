"""The public calendar of cluster events: nobody's name and no join link (L8, I1)."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from calendars.feed_ics import KEEP_CANCELLED
from calendars.feeds import BadFilter, Entry, Feed
from calendars.row_versions import tables_version
from learning_cluster import event_calendar
from learning_cluster.enums import EventState
from learning_cluster.models import Cluster, Event, Footnote
from learning_cluster.models.cluster import SARAJEVO
from learning_cluster.signing import signed_entries

BACK = timedelta(days=365)


class ClusterEvents(Feed):
    """Announced events from a year back on; called-off ones for 30 days after that.

    `cluster` narrows it to one; without it, it holds those of all public clusters.
    """

    name = "cluster-events"
    is_public = True
    zone = ZoneInfo(SARAJEVO)
    color = "darkcyan"
    filters = ("cluster",)

    def __init__(self, cluster: Cluster | None = None) -> None:
        self.cluster = cluster

    def title(self) -> str:
        if self.cluster is not None:
            return _("Events: %(cluster)s") % {"cluster": self.cluster.name}
        return _("Events of learning clusters")

    def narrowed(self, values: Mapping[str, str]) -> "ClusterEvents":
        """Return the feed of one cluster. Raises BadFilter where there is no such public one."""
        if "cluster" not in values:
            return ClusterEvents()
        found = Cluster.objects.public().filter(slug=values["cluster"]).first()
        if found is None:
            known = ", ".join(Cluster.objects.public().values_list("slug", flat=True)) or "–"
            text = _("“%(name)s” is one of: %(values)s.")
            raise BadFilter(text % {"name": "cluster", "values": known})
        return ClusterEvents(found)

    def entries(self, at: datetime) -> Iterator[Entry]:
        """Return an entry an event, with the UID the mails have; two queries."""
        rows = Event.objects.public().dated().with_names().filter(told(at, back=BACK))
        if self.cluster is not None:
            rows = rows.filter(cluster=self.cluster)
        return signed_entries(
            entry_of(event, url=event_calendar.public_url(event)) for event in rows
        )

    def version(self, at: datetime) -> str:
        """Name every row the entries are made of, and what the clock takes; one query."""
        return tables_version(
            (Event, Cluster, Footnote),
            gone=(
                "SELECT count(*) FROM learning_cluster_event WHERE state = %s AND changed_at > %s",
                [EventState.CANCELLED, at - KEEP_CANCELLED],
            ),
            past=(
                "SELECT count(*) FROM learning_cluster_event WHERE upper(period) > %s",
                [at - BACK],
            ),
        )


def told(at: datetime, *, back: timedelta) -> Q:
    """Return which events a calendar has at `at`: called-off ones go after 30 days."""
    gone = Q(state=EventState.CANCELLED)
    past = Q(period__endswith__gt=at - back)
    return (~gone & past) | (gone & Q(changed_at__gt=at - KEEP_CANCELLED))


def entry_of(
    event: Event,
    *,
    url: str,
    sequence: int | None = None,
    with_link: bool = False,
    alarm: timedelta | None = None,
) -> Entry:
    """Return an event as a calendar's entry; `sequence` is somebody's own, else the event's."""
    is_cancelled = event.state == EventState.CANCELLED
    return Entry(
        uid=event_calendar.uid(event),
        starts=event.period.lower,
        ends=event.period.upper,
        summary=event_calendar.summary(event),
        description=event.about,
        location=event_calendar.location(event, with_link=with_link and not is_cancelled),
        url=url,
        changed_at=event.changed_at,
        sequence=event.sequence if sequence is None else sequence,
        is_cancelled=is_cancelled,
        zone=event.cluster.tz,
        alarm=alarm,
    )
