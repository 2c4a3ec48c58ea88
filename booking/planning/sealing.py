"""What was shown, signed, as the confirming form carries it: nobody can confirm anything else."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date, datetime, time
from typing import Any

from django.core import signing

from booking.actions.bulk import Shown, Was
from booking.errors import BookingError
from booking.planning.proposals import Proposal
from booking.planning.steps import STEPS, Change

SALT = "booking.change"
MAX_AGE = 4 * 60 * 60  # seconds somebody may think about it
_KINDS: dict[str, Any] = {"d": date, "t": time, "m": datetime}


def seal(shown: Sequence[Shown], user: int) -> str:
    """Return the signed text of what `user` saw."""
    data = [
        {
            "change": _change(one.change),
            "basis": one.basis,
            "stranded": [[key, _was(was)] for key, was in one.stranded.items()],
        }
        for one in shown
    ]
    return signing.dumps([user, data], salt=SALT, compress=True)


def unseal(text: str, user: int) -> list[Shown]:
    """Return what was shown to `user`. Raises preview_stale for anything else, or after hours."""
    try:
        owner, data = signing.loads(text, salt=SALT, max_age=MAX_AGE)
    except signing.BadSignature as error:
        raise BookingError("preview_stale") from error
    if owner != user:
        raise BookingError("preview_stale")
    return [
        Shown(
            _change_from(one["change"]),
            one["basis"],
            {key: _was_from(was) for key, was in one["stranded"]},
        )
        for one in data
    ]


def _change(change: Change) -> dict[str, Any]:
    plain = {f.name: getattr(change, f.name) for f in fields(change) if f.name != "steps"}
    steps = [[type(step).__name__, _packed(asdict(step))] for step in change.steps]
    return plain | {"steps": steps}


def _change_from(data: dict[str, Any]) -> Change:
    steps = tuple(STEPS[name](**_unpacked(values)) for name, values in data["steps"])
    return Change(**data | {"steps": steps})


def _was(was: Was) -> list[Any]:
    to = was.proposal
    offered = [to.counter, to.starts_at.isoformat()] if to else None
    return [was.counter, was.starts_at.isoformat(), offered]


def _was_from(data: list[Any]) -> Was:
    counter, starts_at, to = data
    proposal = Proposal(to[0], datetime.fromisoformat(to[1])) if to else None
    return Was(counter, datetime.fromisoformat(starts_at), proposal)


def _packed(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _pack(value) for name, value in values.items()}


def _pack(value: Any) -> Any:
    # A datetime is a date too, so it is asked first.
    if isinstance(value, datetime):
        return {"m": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    return {"t": value.isoformat()} if isinstance(value, time) else value


def _unpacked(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _unpack(value) for name, value in values.items()}


def _unpack(value: Any) -> Any:
    if isinstance(value, dict):
        ((kind, text),) = value.items()
        return _KINDS[kind].fromisoformat(text)
    return tuple(value) if isinstance(value, list) else value
