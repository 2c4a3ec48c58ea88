"""Planning an event: what it is, when it is, and what moves with it (L3, L8)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from learning_cluster.actions.event_locks import (
    check_not_over,
    check_seen,
    locked_cluster,
    locked_event,
)
from learning_cluster.actions.event_telling import tell
from learning_cluster.adjoining import Span, adjoins, moved_along
from learning_cluster.enums import EventKind
from learning_cluster.errors import ClusterError
from learning_cluster.findable import clusters_changed
from learning_cluster.models import Cluster, Event, Phase
from privacy.audit import Actor, record

TEXTS = ("name_sr", "name_sl", "name_en", "about_sr", "about_sl", "about_en")
PLACE = ("town", "venue", "join_link")
FACTS = (*TEXTS, *PLACE, "is_public", "phase")
# What somebody on their way must know.
TOLD = frozenset({"name_sr", *PLACE})


@transaction.atomic
def plan_event(
    cluster: Cluster, *, kind: EventKind, facts: Mapping[str, object], by: Actor, at: datetime
) -> Event:
    """Plan an event without a day; `facts` has a value for each of FACTS.

    The first exchange adjoins the training, whichever is planned first. Raises ClusterError
    "kind_once" where the cluster has a live event of such a kind.
    """
    locked_cluster(cluster.pk)
    event = Event(cluster=cluster, kind=kind, changed_at=at, **facts)
    try:
        with transaction.atomic():
            event.save()
    except IntegrityError:
        text = _("The cluster has such an event already.")
        raise ClusterError("kind_once", text) from None
    _adjoin(cluster)
    record(by, "planned", "learning_cluster.event", event.pk, at=at, changed=["kind"])
    event.refresh_from_db()
    return event


@transaction.atomic
def change_event(
    event: Event, *, facts: Mapping[str, object], seen: int, by: Actor, at: datetime
) -> Event:
    """Change texts, place or phase; `facts` has a value for each of FACTS.

    Of an announced event everybody invited is told name and place. Raises ClusterError
    "no_such_step", "changed_meanwhile", or "no_place" where an announced one would be left
    without town and link.
    """
    stored = locked_event(event)
    changed = [name for name in FACTS if getattr(stored, name) != facts[name]]
    if not changed:
        return stored
    check_seen(stored, seen)
    check_not_over(stored)
    for name in changed:
        setattr(stored, name, facts[name])
    is_told = stored.is_announced and bool(TOLD & set(changed))
    if is_told:
        check_place(stored)
    _save(stored, *changed, at=at, grows=is_told)
    record(by, "changed", "learning_cluster.event", stored.pk, at=at, changed=changed)
    if is_told:
        tell(stored, what="changed", at=at)
    return stored


@transaction.atomic
def date_event(
    event: Event,
    *,
    starts_at: datetime,
    ends_at: datetime,
    together: bool,
    outside_phase: bool,
    seen: int,
    by: Actor,
    at: datetime,
) -> Event:
    """Give an event its hours, or others; whoever was invited is told.

    With `together` the event next to it moves by as many days. Raises ClusterError
    "no_such_step", "changed_meanwhile", "begun", "past", "order", "over_midnight",
    "outside_phase" unless that is meant, or "adjoins" where the first exchange would no longer be
    next to the training.
    """
    stored = locked_event(event)
    span = (starts_at, ends_at)
    before = _span(stored)
    if before == span:
        return stored
    check_seen(stored, seen)
    check_not_over(stored)
    _check_hours(stored, span, outside_phase=outside_phase, at=at)
    follower = _neighbour(stored)
    if follower is not None:
        _keep_together(stored, span, follower, together=together, by=by, at=at)
    _put(stored, span, by=by, at=at)
    return stored


def check_place(event: Event) -> None:
    """Raise ClusterError "no_place" unless it is known where the event is."""
    if not (event.town or event.join_link):
        raise ClusterError("no_place", _("Write the town, or the link of an online event, first."))


def _keep_together(
    event: Event, span: Span, neighbour: Event, *, together: bool, by: Actor, at: datetime
) -> None:
    """Leave the neighbour where it is if both still adjoin, else move it along or refuse."""
    zone, before, there = event.cluster.tz, _span(event), _span(neighbour)
    assert there is not None  # noqa: PT018, S101 - `_neighbour` returns dated ones alone
    if together and before is not None:
        try:
            there = moved_along(there, before[0], span[0], zone)
        except ValueError:
            text = _("There is no such hour on that day: the clocks go forward.")
            raise ClusterError("no_such_hour", text) from None
    first, second = (span, there) if neighbour.adjoins_id == event.pk else (there, span)
    if not adjoins(first, second, zone):
        text = _(
            "The first exchange adjoins the training: it begins on the same day after it, or on"
            " the next day. Choose such a day, or move both together."
        )
        raise ClusterError("adjoins", text)
    if there != _span(neighbour):
        _check_hours(neighbour, there, outside_phase=True, at=at)
        _put(neighbour, there, by=by, at=at)


def _put(event: Event, span: Span, *, by: Actor, at: datetime) -> None:
    event.period = DateTimeTZRange(*span)
    _save(event, "period", at=at, grows=True)
    verb = "moved" if event.is_announced else "dated"
    record(by, verb, "learning_cluster.event", event.pk, at=at, changed=["period"])
    if event.is_announced:
        tell(event, what="changed", at=at)


def _check_hours(event: Event, span: Span, *, outside_phase: bool, at: datetime) -> None:
    zone = event.cluster.tz
    old = _span(event)
    if event.is_announced and old is not None and old[0] <= at:
        raise ClusterError("begun", _("The event has begun: its hours stay as they are."))
    if span[0] <= at:
        raise ClusterError("past", _("Choose a day and an hour to come."))
    if span[1] <= span[0]:
        raise ClusterError("order", _("The event ends before it begins."))
    first, last = (moment.astimezone(zone).date() for moment in span)
    if first != last:
        raise ClusterError("over_midnight", _("An event ends on the day on which it begins."))
    if event.phase is not None and not outside_phase and not _is_in(event.phase, span, event):
        text = _(
            "This day lies outside the phase of the event. Tick that it is meant, or choose"
            " another day."
        )
        raise ClusterError("outside_phase", text)


def _is_in(phase: Phase, span: Span, event: Event) -> bool:
    return phase.starts_on is None or phase.is_on(span[0].astimezone(event.cluster.tz).date())


def _span(event: Event) -> Span | None:
    return (event.period.lower, event.period.upper) if event.period else None


def _neighbour(event: Event) -> Event | None:
    """Return the live, dated event that `event` adjoins or is followed by, locked."""
    rows = Event.objects.select_for_update(no_key=True, of=("self",)).with_names().live().dated()
    key = event.adjoins_id
    if key is None:
        return rows.filter(adjoins=event).first()
    return rows.filter(pk=key).first()


def _adjoin(cluster: Cluster) -> None:
    """Have the cluster's first exchange adjoin its training, where both are there."""
    live = {
        event.kind: event
        for event in Event.objects.live().filter(
            cluster=cluster, kind__in=[EventKind.TRAINING, EventKind.EXCHANGE_1]
        )
    }
    exchange, training = live.get(EventKind.EXCHANGE_1), live.get(EventKind.TRAINING)
    if exchange is not None and training is not None and exchange.adjoins_id != training.pk:
        exchange.adjoins = training
        exchange.save(update_fields=["adjoins"])


def _save(event: Event, *changed: str, at: datetime, grows: bool) -> None:
    event.changed_at = at
    event.version += 1
    event.sequence += int(grows)
    event.save(update_fields=[*changed, "changed_at", "version", "sequence"])
    if event.is_announced:
        clusters_changed()
