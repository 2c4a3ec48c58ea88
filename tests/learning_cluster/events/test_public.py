"""The public page of an event: neither people nor the link to join (L8)."""

import pytest

from learning_cluster.enums import AgendaKind, EventState
from learning_cluster.models import (
    AgendaItem,
    Question,
    Speaker,
)
from tests.factories.learning_cluster import AT, EventFactory
from tests.learning_cluster.events.scene import (
    address,
    at_that_time,
    main,
    scene,
)
from tests.learning_cluster.events.test_announcing import announced

pytestmark = [pytest.mark.django_db, pytest.mark.req("L8")]


@pytest.fixture(autouse=True)
def _now(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    at_that_time(monkeypatch)


def test_public_page_has_neither_people_nor_the_link_to_join(client):
    of = scene()
    event = announced(of, join_link="https://video.example/tajna")
    item = AgendaItem.objects.create(
        event=event, kind=AgendaKind.SESSION, title="Добре праксе", offset=0, minutes=45
    )
    Speaker.objects.create(item=item, name="Горан Тајни", organisation="Дневни центар")
    Question.objects.create(cluster=of.cluster, text="Тајно питање", asked_at=AT, item=item)

    page = client.get(address("public_event", event.pk, language="sr"))

    text = page.content.decode()
    assert "Добре праксе" in main(page)
    assert "Дневни центар" in main(page)
    assert [one for one in ("tajna", "Горан", "Тајно", of.ana.name) if one in text] == []
    assert page.context["structured_data"]["@type"] == "Event"


@pytest.mark.parametrize(
    "hidden",
    [
        {"is_public": False},
        {"cluster__is_public": False},
        {"state": EventState.PLANNED, "announced_at": None},
    ],
)
def test_event_that_is_not_for_everybody_is_not_there(client, hidden):
    event = EventFactory(**hidden)

    assert client.get(address("public_event", event.pk)).status_code == 404
    assert event.name not in main(client.get(address("public_events")))
