"""Every page of events, practices and the evaluation, by role and by cluster (X2).

The pages come from the URL configuration: a new one is asked here by itself.
"""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType

from accounts.roles import Role
from learning_cluster.enums import AgendaKind, EventKind, MemberRole
from learning_cluster.models import (
    AgendaItem,
    Cluster,
    EventMaterial,
    GoodPractice,
    NextStep,
    Registration,
)
from learning_cluster.staff.urls import events as staff_urls
from learning_cluster.urls import events as urls
from tests.factories.accounts import GrantFactory, UserFactory, signed_in
from tests.factories.learning_cluster import AT, STARTS_AT, EventFactory, HelperFactory, signed_up
from tests.learning_cluster.events.scene import address, at_that_time, scene

pytestmark = [pytest.mark.django_db, pytest.mark.req("X2")]

INSIDE = [one for one in urls.urlpatterns if str(one.pattern).startswith("grozd/")]
HOSTS = {
    "cluster_event_agenda",
    "cluster_event_item",
    "cluster_event_item_remove",
    "cluster_event_questions",
    "cluster_material_add",
    "cluster_material_remove",
    "cluster_event_attendance",
    "cluster_event_agreements",
    "cluster_event_timeline",
    "cluster_event_role",
    "cluster_event_step",
    "cluster_event_step_remove",
    "cluster_event_checks",
    "cluster_practice_new",
    "cluster_practice",
    "cluster_practice_remove",
    "cluster_evaluation_results",
}
# The resource person learns nothing in the cluster they teach: they evaluate nothing.
LEARNERS = {"cluster_evaluation", "cluster_event_answer"}


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    at_that_time(monkeypatch, STARTS_AT + timedelta(hours=1))


class Place:
    """A cluster with one of everything, and the values addresses take."""

    def __init__(self):
        self.of = scene()
        event = EventFactory(cluster=self.of.cluster, kind=EventKind.EXCHANGE_3)
        Registration.objects.create(event=event, member=self.of.ana, invited_at=AT)
        item = AgendaItem.objects.create(
            event=event, kind=AgendaKind.SESSION, title="Дио", offset=0, minutes=30
        )
        material = EventMaterial.objects.create(
            event=event, title="А", url="https://a.example/", added_at=AT
        )
        step = NextStep.objects.create(
            cluster=self.of.cluster, event=event, text="Корак", created_at=AT
        )
        self.event = event
        practice = GoodPractice.objects.create(
            cluster=self.of.cluster,
            title="Пракса",
            country="Србија",
            service="Центар",
            about="О",
            added_at=AT,
        )
        self.practice = practice
        self.values = {"item": item.pk, "material": material.pk, "step": step.pk}

    def path(self, pattern, **other):
        parts = {"slug": self.of.cluster.slug, **self.values, **other}
        is_practice = "dobre-prakse" in str(pattern.pattern)
        parts.setdefault("pk", self.practice.pk if is_practice else self.event.pk)
        return address(pattern.name, *[parts[name] for name in pattern.pattern.converters])


def answers(client, path):
    """Return the codes of reading and writing; 405 says that the page knows no such method."""
    return {client.get(path).status_code, client.post(path).status_code} - {405}


@pytest.mark.parametrize("pattern", INSIDE, ids=lambda one: one.name)
def test_stranger_signs_in_first(client, pattern):
    path = Place().path(pattern)

    led_to = {
        answer["Location"]
        for answer in (client.get(path), client.post(path))
        if answer.status_code != 405
    }

    assert {address.split("?")[0] for address in led_to} == {"/prijava/login/"}


@pytest.mark.parametrize("role", ["resource_person", "representative", "reviewer"])
@pytest.mark.parametrize("pattern", INSIDE, ids=lambda one: one.name)
def test_page_of_another_cluster_is_not_there(client, pattern, role):
    own, foreign = Place(), Place()
    member = {
        "resource_person": own.of.guide,
        "representative": own.of.ana,
        "reviewer": HelperFactory(cluster=own.of.cluster, role=MemberRole.REVIEWER),
    }[role]
    client.force_login(signed_up(member))

    codes = answers(client, foreign.path(pattern))

    assert codes == {404}


@pytest.mark.parametrize(
    "pattern",
    [one for one in INSIDE if len(one.pattern.converters) > 1],
    ids=lambda one: one.name,
)
def test_foreign_key_below_ones_own_cluster_is_not_there(client, pattern):
    own, foreign = Place(), Place()
    client.force_login(signed_up(own.of.guide))
    last = list(pattern.pattern.converters)[-1]
    is_practice = "dobre-prakse" in str(pattern.pattern)
    key = foreign.values.get(last) or (foreign.practice if is_practice else foreign.event).pk

    codes = answers(client, own.path(pattern, **{last: key}))

    # Removing what is not there is done already; nothing foreign is touched.
    assert codes <= {404, 302}
    if not pattern.name.endswith("_remove"):
        assert codes == {404}
    assert NextStep.objects.count() == AgendaItem.objects.count() == 2
    assert EventMaterial.objects.count() == GoodPractice.objects.count() == 2


@pytest.mark.parametrize("pattern", INSIDE, ids=lambda one: one.name)
def test_page_is_there_for_members_unless_hosts_write_it(client, pattern):
    place = Place()
    client.force_login(signed_up(place.of.ana))

    codes = answers(client, place.path(pattern))

    if pattern.name in HOSTS:
        assert codes == {404}
    else:
        assert 404 not in codes


@pytest.mark.parametrize("who", ["guide", "coordinator"])
@pytest.mark.parametrize("pattern", INSIDE, ids=lambda one: one.name)
def test_page_is_there_for_hosts(client, pattern, who):
    place = Place()
    if who == "guide":
        client.force_login(signed_up(place.of.guide))
    else:
        member = HelperFactory(cluster=place.of.cluster, role=MemberRole.COORDINATOR)
        signed_in(client, signed_up(member))

    codes = answers(client, place.path(pattern))

    assert codes == {404} if pattern.name in LEARNERS else 404 not in codes


def admin_address(pattern, place):
    parts = {"slug": place.of.cluster.slug, "pk": place.event.pk}
    names = pattern.pattern.converters
    return address(f"learning_cluster:{pattern.name}", *[parts[name] for name in names])


def coordinates(client, cluster):
    user = UserFactory()
    GrantFactory(
        user=user,
        role=Role.CLUSTER_COORDINATOR,
        scope_type=ContentType.objects.get_for_model(Cluster),
        scope_id=cluster.pk,
    )
    signed_in(client, user)


@pytest.mark.parametrize("pattern", staff_urls.urlpatterns, ids=lambda one: one.name)
def test_admin_page_is_there_for_the_clusters_coordinator_alone(client, pattern):
    own, foreign = Place(), Place()
    coordinates(client, own.of.cluster)

    assert 404 not in answers(client, admin_address(pattern, own))
    assert answers(client, admin_address(pattern, foreign)) == {404}


@pytest.mark.parametrize("pattern", staff_urls.urlpatterns, ids=lambda one: one.name)
def test_admin_page_is_closed_to_the_resource_person(client, pattern):
    place = Place()
    client.force_login(signed_up(place.of.guide))

    codes = answers(client, admin_address(pattern, place))

    assert 200 not in codes
    assert codes <= {302, 403, 404}


def test_members_see_nothing_of_an_event_before_it_is_announced(client):
    place = Place()
    type(place.event).objects.filter(pk=place.event.pk).update(
        state="planned", announced_at=None, name_sr="Тајни догађај"
    )
    client.force_login(signed_up(place.of.ana))

    page = client.get(address("cluster_event", place.of.cluster.slug, place.event.pk))
    listed = client.get(address("cluster_events", place.of.cluster.slug)).content.decode()

    assert page.status_code == 404
    assert "2026" not in listed.split("<main")[1].split("</main")[0]
