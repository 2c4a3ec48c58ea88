"""What mentoring pages and actions read: times that are free, who takes part, which phase (L9)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from learning_cluster.enums import MENTORED_PHASES, EventState, MembershipKind
from learning_cluster.mentoring_times import FreeTime, Offer, Span, free_times
from learning_cluster.models import (
    Cluster,
    Event,
    Member,
    Membership,
    MentoringSession,
    OfferedTimes,
    Phase,
)

AHEAD = timedelta(days=90)  # how far times are shown


def free_of(
    person: Member, at: datetime, *, besides: MentoringSession | None = None
) -> list[FreeTime]:
    """Return what can be booked with a resource person from `at` on; three queries.

    Sessions of any cluster they guide are taken, and the cluster's events; the time of `besides`
    counts as free, for it is to be moved.
    """
    offers = OfferedTimes.objects.filter(resource_person=person)
    found = free_times(
        [_facts(one) for one in offers],
        taken_of(person, besides=besides),
        zone=person.cluster.tz,
        after=at,
    )
    return [one for one in found if one.starts_at < at + AHEAD]


def free_in(cluster: Cluster, at: datetime) -> list[FreeTime]:
    """Return what can be booked in a cluster, with whichever of its resource persons."""
    people = Member.objects.accepted().filter(cluster=cluster, offered_times__isnull=False)
    found = [
        free for one in people.select_related("cluster").distinct() for free in free_of(one, at)
    ]
    return sorted(found, key=lambda free: free.starts_at)


def taken_of(person: Member, *, besides: MentoringSession | None = None) -> list[Span]:
    """Return the hours somebody has no time: their sessions, and the events of the cluster."""
    own = Q(resource_person=person)
    if person.user_id:
        own |= Q(resource_person__user=person.user_id)
    sessions = MentoringSession.objects.occupying().filter(own)
    if besides is not None:
        sessions = sessions.exclude(pk=besides.pk)
    events = Event.objects.dated().filter(cluster=person.cluster_id)
    events = events.exclude(state=EventState.CANCELLED)
    periods = [
        *sessions.values_list("period", flat=True),
        *events.values_list("period", flat=True),
    ]
    return [(period.lower, period.upper) for period in periods]


def phase_at(cluster: Cluster, moment: datetime) -> Phase | None:
    """Return the phase a session belongs to: a mentored one of that day before any other."""
    day = moment.astimezone(cluster.tz).date()
    rows = [one for one in cluster.phases.all() if one.is_on(day)]
    mentored = [one for one in rows if one.kind in MENTORED_PHASES]
    return next(iter([*mentored, *rows]), None)


def participants(session: MentoringSession) -> list[Member]:
    """Return who is told of a session: representatives of its local governments, and who guides."""
    people = representatives(session.session_members.values_list("membership", flat=True))
    return [*people, session.resource_person]


def representatives(memberships: Iterable[int]) -> list[Member]:
    """Return the accepted representatives of local governments, by their keys in the cluster."""
    rows = Member.objects.accepted().filter(membership__in=list(memberships))
    return list(rows.select_related("membership__government").order_by("membership", "name"))


def is_pilot(membership: Membership | None) -> bool:
    return membership is not None and membership.kind == MembershipKind.PILOT


def _facts(row: OfferedTimes) -> Offer:
    return Offer(
        row.pk,
        row.rule,
        row.valid_from,
        row.starts,
        row.ends,
        row.minutes,
        row.pilots_first_until,
    )
