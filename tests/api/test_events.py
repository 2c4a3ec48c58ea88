"""Events of clusters as open data: what is told, and what a bad question gets (L8)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learning_cluster.enums import EventKind, EventState
from tests.factories.learning_cluster import STARTS_AT, EventFactory
from tests.learning_cluster.events.scene import DAY, at_that_time, period

pytestmark = [pytest.mark.django_db, pytest.mark.req("L8")]


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    at_that_time(monkeypatch)


def get(client, status=200, **query):
    response = client.get("/api/v1/events/", query)
    assert response.status_code == status
    return response


def test_event_is_told_with_the_addresses_of_page_and_calendar(client, settings):
    event = EventFactory(town="Бања Лука", venue="Сала 1", name_en="First exchange")

    (told,) = get(client, lang="en").json()

    assert (told["id"], told["title"], told["kind"]) == (event.pk, "First exchange", "exchange_1")
    assert told["starts_at"] == "2026-12-08T09:00:00+01:00"
    assert (told["place"], told["cluster"]) == ("Sala 1, Banja Luka", event.cluster.slug)
    for name in ("page_url", "feed_url"):
        path = told[name].removeprefix(settings.BASE_URL)
        assert client.get(path).status_code == 200


def test_neither_private_nor_unannounced_events_nor_links_are_told(client):
    EventFactory(join_link="https://video.example/tajna", name_sr="Јавни")
    EventFactory(is_public=False)
    EventFactory(state=EventState.PLANNED, announced_at=None)
    EventFactory(cluster__is_public=False)

    answer = get(client)

    assert [one["title"] for one in answer.json()] == ["Javni"]
    assert "tajna" not in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, 1),
        ({"kind": "exchange_1"}, 1),
        ({"kind": "training"}, 0),
        ({"from": "2026-12-08", "to": "2026-12-08"}, 1),
        ({"from": "2026-12-09"}, 0),
        ({"from": "2026-01-01"}, 2),
        ({"to": "2026-12-07"}, 0),
    ],
)
def test_events_are_narrowed(client, query, found):
    event = EventFactory()
    past = period(STARTS_AT - 60 * DAY)
    EventFactory(cluster=event.cluster, kind=EventKind.MEETING, period=past)

    assert len(get(client, **query).json()) == found


def test_events_of_one_cluster_are_asked_for_by_its_slug(client):
    event, _other = EventFactory(), EventFactory()

    (told,) = get(client, cluster=event.cluster.slug).json()

    assert told["id"] == event.pk


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "party"),
        ("kind", ""),
        ("cluster", "none-such"),
        ("cluster", "\x00"),
        ("from", "soon"),
        ("from", "0001-01-01"),
        ("to", "9999-12-31"),
        ("lang", "xx"),
    ],
)
def test_malformed_parameter_is_named(client, name, value):
    problem = get(client, 400, **{name: value}).json()

    assert [error["field"] for error in problem["errors"]] == [name]


def test_days_the_wrong_way_round_are_named(client):
    problem = get(client, 400, **{"from": "2027-02-01", "to": "2027-01-01"}).json()

    assert [error["field"] for error in problem["errors"]] == ["to"]


def test_thirty_cost_what_one_costs(client):
    cluster = EventFactory().cluster
    counts = []
    for number in (0, 29):
        for _extra in range(number):
            EventFactory(cluster=cluster, kind=EventKind.MEETING)
        with CaptureQueriesContext(connection) as captured:
            assert len(get(client).json()) == number + 1
        counts.append(len(captured))

    assert counts[0] == counts[1]
