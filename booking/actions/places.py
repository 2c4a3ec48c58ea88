"""The only writers of the location tree and of what it says of a place (B2, DESIGN 3).

treebeard locks the parent of a new child, but neither new roots nor moves: two at once would be
given the same path.
"""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.text import slugify

from booking.enums import LocationKind
from booking.errors import BookingError
from booking.findable import locations_changed
from booking.models import Location
from languages.sorting import plain
from languages.transliteration import to_latin
from privacy.audit import Actor, record

# Units have no common row to lock; any constant does, as long as it stays the same.
_ROOTS_LOCK = 0x0CE2CE

# What may change about a place that stays where it is. Not its slug, which is in addresses people
# have kept, and not its time zone, on which every derived day depends.
CHANGEABLE = frozenset(
    {
        "kind",
        "name",
        "name_minority",
        "minority_language",
        "region",
        "street",
        "postcode",
        "town",
        "latitude",
        "longitude",
        "email",
        "phone",
        "is_address_checked",
        "is_email_checked",
        "is_step_free",
        "open_channels",
    }
)
_SLUG_LENGTH = 70  # of 80: room for a number
_SLUG_TRIES = 20


def add_place(*, parent: Location | None, by: Actor, at: datetime, **facts: Any) -> Location:
    """Add a part below `parent`, or without one a unit, under a slug made of its name (B2, B8).

    `facts` are fields of Location. Two at once of the same name both succeed: the later gets a
    number. Raises BookingError "busy" if that failed many times, ValueError as create_office.
    """
    base = slugify(plain(to_latin(facts["name"])))[:_SLUG_LENGTH].strip("-") or "mesto"
    for _try in range(_SLUG_TRIES):
        slug = _free_slug(base)
        try:
            with transaction.atomic():
                if parent is None:
                    return create_unit(slug=slug, by=by, at=at, **facts)
                return create_office(parent, slug=slug, by=by, at=at, **facts)
        except IntegrityError:  # somebody else has just taken it
            continue
    raise BookingError("busy")


@transaction.atomic
def change_place(place: Location, *, by: Actor, at: datetime, **facts: Any) -> list[str]:
    """Set `facts` of `place` and return the names of those that changed (B2, B7).

    Writes no other column, so that a move made meanwhile stays. Raises ValueError for what does
    not change, and for making a unit of an office or the other way round.
    """
    if not facts.keys() <= CHANGEABLE:
        raise ValueError(f"not changeable: {sorted(facts.keys() - CHANGEABLE)}")
    row = Location.objects.select_for_update(no_key=True).get(pk=place.pk)
    is_unit = row.kind == LocationKind.UNIT
    if (facts.get("kind", row.kind) == LocationKind.UNIT) != is_unit:
        raise ValueError("A unit stays a unit, and an office an office.")
    changed = sorted(name for name, value in facts.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, facts[name])
    if changed:
        row.save(update_fields=changed)
        record(by, "location_changed", "booking.location", row.pk, at=at, changed=changed)
        locations_changed([row.pk])
    return changed


@transaction.atomic
def create_unit(*, by: Actor, at: datetime, **facts: Any) -> Location:
    """Add a unit at the top of the tree and return it; `facts` are fields of Location.

    Raises IntegrityError when the slug is taken.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ROOTS_LOCK])
    unit = Location.add_root(instance=Location(kind=LocationKind.UNIT, **facts))
    unit.unit = unit
    unit.save(update_fields=["unit"])
    record(by, "location_created", "booking.location", unit.pk, at=at)
    locations_changed([unit.pk])
    return unit


@transaction.atomic
def create_office(parent: Location, *, by: Actor, at: datetime, **facts: Any) -> Location:
    """Add an office below a unit, or a part below an office, and return it.

    Raises ValueError for a second unit inside a unit, IntegrityError when the slug is taken.
    """
    if facts.get("kind") == LocationKind.UNIT:
        raise ValueError("A unit stands at the top of the tree: use create_unit.")
    unit_id = _unit_of(parent)
    _lock_units([unit_id])
    # The tree may have changed while we waited: its paths count only under the lock.
    fresh = Location.objects.get(pk=parent.pk)
    office = fresh.add_child(instance=Location(unit_id=unit_id, **facts))
    record(by, "location_created", "booking.location", office.pk, at=at)
    locations_changed([office.pk])
    return office


@transaction.atomic
def move_office(office: Location, *, under: Location, by: Actor, at: datetime) -> Location:
    """Put `office` with all its parts under another unit or office; return it as it is then.

    Raises ValueError for a unit, BookingError "own_part" for a move into the office's own part.
    """
    if office.kind == LocationKind.UNIT:
        raise ValueError("A unit stands at the top of the tree and does not move.")
    unit_id = _unit_of(under)
    _lock_units([_unit_of(office), unit_id])
    node, target = (Location.objects.get(pk=pk) for pk in (office.pk, under.pk))
    if target.pk == node.pk or target.is_descendant_of(node):
        raise BookingError("own_part")
    node.move(target, pos="last-child")
    moved = Location.objects.get(pk=office.pk)
    Location.get_tree(moved).update(unit_id=unit_id)
    record(by, "location_moved", "booking.location", moved.pk, at=at, changed=["unit"])
    return Location.objects.get(pk=office.pk)


def _free_slug(base: str) -> str:
    """Return `base`, or the first of base-2, base-3 … that no place has."""
    taken = set(Location.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)


def _unit_of(location: Location) -> int:
    if location.unit_id is None:
        raise ValueError("This location belongs to no unit.")
    return location.unit_id


def _lock_units(keys: list[int]) -> None:
    """Lock the roots in key order, without blocking the foreign keys that point to them."""
    locked = Location.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True)
    list(locked.values_list("pk", flat=True))
