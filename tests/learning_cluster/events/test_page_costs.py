"""Pages of events read as much for many rows as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learning_cluster.enums import EventKind
from learning_cluster.models import (
    AgendaItem,
    EventMaterial,
    NextStep,
    Question,
    Speaker,
)
from tests.factories.learning_cluster import AT, EventFactory
from tests.learning_cluster.events.scene import (
    address,
    at_that_time,
    of_event,
    scene,
    sign_in,
)
from tests.learning_cluster.events.test_announcing import announced

pytestmark = [pytest.mark.django_db, pytest.mark.req("L8")]


@pytest.fixture(autouse=True)
def _now(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    at_that_time(monkeypatch)


def test_list_of_events_reads_as_much_for_thirty_as_for_one(client):
    of = scene()
    announced(of)
    sign_in(client, of.ana)
    path, counts = address("cluster_events", of.cluster.slug), []
    for number in (0, 29):
        for _extra in range(number):
            EventFactory(cluster=of.cluster, kind=EventKind.MEETING)
        for url in (path, address("public_events")):
            client.get(url)
            with CaptureQueriesContext(connection) as captured:
                client.get(url)
            counts.append(len(captured))

    assert counts[:2] == counts[2:]


def test_page_of_an_event_reads_as_much_for_a_full_day_as_for_one_part(client):
    of = scene()
    event = announced(of)
    sign_in(client, of.guide)
    counts = []
    for first, last in ((0, 1), (1, 12)):
        for number in range(first, last):
            item = AgendaItem.objects.create(
                event=event, kind="session", title=f"Дио {number}", offset=number * 30, minutes=30
            )
            Speaker.objects.create(item=item, name="Гост")
            Question.objects.create(cluster=of.cluster, text="?", asked_at=AT, item=item)
            NextStep.objects.create(
                cluster=of.cluster, event=event, text="К", owner=of.ana, created_at=AT
            )
            EventMaterial.objects.create(
                event=event, title="М", url="https://a.example/", added_at=AT
            )
        with CaptureQueriesContext(connection) as captured:
            assert client.get(of_event("cluster_event", event)).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]
