"""What triage does with a submission; every step is in the audit trail (P4)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from privacy.audit import Actor, record
from programme.actions.telling import tell_state
from programme.enums import NEEDS_REASON, ChallengeState
from programme.errors import ProgrammeError
from programme.models import Challenge, Submission

DESCRIBED = ("prototype", "users_involved", "result")


@transaction.atomic
def decide(
    row: Submission, *, to: str, seen: int, reason: str = "", by: Actor, at: datetime
) -> None:
    """Move a submission to the state `to` and tell its sender.

    `seen` is the version the decision was made on. Raises ProgrammeError "changed_meanwhile",
    "no_such_step", "reason_needed", "prototype_needed" or "users_needed".
    """
    stored = _as_seen(row, seen)
    if to not in stored.next_states:
        raise ProgrammeError("no_such_step")
    if to in NEEDS_REASON and not reason:
        raise ProgrammeError("reason_needed")
    stored.reason = reason if to in NEEDS_REASON else ""
    _move(stored, to, by=by, at=at)


@transaction.atomic
def describe(
    challenge: Challenge, *, seen: int, texts: Mapping[str, str], by: Actor, at: datetime
) -> None:
    """Keep what is told of the prototype, the users who took part and the result (P4).

    `texts` has a text for each of DESCRIBED. Raises ProgrammeError as `decide` does.
    """
    stored = _as_seen(challenge, seen)
    assert isinstance(stored, Challenge)
    changed = [name for name in DESCRIBED if getattr(stored, name) != texts[name]]
    if not changed:
        return
    for name in changed:
        setattr(stored, name, texts[name])
    _require_description(stored, stored.state)
    stored.changed_at = at
    stored.version += 1
    stored.save(update_fields=[*changed, "changed_at", "version"])
    record(by, "describe", stored._meta.label_lower, stored.pk, at=at, changed=changed)


@transaction.atomic
def publish(challenge: Challenge, *, by: Actor, at: datetime) -> None:
    """Note that the page of the case is live, and tell the sender. Idempotent.

    Raises ProgrammeError "no_such_step" for a challenge whose prototype was not tested.
    """
    stored = Challenge.objects.select_for_update(no_key=True).get(pk=challenge.pk)
    if stored.state == ChallengeState.PUBLISHED:
        return
    if stored.state != ChallengeState.TESTED:
        raise ProgrammeError("no_such_step")
    _move(stored, ChallengeState.PUBLISHED, by=by, at=at)


def _as_seen(row: Submission, seen: int) -> Submission:
    """Return the row locked; only whoever looked at its newest version may change it."""
    stored = type(row).objects.select_for_update(no_key=True).get(pk=row.pk)
    if stored.version != seen:
        raise ProgrammeError("changed_meanwhile")
    return stored


def _move(stored: Submission, to: str, *, by: Actor, at: datetime) -> None:
    if isinstance(stored, Challenge):
        _require_description(stored, to)
    stored.state = to
    stored.changed_at = at
    stored.version += 1
    stored.save(update_fields=["state", "reason", "changed_at", "version"])
    record(by, str(to), stored._meta.label_lower, stored.pk, at=at, changed=["state"])
    tell_state(stored, at=at)


def _require_description(challenge: Challenge, state: str) -> None:
    if state == ChallengeState.PROTOTYPE and not challenge.prototype:
        raise ProgrammeError("prototype_needed")
    complete = all(getattr(challenge, name) for name in DESCRIBED)
    if state in (ChallengeState.TESTED, ChallengeState.PUBLISHED) and not complete:
        raise ProgrammeError("users_needed")
