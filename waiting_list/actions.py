"""The only writers of waiting lists: the longest waiting first, one place to one at a time.

Each locks the subject first, then entries, so that two never offer one place. All of them may be
repeated: what has been done already is left as it is.
"""

from datetime import datetime

from django.db import transaction

from waiting_list.models import OPEN_STATES, Entry, EntryState
from waiting_list.offerable import Offerable, offerable_named


@transaction.atomic
def join(kind: str, subject: str, who: str, *, at: datetime) -> Entry:
    """Return the open entry of `who`, a new one at the end of the list if there is none."""
    offerable_named(kind).lock(subject)
    key = {"kind": kind, "subject": subject, "who": who}
    known = Entry.objects.filter(**key, state__in=OPEN_STATES).first()
    return known or Entry.objects.create(**key, joined_at=at)


@transaction.atomic
def leave(entry: Entry, *, at: datetime) -> Entry:
    """Return the entry off the list; a place that was being offered goes to the next."""
    offerable, fresh = _locked(entry)
    if fresh.state == EntryState.WAITING:
        _end(fresh, EntryState.LEFT, at)
    elif fresh.state == EntryState.OFFERED:
        _take_back(offerable, fresh, EntryState.LEFT, at)
        offer_next(fresh.kind, fresh.subject, at=at)
    return fresh


@transaction.atomic
def strike(entry: Entry, *, at: datetime) -> Entry:
    """Return the entry off the list, for an owner that sees to a place being offered itself."""
    _offerable, fresh = _locked(entry)
    if fresh.state in OPEN_STATES:
        _end(fresh, EntryState.LEFT, at)
    return fresh


@transaction.atomic
def offer_next(kind: str, subject: str, *, at: datetime) -> list[Entry]:
    """Offer every free place of `subject`, each to one; return the entries that got an offer.

    Nothing is offered once nobody could use it any more (`Offerable.latest`).
    """
    offerable = offerable_named(kind)
    offerable.lock(subject)
    until = _until(offerable, subject, at)
    if until is None:
        return []
    free = max(0, offerable.free(subject, at))
    offered = list(Entry.objects.waiting_for(kind, subject).select_for_update(no_key=True)[:free])
    for entry in offered:
        entry.state, entry.offered_at, entry.offer_until = EntryState.OFFERED, at, until
        entry.save(update_fields=["state", "offered_at", "offer_until"])
        offerable.on_offer(entry, at)
    return offered


@transaction.atomic
def accept(entry: Entry, *, at: datetime) -> Entry:
    """Return the entry as it now stands: accepted, or lapsed where the time to answer is over.

    Refusing by an exception would undo the lapse; the caller looks at the state.
    """
    offerable, fresh = _locked(entry)
    if fresh.state != EntryState.OFFERED:
        return fresh
    if _is_over(fresh, at):
        _take_back(offerable, fresh, EntryState.LAPSED, at)
        offer_next(fresh.kind, fresh.subject, at=at)
        return fresh
    _end(fresh, EntryState.ACCEPTED, at)
    offerable.on_accept(fresh, at)
    return fresh


@transaction.atomic
def decline(entry: Entry, *, at: datetime) -> Entry:
    """Return the entry as it now stands; the place it was offered goes to the next."""
    offerable, fresh = _locked(entry)
    if fresh.state == EntryState.OFFERED:
        over = _is_over(fresh, at)
        _take_back(offerable, fresh, EntryState.LAPSED if over else EntryState.DECLINED, at)
        offer_next(fresh.kind, fresh.subject, at=at)
    return fresh


def lapse_overdue(*, at: datetime, kind: str = "", subject: str = "") -> int:
    """End offers nobody answered in time and pass their places on; return how many ended.

    Of every list, or of one; each list in a transaction of its own.
    """
    overdue = Entry.objects.overdue(at)
    if kind:
        overdue = overdue.filter(kind=kind, subject=subject)
    lists = list(overdue.order_by().values_list("kind", "subject").distinct())
    return sum(_lapse(*one, at=at) for one in lists)


def pass_on(*, at: datetime) -> int:
    """Offer whatever has become free in any list; return how many offers went out."""
    waiting = Entry.objects.filter(state=EntryState.WAITING).order_by()
    lists = list(waiting.values_list("kind", "subject").distinct())
    return sum(len(offer_next(*one, at=at)) for one in lists)


@transaction.atomic
def _lapse(kind: str, subject: str, *, at: datetime) -> int:
    offerable = offerable_named(kind)
    offerable.lock(subject)
    overdue = Entry.objects.overdue(at).filter(kind=kind, subject=subject)
    lapsed = list(overdue.select_for_update(no_key=True))
    for entry in lapsed:
        _take_back(offerable, entry, EntryState.LAPSED, at)
    offer_next(kind, subject, at=at)
    return len(lapsed)


def _locked(entry: Entry) -> tuple[Offerable, Entry]:
    offerable = offerable_named(entry.kind)
    offerable.lock(entry.subject)
    return offerable, Entry.objects.select_for_update(no_key=True).get(pk=entry.pk)


def _until(offerable: Offerable, subject: str, at: datetime) -> datetime | None:
    latest = offerable.latest(subject, at)
    return None if latest is None or latest <= at else min(at + offerable.holds_for, latest)


def _is_over(entry: Entry, at: datetime) -> bool:
    return entry.offer_until is not None and entry.offer_until <= at


def _take_back(offerable: Offerable, entry: Entry, state: EntryState, at: datetime) -> None:
    _end(entry, state, at)
    offerable.on_lapse(entry, at)


def _end(entry: Entry, state: EntryState, at: datetime) -> None:
    entry.state, entry.ended_at = state, at
    entry.save(update_fields=["state", "ended_at"])
