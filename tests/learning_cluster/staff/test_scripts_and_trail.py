"""Every page of a cluster leads the coordinator back to it, and is in Latin throughout (M2)."""

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from accounts.roles import Role
from tests.factories.accounts import staff
from tests.factories.learning_cluster import (
    AT,
    ClusterFactory,
    EventFactory,
    HelperFactory,
    MemberFactory,
    MembershipFactory,
)

pytestmark = pytest.mark.django_db
PARTS = (
    "cluster_plan",
    "governments",
    "people",
    "events",
    "evaluation",
    "mentoring",
    "concepts",
    "deliverables",
    "documents",
)
CYRILLIC = re.compile("[\u0400-\u04ff]+")


def read(client, name, *keys):
    return BeautifulSoup(client.get(reverse(f"learning_cluster:{name}", args=keys)).content, "lxml")


def cyrillic(page):
    for choice in page.select("option"):  # a language stands there in its own script
        choice.decompose()
    return CYRILLIC.findall(page.select_one(".okence-staff").get_text())


@pytest.mark.parametrize("part", PARTS)
def test_part_leads_back_to_the_cluster(client, part):
    cluster = ClusterFactory()
    staff(client, Role.CLUSTER_COORDINATOR)

    links = read(client, part, cluster.slug).select(".okence-trail a")

    assert [link["href"] for link in links][:2] == [
        reverse("learning_cluster:clusters"),
        reverse("learning_cluster:cluster", args=[cluster.slug]),
    ]


@pytest.mark.req("M2")
def test_names_of_people_and_places_are_in_latin(client):
    cluster = ClusterFactory()
    membership = MembershipFactory(cluster=cluster, contact_name="Вера Примјер", interest="Желимо.")
    member = MemberFactory(
        membership=membership, name="Ања Примјер", post="савјетница", organisation="Центар"
    )
    HelperFactory(cluster=cluster, name="Љубица Њежић")
    event = EventFactory(cluster=cluster, town="Бања Лука", venue="Дом савеза")
    event.registrations.create(member=member, needs="рампа", invited_at=AT)
    staff(client, Role.CLUSTER_COORDINATOR)

    pages = [
        read(client, "clusters"),
        read(client, "cluster", cluster.slug),
        read(client, "people", cluster.slug),
        read(client, "member", cluster.slug, member.pk),
        read(client, "government", cluster.slug, membership.pk),
        read(client, "events", cluster.slug),
        read(client, "event", cluster.slug, event.pk),
    ]

    assert [cyrillic(page) for page in pages] == [[]] * len(pages)
