"""The tree of places in the hands of their managers: added, changed, moved, never more (B2, B8)."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from booking.enums import Channel, LocationKind
from booking.models import Location
from privacy.models import AuditEntry
from tests.booking.staff.stage import Stage, queries, stage
from tests.factories.accounts import staff
from tests.factories.booking import LocationFactory, UnitFactory

pytestmark = pytest.mark.django_db

TREE = reverse("calendar:tree")
ADD = reverse("calendar:place_add")


def facts(**more) -> dict[str, object]:
    """Return what a filled form sends."""
    return {
        "name": "Krajevni urad Polje",
        "kind": LocationKind.LOCAL_OFFICE,
        "street": "Zaloška cesta 10",
        "postcode": "1260",
        "town": "Ljubljana - Polje",
        "latitude": "46,0567",
        "longitude": "14.5871",
        "phone": "01 306 30 00",
        "email": "polje@example.org",
        "is_step_free": "true",
    } | more


@pytest.fixture
def own(client) -> Stage:
    """The manager's own unit; the client is signed in as its manager."""
    own = stage()
    staff(client, Role.LOCATION_MANAGER, scope=own.place.unit)
    return own


def edit_address(place: Location) -> str:
    return reverse("calendar:place_edit", args=[place.slug])


def move_address(place: Location) -> str:
    return reverse("calendar:place_move", args=[place.slug])


@pytest.mark.req("B1", "B2")
def test_tree_shows_the_managed_branch_and_nothing_beside_it(client, own):
    part = LocationFactory(parent=own.place, kind=LocationKind.SUBLOCATION, name="Soba 12")
    foreign = stage()

    page = client.get(TREE)

    (root,) = page.context["branches"]
    assert root.place == own.place.unit
    assert [branch.place for branch in root.parts] == [own.place]
    assert [branch.place for branch in root.parts[0].parts] == [part]
    assert foreign.place.unit.name not in page.content.decode()


@pytest.mark.req("B2")
def test_tree_asks_as_often_for_thirty_places(client, own):
    few = queries(client, TREE)
    for _number in range(30):
        LocationFactory(parent=own.place)

    assert queries(client, TREE) == few


@pytest.mark.req("B2", "X3")
def test_manager_adds_a_part_and_the_audit_trail_knows_who(client, own):
    response = client.post(ADD, facts(parent=own.place.slug))

    made = Location.objects.get(slug="krajevni-urad-polje")
    assert response["Location"] == TREE
    assert (made.get_parent(), made.unit, made.latitude) == (own.place, own.place.unit, 46.0567)
    assert (made.is_step_free, made.phone) == (True, "01 306 30 00")
    entry = AuditEntry.objects.get(verb="location_created")
    assert (entry.actor_role, entry.object_id) == ("location_manager", str(made.pk))


@pytest.mark.req("B1", "B8")
@pytest.mark.parametrize("parent", ["", "foreign", "nowhere"])
def test_manager_adds_neither_a_unit_nor_a_part_elsewhere(client, own, parent):
    foreign = stage().place
    before = Location.objects.count()

    slug = foreign.slug if parent == "foreign" else parent
    page = client.post(ADD, facts(parent=slug, kind=LocationKind.UNIT))

    assert set(page.context["form"].errors) == {"parent", "kind"}
    assert page.context["form"]["name"].value() == "Krajevni urad Polje"
    assert Location.objects.count() == before


@pytest.mark.req("B8")
def test_portal_administrator_adds_a_unit_that_is_not_yet_bookable(client):
    stage()
    staff(client, Role.PORTAL_ADMINISTRATOR)

    client.post(ADD, facts(name="Upravna enota Nova", kind="", parent="", open_channels=["web"]))

    made = Location.objects.get(slug="upravna-enota-nova")
    assert (made.kind, made.unit, made.open_channels) == (LocationKind.UNIT, made, [])


@pytest.mark.req("B2")
def test_errors_stand_at_their_fields_and_what_was_typed_stays(client, own):
    wrong = {"name": "", "phone": "12", "email": "x", "latitude": "95", "longitude": ""}

    page = client.post(edit_address(own.place), facts(**wrong, name_minority="Polje"))

    errors = page.context["form"].errors
    assert set(errors) == {"name", "phone", "email", "latitude", "minority_language"}
    assert page.context["form"]["street"].value() == "Zaloška cesta 10"
    assert 'href="#id_phone"' in page.content.decode()
    assert Location.objects.get(pk=own.place.pk).street == "Tobačna ulica 5"


@pytest.mark.req("B2")
def test_one_coordinate_alone_is_refused_at_the_other(client, own):
    page = client.post(edit_address(own.place), facts(longitude=""))

    assert page.context["form"].errors == {"longitude": ["Navedite obe koordinati ali nobene."]}


@pytest.mark.req("B7", "X3")
def test_manager_changes_what_is_said_of_a_place(client, own):
    Location.objects.filter(pk=own.place.pk).update(is_email_checked=True)

    client.post(edit_address(own.place), facts(time_zone="UTC", slug="drugje", is_email_checked=1))

    place = Location.objects.get(pk=own.place.pk)
    assert (place.name, place.slug) == ("Krajevni urad Polje", own.place.slug)
    assert (place.time_zone, place.is_address_checked) == ("Europe/Ljubljana", True)
    assert not place.is_email_checked  # nobody has checked the new address
    entry = AuditEntry.objects.get(verb="location_changed")
    assert {"name", "email", "is_email_checked", "street"} <= set(entry.changed_fields)
    assert "time_zone" not in entry.changed_fields


@pytest.mark.req("B7", "B8", "B43")
def test_channel_switches_of_a_unit_are_shown_to_its_manager_but_not_changed(client, own):
    unit = own.place.unit
    Location.objects.filter(pk=unit.pk).update(open_channels=[Channel.AGENT])

    page = client.get(edit_address(unit))
    client.post(edit_address(unit), facts(open_channels=["web", "agent"], region="Drugje"))

    assert page.context["channels"] == [Channel.AGENT.label]
    assert "open_channels" not in page.context["form"].fields
    unit.refresh_from_db()
    assert (unit.open_channels, unit.region, unit.kind) == ([Channel.AGENT], "", LocationKind.UNIT)


@pytest.mark.req("B8", "B43")
def test_portal_administrator_switches_the_channels_of_a_unit(client):
    unit = stage().place.unit
    staff(client, Role.PORTAL_ADMINISTRATOR)

    client.post(edit_address(unit), facts(open_channels=["unit"], is_email_checked=1))

    unit.refresh_from_db()
    assert (unit.open_channels, unit.is_email_checked) == ([Channel.UNIT], True)
    entry = AuditEntry.objects.get(verb="location_changed")
    assert entry.actor_role == "portal_administrator"


@pytest.mark.req("B2")
def test_move_is_asked_first_and_then_made(client, own):
    branch = LocationFactory(parent=own.place.unit)

    asked = client.post(move_address(own.place), {"under": branch.slug})
    assert Location.objects.get(pk=own.place.pk).get_parent() == own.place.unit
    client.post(move_address(own.place), {"under": branch.slug, "confirmed": 1})

    assert (asked.context["counters"], asked.context["parts"]) == (1, 0)
    assert Location.objects.get(pk=own.place.pk).get_parent() == branch


@pytest.mark.req("B1", "B2")
def test_move_out_of_the_own_subtree_or_into_oneself_is_impossible(client, own):
    part = LocationFactory(parent=own.place, kind=LocationKind.SUBLOCATION)
    foreign = stage().place

    for target in (foreign, foreign.unit, part, own.place, own.place.unit):
        page = client.post(move_address(own.place), {"under": target.slug, "confirmed": 1})
        assert set(page.context["form"].errors) == {"under"}

    assert Location.objects.get(pk=own.place.pk).get_parent() == own.place.unit
    assert Location.find_problems() == ([], [], [], [], [])


@pytest.mark.req("B2")
def test_unit_does_not_move(client):
    unit = stage().place.unit
    staff(client, Role.PORTAL_ADMINISTRATOR)
    other = UnitFactory()

    assert client.get(move_address(unit)).status_code == 404
    assert client.post(move_address(unit), {"under": other.slug}).status_code == 404


@pytest.mark.req("B7")
def test_manager_of_an_office_reaches_its_parts_but_not_its_unit(client):
    own = stage()
    staff(client, Role.LOCATION_MANAGER, scope=own.place)

    assert client.get(edit_address(own.place)).status_code == 200
    assert client.get(edit_address(own.place.unit)).status_code == 404
