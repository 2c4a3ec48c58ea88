"""The only writers of the location tree (DESIGN 3).

treebeard locks the parent of a new child, but neither new roots nor moves: two at once would be
given the same path.
"""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from booking.enums import LocationKind
from booking.models import Location
from privacy.audit import Actor, record

# Units have no common row to lock; any constant does, as long as it stays the same.
_ROOTS_LOCK = 0x0CE2CE


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
    return office


@transaction.atomic
def move_office(office: Location, *, under: Location, by: Actor, at: datetime) -> Location:
    """Put `office` with all its parts under another unit or office; return it as it is then.

    Raises ValueError for a unit, and for a move into the office's own part.
    """
    if office.kind == LocationKind.UNIT:
        raise ValueError("A unit stands at the top of the tree and does not move.")
    unit_id = _unit_of(under)
    _lock_units([_unit_of(office), unit_id])
    node, target = (Location.objects.get(pk=pk) for pk in (office.pk, under.pk))
    if target.pk == node.pk or target.is_descendant_of(node):
        raise ValueError("An office cannot be a part of itself.")
    node.move(target, pos="last-child")
    moved = Location.objects.get(pk=office.pk)
    Location.get_tree(moved).update(unit_id=unit_id)
    record(by, "location_moved", "booking.location", moved.pk, at=at, changed=["unit"])
    return Location.objects.get(pk=office.pk)


def _unit_of(location: Location) -> int:
    if location.unit_id is None:
        raise ValueError("This location belongs to no unit.")
    return location.unit_id


def _lock_units(keys: list[int]) -> None:
    """Lock the roots in key order, without blocking the foreign keys that point to them."""
    locked = Location.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True)
    list(locked.values_list("pk", flat=True))
