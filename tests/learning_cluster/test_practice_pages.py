"""Good practices, courses and the evaluation as people of the cluster see them (L13, L15)."""

from datetime import timedelta

import pytest

from learning_cluster.enums import EventKind
from learning_cluster.models import (
    CourseTopic,
    EvaluationSheet,
    GoodPractice,
)
from tests.factories.learning_cluster import STARTS_AT, EventFactory
from tests.learning_cluster.events.scene import (
    address,
    at_that_time,
    main,
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


@pytest.mark.req("L15")
def test_practice_is_collected_by_the_resource_person_and_public_where_it_is_said(client):
    of = scene()
    event = announced(of)
    sign_in(client, of.guide)
    typed = {
        "title": "Центар за дјецу",
        "country": "Србија",
        "service": "Дневни боравак",
        "about": "Отворен је до вечери.",
        "contact": "Мила Примјер, 000",
        "events": [event.pk],
        "is_public": "on",
    }
    client.post(address("cluster_practice_new", of.cluster.slug), typed)
    row = GoodPractice.objects.get()
    sign_in(client, of.ana)
    inside = main(client.get(address("cluster_practices", of.cluster.slug)))
    client.logout()

    public = main(client.get(address("public_event", event.pk)))

    assert row.added_by == of.guide
    assert "Mila Primjer" in inside
    assert "Centar za djecu" in public
    assert "Mila" not in public


def test_practice_changed_meanwhile_is_not_overwritten(client):
    of = scene()
    sign_in(client, of.guide)
    facts = {"title": "А", "country": "Б", "service": "В", "about": "Г"}
    client.post(address("cluster_practice_new", of.cluster.slug), facts)
    row = GoodPractice.objects.get()
    path = address("cluster_practice", of.cluster.slug, row.pk)
    client.post(path, facts | {"title": "Колегино", "seen": "1"})

    late = client.post(path, facts | {"title": "Моје", "seen": "1"})

    row.refresh_from_db()
    assert (late.status_code, late.context["form"]["title"].value()) == (409, "Моје")
    assert row.title == "Колегино"


@pytest.mark.req("L13")
def test_courses_of_the_academy_are_linked_from_training_and_first_exchange_alone(client):
    of = scene()
    first = announced(of)
    second = EventFactory(cluster=of.cluster, kind=EventKind.EXCHANGE_2)
    CourseTopic.objects.create(
        project=of.cluster.project, name_sr="Дневни центри", url="https://e.example/"
    )
    sign_in(client, of.ana)

    pages = [client.get(of_event("cluster_event", one)).content.decode() for one in (first, second)]

    assert ["https://e.example/" in page for page in pages] == [True, False]


@pytest.mark.req("L13")
def test_member_evaluates_once_and_reads_no_results(client, monkeypatch):
    of = scene()
    event = announced(of, kind=EventKind.EXCHANGE_3)
    sign_in(client, of.ana)
    path = address("cluster_evaluation", of.cluster.slug)
    before = client.get(path).status_code
    at_that_time(monkeypatch, STARTS_AT + timedelta(hours=5))
    sign_in(client, of.ana)
    asked = client.get(path).context["form"]
    name = next(iter(asked.fields))

    empty = client.post(path, {})
    bad = client.post(path, {name: "6"})
    done = client.post(path, {name: "5"})

    assert before == 404
    assert (empty.status_code, bad.status_code, done.status_code) == (200, 200, 302)
    assert list(bad.context["form"].errors) == [name]
    assert "Thank you" in main(client.get(path))
    assert "Thank you" in main(client.get(of_event("cluster_event", event)))


@pytest.mark.req("L13")
def test_evaluation_says_until_when_it_is_open_and_afterwards_that_it_is_over(client, monkeypatch):
    of = scene()
    announced(of, kind=EventKind.EXCHANGE_3)
    path = address("cluster_evaluation", of.cluster.slug)
    at_that_time(monkeypatch, STARTS_AT + timedelta(hours=5))
    sign_in(client, of.ana)
    during = main(client.get(path))

    at_that_time(monkeypatch, STARTS_AT + timedelta(days=8))
    sign_in(client, of.ana)
    late = client.get(path)
    name = next(iter(late.context["form"].fields))
    sent = client.post(path, {name: "5"})

    assert "15 Dec 2026" in during
    assert "There is nothing to answer just now" in main(late)
    assert "<form" not in main(late)
    assert sent.status_code == 200
    assert not EvaluationSheet.objects.exists()
