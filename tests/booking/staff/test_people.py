"""Who works where: given and ended by managers, never more than is theirs to give (B1)."""

import re
import uuid
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone

from accounts.grants import has_role
from accounts.models import Grant, User
from accounts.newcomers import Person
from accounts.roles import Role
from booking.actions.people import Term, engage
from booking.models import Location
from privacy.audit import Actor
from privacy.models import AuditEntry
from tests.booking.staff.stage import clerk_of, queries, stage
from tests.factories.accounts import GrantFactory, UserFactory, staff
from tests.factories.booking import LocationFactory

pytestmark = pytest.mark.django_db

LIST = reverse("calendar:people")
ADD = reverse("calendar:person_add")
PASSWORD = re.compile(r"<code>((?:[a-z2-9]{4}-){3}[a-z2-9]{4})</code>")
FULL = {"first_name": "Ana", "last_name": "Novak"}


@pytest.fixture
def own(client):
    """An office; the client is signed in as the manager of its unit."""
    own = stage()
    staff(client, Role.LOCATION_MANAGER, scope=own.place.unit)
    return own


@pytest.fixture
def manager(own) -> User:
    return User.objects.get(grants__role=Role.LOCATION_MANAGER)


def today():
    return timezone.localdate()


def sent(office, **more):
    return {
        "who": "new",
        "role": Role.CLERK,
        "place": office.slug,
        "first_day": today().isoformat(),
        "key": uuid.uuid4().hex,
        **FULL,
    } | more


def known(office, username, **more):
    return sent(office, who="known", username=username, **more)


def clerks():
    return Grant.objects.filter(role=Role.CLERK)


def of(place, **more):
    type_ = ContentType.objects.get_for_model(Location)
    return GrantFactory(scope_type=type_, scope_id=place.pk, **more)


@pytest.mark.req("B1")
def test_list_names_those_of_ones_own_places_and_nobody_else(client, own):
    here, there = clerk_of(own.place), clerk_of(stage().place)
    over = of(own.place, valid_to=timezone.now() - timedelta(days=1))
    of(own.place, role=Role.AGENT)
    GrantFactory(role=Role.CLERK)  # everywhere: only for a portal administrator to see

    page = client.get(LIST)

    assert [(row.grant, row.place) for row in page.context["rows"]] == [(here, own.place)]
    assert [row.grant for row in page.context["ended"]] == [over]
    assert there.user.username not in page.content.decode()


@pytest.mark.req("B1")
def test_portal_administrator_sees_managers_too(client):
    own = stage()
    here = [clerk_of(own.place), of(own.place, role=Role.LOCATION_MANAGER)]
    everywhere = GrantFactory(role=Role.CLERK)
    staff(client, Role.PORTAL_ADMINISTRATOR)

    page = client.get(LIST)

    assert {row.grant for row in page.context["rows"]} == {everywhere, *here}


@pytest.mark.req("B1")
def test_list_asks_as_often_for_thirty_people(client, own):
    clerk_of(own.place)
    of(own.place, valid_to=timezone.now() - timedelta(days=1))
    few = queries(client, LIST)
    for _number in range(30):
        of(LocationFactory(parent=own.place))
        of(own.place, valid_to=timezone.now() - timedelta(days=1))

    assert queries(client, LIST) == few


@pytest.mark.req("B1", "X3", "X5")
def test_manager_opens_an_account_whose_password_is_shown_once(client, own):
    page = client.post(ADD, sent(own.place))

    user = User.objects.get(last_name="Novak")
    (password,) = PASSWORD.findall(page.content.decode())
    assert user.check_password(password)
    assert "no-store" in page["Cache-Control"]
    assert password not in client.get(LIST).content.decode()
    assert has_role(user, Role.CLERK, timezone.now(), own.place)
    verbs = AuditEntry.objects.exclude(verb__startswith="sign").values_list("verb", "actor_role")
    assert set(verbs) == {("account_opened", "location_manager"), ("give", "location_manager")}


def test_button_pressed_twice_opens_one_account(client, own):
    twice = sent(own.place)

    client.post(ADD, twice)
    page = client.post(ADD, twice)

    assert User.objects.filter(last_name="Novak").count() == 1
    assert page.context["form"].non_field_errors()


@pytest.mark.req("B1")
def test_role_has_a_first_and_a_last_day(client, own):
    first, last = today() + timedelta(days=3), today() + timedelta(days=5)
    UserFactory(username="ana", **FULL)

    days = {"first_day": first.isoformat(), "last_day": last.strftime("%d.%m.%Y")}
    client.post(ADD, known(own.place, "ana", **days))

    grant = clerks().get()
    local = [timezone.localtime(one, own.place.zone) for one in (grant.valid_from, grant.valid_to)]
    assert [(one.date(), one.hour) for one in local] == [
        (first, 0),
        (last + timedelta(days=1), 0),
    ]


@pytest.mark.req("B1")
@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"first_day": "2020-01-01"}, "first_day"),
        ({"last_day": "2020-01-01"}, "last_day"),
        ({"first_name": ""}, "first_name"),
        ({"who": ""}, "who"),
        ({"who": "known", "username": ""}, "username"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client, own, more, field):
    page = client.post(ADD, sent(own.place, **more))

    assert set(page.context["form"].errors) == {field}
    assert page.context["form"]["last_name"].value() == "Novak"
    assert not clerks().exists()


@pytest.mark.req("B1", "X2")
@pytest.mark.parametrize("role", [role for role in Role if role != Role.CLERK])
def test_manager_gives_no_other_role(client, own, role):
    page = client.post(ADD, sent(own.place, role=role))

    assert set(page.context["form"].errors) == {"role"}
    assert not User.objects.filter(last_name="Novak").exists()


@pytest.mark.req("B1", "X2")
@pytest.mark.parametrize("where", ["foreign", "everywhere", "above"])
def test_manager_gives_nothing_outside_their_subtree(client, where):
    own = stage()
    staff(client, Role.LOCATION_MANAGER, scope=own.place)
    slug = {"foreign": stage().place.slug, "everywhere": "", "above": own.place.unit.slug}[where]

    page = client.post(ADD, sent(own.place, place=slug))

    assert set(page.context["form"].errors) == {"place"}
    assert not clerks().filter(user__last_name="Novak").exists()


@pytest.mark.req("B1", "X2")
def test_action_itself_gives_nothing_that_is_not_the_givers(own, manager):
    at = timezone.now()
    more = {"giver": manager, "by": Actor(), "at": at}
    person, term = Person("Ana", "Novak"), Term(at)

    with pytest.raises(ValueError, match="not theirs"):
        engage(person, Role.LOCATION_MANAGER, own.place, term, **more)
    with pytest.raises(ValueError, match="not theirs"):
        engage(person, Role.CLERK, stage().place, term, **more)

    assert not User.objects.filter(last_name="Novak").exists()


@pytest.mark.req("B1", "X2")
@pytest.mark.parametrize("role", [Role.LOCATION_MANAGER, Role.PORTAL_ADMINISTRATOR])
def test_nobody_gives_a_role_to_themselves(client, role):
    own = stage()
    staff(client, role, scope=own.place.unit if role == Role.LOCATION_MANAGER else None)
    User.objects.filter(grants__role=role).update(username="jaz", **FULL)

    page = client.post(ADD, known(own.place, "jaz"))

    assert page.context["form"].non_field_errors()
    assert not clerks().exists()


@pytest.mark.req("B1")
def test_portal_administrator_gives_managers(client):
    own = stage()
    user = UserFactory(username="ana")
    staff(client, Role.PORTAL_ADMINISTRATOR)

    page = known(own.place, "ana", role=Role.LOCATION_MANAGER, first_name="", last_name="")
    client.post(ADD, page)

    assert has_role(user, Role.LOCATION_MANAGER, timezone.now(), own.place)


@pytest.mark.req("B1", "X2")
def test_username_that_exists_answers_like_one_that_does_not(client, own):
    UserFactory(username="obstaja", first_name="Mojca", last_name="Skrivna")
    key = uuid.uuid4().hex

    pages = [client.post(ADD, known(own.place, name, key=key)) for name in ("obstaja", "neznan")]

    shown = [
        re.search(r"<h1>.*</form>", page.content.decode(), re.DOTALL).group() for page in pages
    ]
    token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
    plain = [token.sub("", text) for text in shown]
    assert plain[0].replace("obstaja", "neznan") == plain[1]
    assert "Skrivna" not in plain[0]
    assert not clerks().exists()


@pytest.mark.req("B1")
def test_somebody_known_by_username_and_name_is_given_the_role(client, own):
    user = UserFactory(username="mojca", first_name="Mojca", last_name="Žagar")

    client.post(ADD, known(own.place, "mojca", first_name="mojca", last_name=" zagar"))

    assert has_role(user, Role.CLERK, timezone.now(), own.place)
    user.refresh_from_db()
    assert user.last_name == "Žagar"


@pytest.mark.req("B1", "X3")
@pytest.mark.parametrize("when", ["now", "later"])
def test_manager_ends_a_clerks_role(client, own, when):
    grant = clerk_of(own.place)
    day = today() + timedelta(days=2)

    client.post(
        reverse("calendar:person_end", args=[grant.pk]),
        {"when": when, "last_day": day.isoformat()},
    )

    grant.refresh_from_db()
    now = timezone.now()
    assert has_role(grant.user, Role.CLERK, now, own.place) == (when == "later")
    assert not has_role(grant.user, Role.CLERK, now + timedelta(days=4), own.place)
    assert AuditEntry.objects.get(verb="withdraw").at <= now


@pytest.mark.req("B1", "X2")
def test_manager_ends_neither_managers_nor_clerks_of_others(client, own, manager):
    grants = [manager.grants.get(), clerk_of(stage().place), GrantFactory(role=Role.CLERK)]

    for grant in grants:
        for name in ("person_end", "person_password"):
            path = reverse(f"calendar:{name}", args=[grant.pk])
            assert client.post(path, {"when": "now"}).status_code == 404

    assert Grant.objects.filter(valid_to=None).count() == 3


@pytest.mark.req("B1", "X5")
def test_first_password_is_made_anew_until_the_first_sign_in(client, own):
    user = clerk_of(own.place).user
    path = reverse("calendar:person_password", args=[clerk_of(own.place).pk])

    (password,) = PASSWORD.findall(client.post(path).content.decode())
    user.refresh_from_db()
    assert user.check_password(password)
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    page = client.post(path)

    user.refresh_from_db()
    assert page.context["error"]
    assert user.check_password(password)


@pytest.mark.req("B1", "X5")
def test_first_password_of_somebody_with_another_role_is_not_the_managers(client, own):
    grant = clerk_of(own.place)
    GrantFactory(user=grant.user, role=Role.EDITOR)

    page = client.post(reverse("calendar:person_password", args=[grant.pk]))

    assert page.context["error"]
    assert User.objects.get(pk=grant.user.pk).password == grant.user.password
