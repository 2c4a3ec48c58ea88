"""Event 3 shows how far the services are that the local governments introduce (L14)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learning_cluster.enums import EventKind, ImplementationState
from learning_cluster.models import Implementation
from tests.factories.learning_cluster import AT, EventFactory, MembershipFactory
from tests.learning_cluster.events.scene import (
    address,
    at_that_time,
    main,
    of_event,
    scene,
    sign_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.req("L14")]
FACTS = {
    "state": ImplementationState.STARTED,
    "starts_on": date(2026, 11, 2),
    "progress": 40,
    "obstacles": "Нема возила.",
    "changed_at": AT,
}


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    at_that_time(monkeypatch)


def third_event(of):
    Implementation.objects.create(membership=of.ana.membership, service="Дневни центар", **FACTS)
    return EventFactory(cluster=of.cluster, kind=EventKind.EXCHANGE_3)


def test_third_event_shows_every_service_with_start_progress_and_obstacles(client):
    of = scene()
    elsewhere = MembershipFactory()
    Implementation.objects.create(membership=elsewhere, service="Туђа услуга", **FACTS)
    event = third_event(of)
    sign_in(client, of.boris)

    page = client.get(of_event("cluster_event", event, language="sr-latn"))

    said = main(page)
    for text in ("Dnevni centar", "40 %", "2. 11. 2026", "Nema vozila."):
        assert text in said
    assert said.count(of.boris.membership.government.name_sr.replace("Општина", "Opština")) == 1
    assert "Tuđa usluga" not in said
    assert (
        address("cluster_implementation", of.cluster.slug, language="sr-latn")
        in (page.content.decode().split("<main")[1])
    )


@pytest.mark.parametrize("kind", [EventKind.TRAINING, EventKind.EXCHANGE_2])
def test_other_events_do_not(client, kind):
    of = scene()
    third_event(of)
    event = EventFactory(cluster=of.cluster, kind=kind)
    sign_in(client, of.boris)

    assert "Дневни центар" not in main(client.get(of_event("cluster_event", event, language="sr")))


def test_third_event_reads_as_much_for_thirty_services_as_for_one(client):
    of = scene()
    event = third_event(of)
    sign_in(client, of.boris)
    path, counts = of_event("cluster_event", event), []
    for number in range(2):
        for other in range(number * 15):
            row = MembershipFactory(cluster=of.cluster)
            for _twice in range(2):
                Implementation.objects.create(membership=row, service=f"{other}{_twice}", **FACTS)
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        counts.append(len(captured))

    assert counts[0] == counts[1]
