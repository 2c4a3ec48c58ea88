"""The work plan inside a cluster: for its people, in both scripts (L4, X2)."""

import pytest
from django.urls import reverse
from django.utils import translation

from learning_cluster.enums import MemberRole
from tests.factories.learning_cluster import (
    DeliverableFactory,
    HelperFactory,
    MemberFactory,
    PhaseFactory,
    signed_up,
)

pytestmark = [pytest.mark.django_db, pytest.mark.req("L4")]


def page_of(cluster, language="sr"):
    with translation.override(language):
        return reverse("cluster_work_plan", args=[cluster.slug])


@pytest.mark.req("X2")
@pytest.mark.parametrize("role", [MemberRole.REPRESENTATIVE, MemberRole.RESOURCE_PERSON])
def test_plan_is_shown_to_the_people_of_the_cluster_alone(client, role):
    make = MemberFactory if role == MemberRole.REPRESENTATIVE else HelperFactory
    inside, other = make(role=role), make(role=role)
    client.force_login(signed_up(inside))

    answers = [client.get(page_of(one.cluster)).status_code for one in (inside, other)]

    assert answers == [200, 404]


@pytest.mark.req("X2")
def test_plan_asks_strangers_to_sign_in(client):
    response = client.get(page_of(MemberFactory().cluster))

    assert response.status_code == 302
    assert "login" in response.url


@pytest.mark.req("M2")
@pytest.mark.parametrize(
    ("language", "name"), [("sr", "Концептуализација"), ("sr-latn", "Konceptualizacija")]
)
def test_plan_reads_in_both_scripts(client, language, name):
    member = MemberFactory()
    DeliverableFactory(phase=PhaseFactory(cluster=member.cluster))
    client.force_login(signed_up(member))

    html = client.get(page_of(member.cluster, language)).content.decode()

    assert f'<th scope="row">\n        {name}' in html
    assert "style=" not in html.split("<main")[1]
