"""An event is announced with its invitations, called off, or noted as held (L8, I2)."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from learning_cluster.actions.event_locks import check_seen, locked_event, no_such_step
from learning_cluster.actions.event_planning import check_place
from learning_cluster.actions.event_telling import tell, tell_one
from learning_cluster.enums import EventState
from learning_cluster.errors import ClusterError
from learning_cluster.event_people import asked_to, not_asked
from learning_cluster.findable import clusters_changed
from learning_cluster.models import Event, Member, Registration
from privacy.audit import Actor, record


@transaction.atomic
def announce(event: Event, *, seen: int, by: Actor, at: datetime) -> Event:
    """Announce a dated event: everybody who belongs to it is invited by mail. Idempotent.

    Raises ClusterError "no_such_step", "changed_meanwhile", "no_date", "past" or "no_place".
    """
    stored = locked_event(event)
    if stored.state == EventState.ANNOUNCED:
        return stored
    check_seen(stored, seen)
    if stored.state != EventState.PLANNED:
        raise no_such_step()
    if stored.period is None:
        raise ClusterError("no_date", _("Set the day and the hours first."))
    if stored.period.lower <= at:
        raise ClusterError("past", _("Choose a day and an hour to come."))
    check_place(stored)
    stored.announced_at = at
    _to(stored, EventState.ANNOUNCED, at, "announced_at")
    record(by, "announced", "learning_cluster.event", stored.pk, at=at, changed=["state"])
    _ask(stored, asked_to(stored), at=at)
    return stored


@transaction.atomic
def invite_also(event: Event, *, members: Collection[int], by: Actor, at: datetime) -> int:
    """Invite more people of the cluster to an announced event, by their keys; return how many.

    Who was asked before is left alone. Raises ClusterError "no_such_step" unless the event is
    announced and to come.
    """
    stored = locked_event(event)
    if stored.state != EventState.ANNOUNCED or stored.period.upper <= at:
        raise no_such_step()
    asked = _ask(stored, not_asked(stored).filter(pk__in=members), at=at)
    if asked:
        record(by, "invited", "learning_cluster.event", stored.pk, at=at, changed=["registrations"])
    return asked


@transaction.atomic
def invite_newcomer(member: Member, *, at: datetime) -> int:
    """Invite somebody who has just joined to what was announced before; return how many events."""
    events = Event.objects.filter(cluster=member.cluster_id, state=EventState.ANNOUNCED)
    asked = 0
    for event in events.filter(period__startswith__gt=at).order_by("period", "pk"):
        stored = locked_event(event)
        if _is_to_come(stored, at):
            asked += _ask(stored, asked_to(stored).filter(pk=member.pk), at=at)
    return asked


@transaction.atomic
def cancel_event(event: Event, *, reason: str, seen: int, by: Actor, at: datetime) -> Event:
    """Call an event off; everybody who was to come is told. Idempotent.

    Raises ClusterError "no_such_step" once it was held, "changed_meanwhile" or "reason_needed".
    """
    stored = locked_event(event)
    if stored.state == EventState.CANCELLED:
        return stored
    check_seen(stored, seen)
    if stored.state == EventState.HELD:
        raise no_such_step()
    if not reason:
        raise ClusterError("reason_needed", _("Write the reason: everybody invited is told it."))
    stored.reason = reason
    _to(stored, EventState.CANCELLED, at, "reason")
    record(by, "cancelled", "learning_cluster.event", stored.pk, at=at, changed=["state"])
    if stored.is_announced:
        tell(stored, what="cancelled", at=at)
    return stored


@transaction.atomic
def note_held(event: Event, *, seen: int, by: Actor, at: datetime) -> Event:
    """Note that an event has taken place. Idempotent.

    Raises ClusterError "no_such_step", "changed_meanwhile", "not_over", or "attendance_missing"
    while it is not known of everybody expected whether they came.
    """
    stored = locked_event(event)
    if stored.state == EventState.HELD:
        return stored
    check_seen(stored, seen)
    if stored.state != EventState.ANNOUNCED:
        raise no_such_step()
    if stored.period.upper > at:
        raise ClusterError("not_over", _("The event is not over yet."))
    if stored.registrations.expected().filter(attended=None).exists():
        raise ClusterError("attendance_missing", _("Note the attendance first."))
    _to(stored, EventState.HELD, at)
    record(by, "held", "learning_cluster.event", stored.pk, at=at, changed=["state"])
    return stored


def _is_to_come(event: Event, at: datetime) -> bool:
    return event.state == EventState.ANNOUNCED and event.period.lower > at


def _ask(event: Event, members: Iterable[Member], *, at: datetime) -> int:
    rows = [Registration(event=event, member=member, invited_at=at) for member in members]
    for row in Registration.objects.bulk_create(rows):
        tell_one(row, event, what="invited", at=at)
    return len(rows)


def _to(event: Event, state: EventState, at: datetime, *changed: str) -> None:
    event.state = state
    event.changed_at = at
    event.version += 1
    event.sequence += 1
    event.save(update_fields=["state", "changed_at", "version", "sequence", *changed])
    clusters_changed()
