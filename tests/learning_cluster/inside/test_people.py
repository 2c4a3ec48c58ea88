"""The directory of a cluster, and what one says of oneself (L2)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from learning_cluster.enums import MemberRole, MembershipState, MemberState
from learning_cluster.models import Member
from tests.factories.learning_cluster import (
    HelperFactory,
    MemberFactory,
    MembershipFactory,
    signed_up,
)

pytestmark = [pytest.mark.django_db, pytest.mark.req("L2")]


def address(name, cluster, language="sr"):
    with translation.override(language):
        return reverse(name, args=[cluster.slug])


def test_directory_has_who_guides_first_then_local_governments_by_the_azbuka(client):
    reader = MemberFactory(membership__government__name_sr="Жабљак")
    cluster = reader.cluster
    MemberFactory(membership=MembershipFactory(cluster=cluster, government__name_sr="Бијељина"))
    MembershipFactory(cluster=cluster, government__name_sr="Шамац")
    MembershipFactory(
        cluster=cluster, government__name_sr="Теслић", state=MembershipState.NOT_SELECTED
    )
    HelperFactory(cluster=cluster, role=MemberRole.RESOURCE_PERSON)
    HelperFactory(cluster=cluster, role=MemberRole.COORDINATOR)
    HelperFactory(cluster=cluster, role=MemberRole.REVIEWER)
    client.force_login(signed_up(reader))

    groups = client.get(address("cluster_people", cluster)).context["groups"]

    roles = [one.people[0].role for one in groups if one.membership is None]
    assert roles == ["coordinator", "resource_person", "reviewer"]
    assert [one.heading for one in groups if one.membership] == ["Бијељина", "Жабљак", "Шамац"]


def test_directory_leaves_out_who_is_not_in_and_who_is_elsewhere(client):
    reader = MemberFactory()
    for state in (MemberState.INVITED, MemberState.DECLINED, MemberState.ENDED):
        MemberFactory(membership=MembershipFactory(cluster=reader.cluster), state=state)
    elsewhere = MemberFactory()
    client.force_login(signed_up(reader))

    response = client.get(address("cluster_people", reader.cluster))

    people = [one for group in response.context["groups"] for one in group.people]
    assert people == [reader]
    assert elsewhere.email not in response.content.decode()


@pytest.mark.req("M2")
def test_directory_is_in_the_readers_script(client):
    reader = MemberFactory(
        name="Љубица Њежић", post="Савјетница", membership__government__name_sr="Љубиње"
    )
    client.force_login(signed_up(reader))

    latin = client.get(address("cluster_people", reader.cluster, "sr-latn")).content.decode()
    cyrillic = client.get(address("cluster_people", reader.cluster)).content.decode()

    assert all(word in latin for word in ("Ljubica Nježić", "Savjetnica", "Ljubinje"))
    assert all(word in cyrillic for word in ("Љубица Њежић", "Савјетница", "Љубиње"))


def test_directory_asks_as_often_for_many_as_for_one(client):
    reader = MemberFactory()
    client.force_login(signed_up(reader))
    path = address("cluster_people", reader.cluster)
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    for _number in range(6):
        MemberFactory.create_batch(2, membership=MembershipFactory(cluster=reader.cluster))
    HelperFactory.create_batch(18, cluster=reader.cluster)

    with CaptureQueriesContext(connection) as many:
        client.get(path)

    assert len(many) == len(one)


def test_own_contact_is_changed_and_nobody_elses(client):
    reader, colleague = MemberFactory(), None
    colleague = MemberFactory(membership=reader.membership, phone="051 222")
    client.force_login(signed_up(reader))
    typed = {"phone": "051 111", "organisation": "Центар", "post": "", "language": "sr-latn"}

    response = client.post(address("cluster_own_contact", reader.cluster), typed)

    rows = {row.pk: row for row in Member.objects.all()}
    assert response.status_code == 302
    assert (rows[reader.pk].phone, rows[reader.pk].language) == ("051 111", "sr-latn")
    assert rows[colleague.pk].phone == "051 222"


def test_own_contact_with_bad_input_is_refused_and_kept_on_the_page(client):
    reader = MemberFactory()
    client.force_login(signed_up(reader))
    typed = {"phone": "1" * 41, "language": "xx"}

    response = client.post(address("cluster_own_contact", reader.cluster), typed)

    assert sorted(response.context["form"].errors) == ["language", "phone"]
    assert response.context["form"]["phone"].value() == "1" * 41


@pytest.mark.req("X2")
def test_own_contact_of_somebody_whose_place_has_ended_is_not_there(client):
    reader = MemberFactory()
    client.force_login(signed_up(reader))
    Member.objects.filter(pk=reader.pk).update(state=MemberState.ENDED)

    assert client.get(address("cluster_own_contact", reader.cluster)).status_code == 404


@pytest.mark.req("X5")
@pytest.mark.parametrize("language", ["sr", "sr-latn", "sl"])
def test_sign_in_leads_people_of_clusters_to_their_clusters_in_their_language(client, language):
    user = signed_up(MemberFactory(language=language))

    response = client.post(
        "/prijava/login/", {"login": user.username, "password": "a quiet window of a counter"}
    )

    with translation.override(language):
        assert response.url == reverse("my_clusters")
    assert response.url.startswith(f"/{language}/")
