"""What an event agrees on: the timeline, roles, next steps; and how earlier steps went (L8)."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from learning_cluster.actions.event_locks import check_seen, locked_event, no_such_step, touch
from learning_cluster.enums import EventState, StepState
from learning_cluster.errors import ClusterError
from learning_cluster.models import AgreedRole, Event, Member, Membership, NextStep
from privacy.audit import Actor, record

MOST = 60


@transaction.atomic
def agree_timeline(event: Event, *, by: Actor, at: datetime) -> Event:
    """Note that the cluster's plan as it is now was agreed on at the event. Idempotent."""
    stored = _begun(event, at)
    version = stored.cluster.version
    if stored.timeline_version == version:
        return stored
    stored.timeline_version, stored.timeline_agreed_at = version, at
    touch(stored, "timeline_version", "timeline_agreed_at")
    _record(by, "timeline_agreed", stored, at)
    return stored


@transaction.atomic
def agree_role(event: Event, *, member: Member, text: str, by: Actor, at: datetime) -> AgreedRole:
    """Note what somebody of the cluster takes on; a second text replaces the first."""
    stored = _begun(event, at)
    if member.cluster_id != stored.cluster_id:
        raise _stranger()
    row, _new = AgreedRole.objects.update_or_create(
        event=stored, member=member, defaults={"text": text}
    )
    touch(stored)
    _record(by, "role_agreed", stored, at)
    return row


@transaction.atomic
def agree_step(
    event: Event,
    *,
    text: str,
    owner: Member | None,
    membership: Membership | None,
    due: date,
    by: Actor,
    at: datetime,
) -> NextStep:
    """Note a next step of somebody, or of a local government; the same sent twice is one.

    Raises ClusterError "no_such_step" before the event or after it was called off, "owner_needed",
    "stranger", "due_past" for a day before the event's, or "too_many".
    """
    stored = _begun(event, at)
    if owner is None and membership is None:
        raise ClusterError("owner_needed", _("Choose who does it."))
    if {one.cluster_id for one in (owner, membership) if one} != {stored.cluster_id}:
        raise _stranger()
    if due < stored.period.lower.astimezone(stored.cluster.tz).date():
        raise ClusterError("due_past", _("The day lies before the event."))
    facts = {"text": text, "owner": owner, "membership": membership, "due": due}
    same = stored.next_steps.filter(**facts).first()
    if same is not None:
        return same
    if stored.next_steps.count() >= MOST:
        raise ClusterError("too_many", _("An event can agree on 60 steps."))
    step = NextStep.objects.create(cluster=stored.cluster, event=stored, created_at=at, **facts)
    touch(stored)
    _record(by, "step_agreed", stored, at)
    return step


@transaction.atomic
def remove_step(step: NextStep, *, by: Actor, at: datetime) -> None:
    """Remove a step that was written by mistake. Raises ClusterError "checked" once it was."""
    if step.event is None:
        raise no_such_step()
    stored = locked_event(step.event)
    row = NextStep.objects.filter(pk=step.pk).first()
    if row is None:
        return
    if row.checked_at_event_id is not None:
        raise ClusterError("checked", _("This step has been checked at an event: it stays."))
    row.delete()
    touch(stored)
    _record(by, "step_removed", stored, at)


@transaction.atomic
def check_steps(
    event: Event,
    findings: Mapping[int, tuple[StepState, str]],
    *,
    seen: int,
    by: Actor,
    at: datetime,
) -> int:
    """Keep what was found at the event of steps agreed before it; return how many are new.

    `findings` has state and words by the step's key; steps that are not to be checked at this
    event are left alone. Raises ClusterError "no_such_step", "changed_meanwhile", or
    "finding_needed" where one is dropped or partly done without a word.
    """
    stored = _begun(event, at)
    check_seen(stored, seen)
    changed = []
    rows = NextStep.objects.checked_at(stored).filter(pk__in=findings)
    for step in rows.select_for_update(no_key=True, of=("self",)):
        state, finding = findings[step.pk]
        if (step.state, step.finding) == (state, finding):
            continue
        if state in (StepState.PARTLY, StepState.DROPPED) and not finding:
            text = _("Say in a few words what was found of “%(step)s”.")
            raise ClusterError("finding_needed", text % {"step": step.text})
        step.state, step.finding = state, finding
        step.checked_at_event = stored
        changed.append(step)
    if changed:
        NextStep.objects.bulk_update(changed, ["state", "finding", "checked_at_event"])
        touch(stored)
        _record(by, "steps_checked", stored, at)
    return len(changed)


def _begun(event: Event, at: datetime) -> Event:
    """Return the event locked, once it has begun and unless it was called off."""
    stored = locked_event(event)
    if stored.state not in (EventState.ANNOUNCED, EventState.HELD) or stored.period.lower > at:
        raise no_such_step()
    return stored


def _stranger() -> ClusterError:
    return ClusterError("stranger", _("Choose somebody of this cluster."))


def _record(by: Actor, verb: str, event: Event, at: datetime) -> None:
    record(by, verb, "learning_cluster.event", event.pk, at=at, changed=["agreements"])
