"""The calendar of runs and the page of a run: what is told, and what never is (T8, T16)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from tests.factories.training import (
    AdvancedFactory,
    EnrolmentFactory,
    MethodFactory,
    TrainerFactory,
    TrainingFactory,
)
from tests.training.announced import announced, day
from training.enums import Mode, Place, RunState, Stage
from training.models import RunTrainer

pytestmark = [pytest.mark.django_db, pytest.mark.req("T16")]

LINK = "https://meet.example/secret-room"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def get(client, **query):
    response = client.get(reverse("training_calendar"), query)
    assert response.status_code == 200
    return response


def shown(response):
    return [one.run for _month, runs in response.context["months"] for one in runs]


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_runs_stand_month_by_month_in_order(client):
    later, sooner = announced(days=70), announced(days=5)

    response = get(client)

    assert shown(response) == [sooner, later]
    assert [month.day for month, _runs in response.context["months"]] == [1, 1]


def test_choice_is_kept_and_narrows(client):
    basic = announced(TrainingFactory(), days=10)
    announced(AdvancedFactory(prerequisite=basic.training), days=10)
    MethodFactory(slug="persone")

    response = get(client, raven="basic", metoda="", od=day(1).isoformat())

    assert shown(response) == [basic]
    form = response.context["form"]
    assert (form["raven"].value(), form["od"].value()) == ("basic", day(1).isoformat())
    assert "raven=basic" in response.context["query"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"raven": "none-such"}, "raven"),
        ({"od": "yesterday"}, "od"),
        ({"do": "9999-12-31"}, "do"),
        ({"od": "2027-02-01", "do": "2027-01-01"}, "do"),
    ],
)
def test_bad_choice_is_named_and_nothing_typed_is_lost(client, query, field):
    response = get(client, **query)

    form = response.context["form"]
    assert list(form.errors) == [field]
    assert {name: form[name].value() for name in query} == query
    assert f'href="#id_{field}"' in response.content.decode()


def test_right_choice_counts_beside_a_bad_one(client):
    announced(days=10)

    assert shown(get(client, raven="advanced", od="never")) == []


@pytest.mark.req("I1")
def test_calendar_offers_the_feed_of_what_is_chosen(client, settings):
    settings.BASE_URL = "https://okence.example.org"
    announced(TrainingFactory(), days=10)
    MethodFactory(slug="persone")

    every = get(client).context["offer"]
    chosen = get(client, raven="basic", metoda="persone", od=day(1).isoformat())
    wrong = get(client, raven="none-such", kraj="ljubljana").context["offer"]

    address = "https://okence.example.org/koledarji/usposabljanja.ics?"
    narrowed = f"{address}level=basic&method=persone&lang=en"
    text = chosen.content.decode().replace("&amp;", "&")
    assert every.web == f"{address}lang=en"
    assert chosen.context["offer"].web == narrowed
    assert (text.count(f'"{narrowed}"'), text.count(f'"webcal{narrowed[5:]}"')) == (2, 1)
    assert f'href="{reverse("calendars")}"' in text
    assert wrong.web == f"{address}place=ljubljana&lang=en"
    assert client.get(narrowed.removeprefix(settings.BASE_URL)).status_code == 200


@pytest.mark.parametrize("page", ["0", "99", "x", "9" * 40])
def test_page_that_is_not_there_is_the_nearest(client, page):
    run = announced()

    assert shown(get(client, page=page)) == [run]


def test_empty_calendar_says_what_to_do(client):
    assert "okence-empty" in get(client).content.decode()
    assert "okence-empty" in get(client, raven="basic").content.decode()


def test_calendar_costs_the_same_for_one_run_and_for_thirty(client):
    training = TrainingFactory()
    announced(training, days=1)
    one = queries(client, reverse("training_calendar"))

    for number in range(29):
        announced(training, days=2 + number)

    assert queries(client, reverse("training_calendar")) == one
    assert len(shown(get(client))) == 30


def test_free_places_are_those_nobody_has(client):
    run = announced(capacity=3, minimum=1)
    EnrolmentFactory(run=run)

    page = client.get(run.get_absolute_url())

    assert page.context["one"].free == 2
    assert page.context["one"].stage == Stage.OPEN
    assert reverse("training_enrol", args=[run.pk]) in page.content.decode()


def test_full_run_offers_the_waiting_list(client):
    run = announced(capacity=1, minimum=1)
    EnrolmentFactory(run=run)

    page = client.get(run.get_absolute_url())

    assert (page.context["one"].stage, page.context["one"].has_waiting_list) == (Stage.FULL, True)


def test_cancelled_run_says_so(client):
    run = announced(state=RunState.CANCELLED, reason="Premalo prijav")

    page = client.get(run.get_absolute_url())

    assert page.context["one"].stage == Stage.CANCELLED
    assert "has been cancelled" in page.content.decode()


@pytest.mark.req("T8", "X4")
def test_neither_join_link_nor_anybody_is_told(client):
    run = announced(parts=[(Mode.REMOTE, 5)], place=Place.REMOTE, join_link=LINK, town="", venue="")
    trainer = TrainerFactory(name="Predavatelj Skriti")
    RunTrainer.objects.create(run=run, trainer=trainer, reply="accepted", asked_at=timezone.now())
    enrolment = EnrolmentFactory(run=run, participant__name="Udeleženka Skrita")

    paths = [run.get_absolute_url(), reverse("training_calendar"), run.training.get_absolute_url()]
    told = " ".join(client.get(path).content.decode() for path in paths)

    hidden = (LINK, trainer.name, trainer.email, enrolment.participant.name, "Skrita")
    assert [text for text in hidden if text in told] == []


@pytest.mark.parametrize("state", [RunState.DRAFT, RunState.NEGOTIATING])
def test_run_that_was_not_announced_does_not_exist(client, state):
    run = announced(state=state, opened_at=None)

    assert client.get(run.get_absolute_url()).status_code == 404


def test_number_no_run_can_have_does_not_exist(client):
    assert client.get(reverse("training_run", args=[10**30])).status_code == 404


@pytest.mark.parametrize("name", ["training_calendar", "training_compare"])
def test_pages_are_read_only(client, name):
    assert client.post(reverse(name)).status_code == 405


@pytest.mark.req("T13")
def test_run_names_who_pays(client):
    run = announced()
    programme = run.training.bundle.programme

    page = client.get(run.get_absolute_url()).content.decode()

    needed = (programme.statement, programme.name, programme.measure.name, "eu-emblem.svg")
    assert [text for text in needed if text not in page] == []
