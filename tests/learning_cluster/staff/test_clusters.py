"""The coordinator's list of clusters and the page of one: nobody else's are shown (X2)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from tests.factories.accounts import staff
from tests.factories.learning_cluster import ClusterFactory, PhaseFactory

pytestmark = pytest.mark.django_db

LIST = "learning_cluster:clusters"
PAGE = "learning_cluster:cluster"


@pytest.mark.req("X2")
def test_list_shows_the_own_clusters_alone(client):
    own, _other = ClusterFactory.create_batch(2)
    staff(client, Role.CLUSTER_COORDINATOR, scope=own)

    response = client.get(reverse(LIST))

    assert [cluster for cluster, _running in response.context["lines"]] == [own]


@pytest.mark.req("X2")
def test_page_of_a_foreign_cluster_is_not_there(client):
    own, other = ClusterFactory.create_batch(2)
    staff(client, Role.CLUSTER_COORDINATOR, scope=own)

    answers = [client.get(reverse(PAGE, args=[one.slug])).status_code for one in (own, other)]

    assert answers == [200, 404]


@pytest.mark.req("X2")
@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRAINING_COORDINATOR, Role.CLERK])
def test_pages_are_not_there_for_other_staff(client, role):
    cluster = ClusterFactory()
    staff(client, role)

    answers = [client.get(reverse(LIST)), client.get(reverse(PAGE, args=[cluster.slug]))]

    assert [one.status_code for one in answers] == [404, 404]


def test_list_asks_as_often_for_one_cluster_as_for_thirty(client):
    PhaseFactory()
    staff(client, Role.CLUSTER_COORDINATOR)
    client.get(reverse(LIST))  # what is asked once a process
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(reverse(LIST))
    PhaseFactory.create_batch(29)

    with CaptureQueriesContext(connection) as thirty:
        client.get(reverse(LIST))

    assert len(thirty) == len(one)
