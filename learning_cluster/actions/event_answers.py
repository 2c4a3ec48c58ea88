"""People say whether they come; who was there is noted (L8)."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from learning_cluster.actions.event_locks import locked_event, no_such_step
from learning_cluster.actions.event_telling import tell_one
from learning_cluster.enums import EventState, RegistrationState
from learning_cluster.errors import ClusterError
from learning_cluster.models import Event, Member, Registration
from privacy.audit import Actor, record

NEEDS_KEPT = timedelta(days=30)


@transaction.atomic
def answer_event(
    row: Registration, *, answer: RegistrationState, needs: str, by: Actor, at: datetime
) -> Registration:
    """Keep whether somebody comes, and what we should know. The same answer again tells nobody.

    Who declines has the entry taken out of their calendar, who comes after all gets it again.
    Raises ClusterError "no_such_step" unless the event is announced, "begun" once it has.
    """
    event = locked_event(row.event)
    if event.state != EventState.ANNOUNCED:
        raise no_such_step()
    if event.period.lower <= at:
        raise ClusterError("begun", _("The event has begun: answers are no longer taken."))
    stored = Registration.objects.select_related("member").get(pk=row.pk)
    before = stored.state
    if (before, stored.needs) == (answer, needs):
        return stored
    stored.state, stored.needs, stored.answered_at = answer, needs, at
    stored.save(update_fields=["state", "needs", "answered_at"])
    record(by, "answered", "learning_cluster.registration", stored.pk, at=at, changed=["state"])
    if RegistrationState.DECLINED in (before, answer) and before != answer:
        declined = answer == RegistrationState.DECLINED
        tell_one(stored, event, what="declined" if declined else "invited", at=at)
    return stored


@transaction.atomic
def note_attendance(
    event: Event,
    *,
    listed: Collection[int],
    present: Collection[int],
    by: Actor,
    at: datetime,
) -> int:
    """Note of everybody `listed` whether they are among those `present`; return how many were.

    Both are keys of people of the cluster; strangers to it are left alone. Who comes without
    having been asked is registered; who was not asked and did not come is not. Raises ClusterError
    "no_such_step" unless the event is announced or held, "not_begun" before it begins.
    """
    stored = locked_event(event)
    if stored.state not in (EventState.ANNOUNCED, EventState.HELD):
        raise no_such_step()
    if at < stored.period.lower:
        raise ClusterError("not_begun", _("Attendance is noted once the event has begun."))
    rows = {row.member_id: row for row in stored.registrations.all()}
    keys = Member.objects.filter(cluster=stored.cluster_id, pk__in=listed)
    people = set(keys.values_list("pk", flat=True))
    for key in people & rows.keys():
        rows[key].attended = key in present
    Registration.objects.bulk_update([rows[key] for key in people & rows.keys()], ["attended"])
    came = (people & set(present)) - rows.keys()
    new = {"event": stored, "invited_at": at, "answered_at": at, "attended": True}
    Registration.objects.bulk_create(
        Registration(member_id=key, state=RegistrationState.REGISTERED, **new)
        for key in sorted(came)
    )
    record(by, "attendance_noted", "learning_cluster.event", stored.pk, at=at, changed=["attended"])
    return len(people & set(present))


@transaction.atomic
def forget_needs(*, at: datetime) -> int:
    """Forget what people told of themselves for an event a month after it; return of how many.

    It served the day alone (X4).
    """
    rows = Registration.objects.exclude(needs="")
    return rows.filter(event__period__endswith__lt=at - NEEDS_KEPT).update(needs="")
