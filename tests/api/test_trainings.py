"""Courses and runs as open data: what is told, and what a bad question gets (T16)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.training import (
    AdvancedFactory,
    EnrolmentFactory,
    MethodFactory,
    TrainingFactory,
    VariantFactory,
)
from tests.training.announced import announced, day, nine
from training.enums import Mode, Place, RunState

pytestmark = [pytest.mark.django_db, pytest.mark.req("T16")]


def get(client, path, status=200, **query):
    response = client.get(f"/api/v1/{path}", query)
    assert response.status_code == status
    return response


def test_course_is_told_with_its_next_run(client, settings):
    training = TrainingFactory(slug="osnovna", name_en="Basic")
    training.methods.add(MethodFactory(slug="persone"))
    announced(training, days=20)
    announced(training, days=10, venue="Učilnica 1", town="Ljubljana")

    (told,) = get(client, "courses/", lang="en").json()

    assert told["slug"] == "osnovna"
    assert (told["title"], told["kind"], told["level"]) == ("Basic", "course", "basic")
    assert (told["hours"], told["minutes"], told["modes"]) == (5, 225, ["live"])
    assert told["starts_at"] == nine(10).isoformat()
    assert told["place"] == "Učilnica 1, Ljubljana"
    assert told["methods"] == ["persone"]
    assert told["page_url"] == f"{settings.BASE_URL}/en/usposabljanja/osnovna/"
    assert told["feed_url"] == f"{settings.BASE_URL}/koledarji/usposabljanja.ics?lang=en"
    assert client.get(told["feed_url"].removeprefix(settings.BASE_URL)).status_code == 200


def test_course_without_a_run_has_no_start(client):
    VariantFactory()

    (told,) = get(client, "courses/").json()

    assert (told["starts_at"], told["ends_at"], told["place"]) == (None, None, None)


def test_run_is_told_session_by_session(client, settings):
    basic = TrainingFactory(slug="osnovna")
    run = announced(AdvancedFactory(slug="napredna", prerequisite=basic), days=10, capacity=9)
    EnrolmentFactory(run=run)

    (told,) = get(client, "runs/").json()

    assert (told["id"], told["course"], told["kind"]) == (run.pk, "napredna", "run")
    assert (told["stage"], told["places"], told["free"]) == ("open", 9, 8)
    assert (told["starts_at"], told["modes"]) == (nine(10).isoformat(), ["live", "remote"])
    assert [one["mode"] for one in told["sessions"]] == ["live", "remote"]
    assert told["page_url"] == f"{settings.BASE_URL}/sl/usposabljanja/izvedba/{run.pk}/"
    assert client.get(told["page_url"].removeprefix(settings.BASE_URL)).status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"level": "basic"}, 1),
        ({"mode": "remote"}, 1),
        ({"place": "ljubljana"}, 2),
        ({"method": "persone"}, 1),
        ({"from": day(1), "to": day(15)}, 1),
        ({"from": day(1), "to": day(30)}, 2),
    ],
)
def test_runs_are_narrowed(client, query, found):
    basic = TrainingFactory()
    basic.methods.add(MethodFactory(slug="persone"))
    announced(basic, days=10)
    announced(AdvancedFactory(prerequisite=basic), days=20)

    assert len(get(client, "runs/", **query).json()) == found


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("level", "highest"),
        ("mode", ""),
        ("place", "moon"),
        ("method", "none-such"),
        ("method", "\x00"),
        ("from", "soon"),
        ("from", "0001-01-01"),
        ("to", "9999-12-31"),
        ("lang", "xx"),
    ],
)
def test_malformed_parameter_is_named(client, name, value):
    problem = get(client, "runs/", 400, **{name: value}).json()

    assert [error["field"] for error in problem["errors"]] == [name]


def test_days_the_wrong_way_round_are_named(client):
    problem = get(client, "runs/", 400, **{"from": "2027-02-01", "to": "2027-01-01"}).json()

    assert [error["field"] for error in problem["errors"]] == ["to"]


@pytest.mark.req("T8", "X4")
def test_neither_people_nor_links_nor_prices_are_told(client):
    link = "https://meet.example/secret-room"
    run = announced(parts=[(Mode.REMOTE, 5)], place=Place.REMOTE, join_link=link, town="", venue="")
    EnrolmentFactory(run=run, participant__name="Udeleženka Skrita")
    announced(run.training, state=RunState.NEGOTIATING, opened_at=None, town="Skrito")

    told = get(client, "runs/").content.decode() + get(client, "courses/").content.decode()

    hidden = ("secret-room", "Skrita", "Skrito", str(run.price), run.contract.number)
    assert [text for text in hidden if text in told] == []


def test_training_out_of_the_catalogue_is_not_told(client):
    announced(TrainingFactory(is_published=False))

    assert [get(client, path).json() for path in ("courses/", "runs/")] == [[], []]


@pytest.mark.parametrize("path", ["courses/", "runs/"])
def test_thirty_cost_what_one_costs(client, path):
    bundle = announced(days=1).training.bundle
    counts = []
    for number in (0, 29):
        for _extra in range(number):
            announced(TrainingFactory(bundle=bundle), days=2)
        with CaptureQueriesContext(connection) as captured:
            assert len(get(client, path).json()) == number + 1
        counts.append(len(captured))

    assert counts[0] == counts[1]
