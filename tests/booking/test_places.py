"""The location tree stays a tree, whoever writes to it at once."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from booking.actions.places import (
    add_place,
    change_place,
    create_office,
    create_unit,
    move_office,
)
from booking.enums import LocationKind
from booking.errors import BookingError
from booking.models import Location
from privacy.audit import Actor
from privacy.models import AuditEntry
from tests.booking.racing import race

AT = datetime(2026, 11, 16, 7, 0, tzinfo=UTC)
BY = Actor(role="portal_administrator", user_id=7)


def unit(slug: str) -> Location:
    return create_unit(slug=slug, name=f"Upravna enota {slug}", by=BY, at=AT)


def office(parent: Location, slug: str, kind: str = LocationKind.LOCAL_OFFICE) -> Location:
    return create_office(parent, slug=slug, name=f"Krajevni urad {slug}", kind=kind, by=BY, at=AT)


@pytest.mark.django_db
@pytest.mark.req("B2", "B8")
def test_create_unit_stands_at_the_top_and_is_its_own_unit():
    litija = unit("litija")

    assert (litija.depth, litija.kind, litija.unit_id) == (1, LocationKind.UNIT, litija.pk)
    assert AuditEntry.objects.filter(
        verb="location_created", object_id=str(litija.pk), actor_id=7
    ).exists()


@pytest.mark.django_db
@pytest.mark.req("B2", "B8")
def test_create_office_belongs_to_the_unit_at_the_top_of_its_branch():
    litija = unit("litija")
    seat = office(litija, "sedez", LocationKind.SEAT)

    part = office(seat, "soba", LocationKind.SUBLOCATION)

    assert (part.depth, part.unit_id) == (3, litija.pk)
    assert [node.slug for node in Location.objects.get(pk=litija.pk).get_descendants()] == [
        "sedez",
        "soba",
    ]


@pytest.mark.django_db
def test_create_office_refuses_a_unit_inside_a_unit():
    litija = unit("litija")

    with pytest.raises(ValueError, match="top of the tree"):
        office(litija, "logatec", LocationKind.UNIT)

    assert Location.objects.count() == 1


@pytest.mark.django_db
def test_move_office_takes_its_parts_to_the_new_unit():
    litija, logatec = unit("litija"), unit("logatec")
    moving = office(litija, "sedez", LocationKind.SEAT)
    office(moving, "soba", LocationKind.SUBLOCATION)

    moved = move_office(moving, under=logatec, by=BY, at=AT)

    assert moved.get_parent().pk == logatec.pk
    assert dict(Location.objects.offices().values_list("slug", "unit__slug")) == {
        "sedez": "logatec",
        "soba": "logatec",
    }
    assert Location.find_problems() == ([], [], [], [], [])


@pytest.mark.django_db
def test_move_office_refuses_its_own_part_and_a_unit():
    litija = unit("litija")
    seat = office(litija, "sedez", LocationKind.SEAT)
    part = office(seat, "soba", LocationKind.SUBLOCATION)

    with pytest.raises(BookingError, match="own_part"):
        move_office(seat, under=part, by=BY, at=AT)
    with pytest.raises(ValueError, match="does not move"):
        move_office(litija, under=seat, by=BY, at=AT)

    assert Location.find_problems() == ([], [], [], [], [])


def slowly(call: Callable[[], Location]) -> Callable[[], Location]:
    """Return `call` in a transaction that stays open a moment, as one that does more would."""

    def run() -> Location:
        with transaction.atomic():
            made = call()
            time.sleep(0.05)
            return made

    return run


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_create_office_at_once_gives_every_office_its_place():
    litija = unit("litija")

    outcomes = race(*[slowly(lambda n=n: office(litija, f"urad-{n}")) for n in range(12)])

    assert [type(outcome) for outcome in outcomes] == [Location] * 12
    assert Location.objects.get(pk=litija.pk).numchild == 12
    assert Location.find_problems() == ([], [], [], [], [])


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_create_unit_at_once_gives_every_unit_its_place():
    outcomes = race(*[slowly(lambda n=n: unit(f"enota-{n}")) for n in range(12)])

    assert [type(outcome) for outcome in outcomes] == [Location] * 12
    assert Location.objects.units().count() == 12


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_tree_refuses_some():
    """The negative control: treebeard's own insert, at once, does not give every unit a place."""

    def careless(number: int) -> Location:
        return Location.add_root(slug=f"enota-{number}", name="Enota", kind="unit")

    outcomes = race(*[slowly(lambda n=n: careless(n)) for n in range(12)])

    assert IntegrityError in {type(outcome) for outcome in outcomes}


@pytest.mark.django_db
@pytest.mark.req("B2", "B8")
def test_add_place_makes_its_slug_of_the_name_once():
    litija = unit("litija")

    first, second = (
        add_place(parent=litija, name="Krajevni urad Đurđevac", kind="local_office", by=BY, at=AT)
        for _n in range(2)
    )
    change_place(first, name="Krajevni urad Polje", by=BY, at=AT)

    first.refresh_from_db()
    assert (first.slug, first.name) == ("krajevni-urad-durdevac", "Krajevni urad Polje")
    assert second.slug == "krajevni-urad-durdevac-2"


@pytest.mark.django_db
@pytest.mark.req("B2", "X3")
def test_change_place_tells_the_names_of_what_changed_and_nothing_else():
    litija = unit("litija")

    same = change_place(litija, name=litija.name, town="", by=BY, at=AT)
    changed = change_place(litija, name="Upravna enota Litija", town="Litija", by=BY, at=AT)

    assert (same, changed) == ([], ["name", "town"])
    entry = AuditEntry.objects.get(verb="location_changed")
    assert (entry.changed_fields, entry.object_id) == (["name", "town"], str(litija.pk))


@pytest.mark.django_db
@pytest.mark.req("B2")
@pytest.mark.parametrize(
    "facts", [{"time_zone": "UTC"}, {"slug": "x"}, {"path": "0009"}, {"kind": "seat"}]
)
def test_change_place_refuses_what_must_stay(facts):
    litija = unit("litija")

    with pytest.raises(ValueError, match="not changeable|stays a unit"):
        change_place(litija, by=BY, at=AT, **facts)


@pytest.mark.race
@pytest.mark.req("B2")
@pytest.mark.django_db(transaction=True)
def test_add_place_at_once_under_one_name_gives_every_place_its_own():
    units = [unit("litija"), unit("logatec")]

    def adding(number: int) -> Callable[[], Location]:
        return slowly(
            lambda: add_place(parent=units[number % 2], name="Urad", kind="branch", by=BY, at=AT)
        )

    outcomes = race(*[adding(number) for number in range(6)])

    assert sorted(place.slug for place in outcomes) == [
        "urad",
        "urad-2",
        "urad-3",
        "urad-4",
        "urad-5",
        "urad-6",
    ]
    assert Location.find_problems() == ([], [], [], [], [])
