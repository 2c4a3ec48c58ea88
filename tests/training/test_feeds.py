"""The public calendar of runs: one entry a session, nobody in it, no link to join (T16, I1)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from icalendar import Calendar

from tests.factories.training import (
    AdvancedFactory,
    EnrolmentFactory,
    MethodFactory,
    TrainerFactory,
    TrainingFactory,
)
from tests.training.announced import announced, nine
from training.enums import Level, Mode, Place, RunState
from training.feeds import TrainingRuns
from training.models import Run, RunTrainer, Session
from training.wanted import Wanted

pytestmark = [pytest.mark.django_db, pytest.mark.req("T16", "I1")]

ADDRESS = "/koledarji/usposabljanja.ics"


def entries(wanted=None):
    with translation.override("en"):
        return list(TrainingRuns(wanted).entries(timezone.now()))


def read(client):
    response = client.get(ADDRESS)
    assert response.status_code == 200
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_each_session_is_an_entry_with_its_own_place(client):
    run = announced(AdvancedFactory(), days=10, venue="Učilnica 1", town="Ljubljana")

    found = entries()

    assert [one.starts for one in found] == [nine(10), nine(11)]
    assert [one.location for one in found] == ["Učilnica 1, Ljubljana", "remote"]
    assert [one.summary for one in found] == [
        f"{run.training.name_en} (day 1)",
        f"{run.training.name_en} (day 2)",
    ]
    assert len({one.uid for one in found}) == 2
    assert found[0].url.endswith(f"/en/usposabljanja/izvedba/{run.pk}/")
    assert len(read(client)) == 2


def test_uid_stays_and_sequence_grows_when_a_session_is_moved():
    run = announced()
    before = entries()

    Session.objects.filter(run=run).update(period=(nine(30), nine(30) + timedelta(hours=4)))
    Run.objects.filter(pk=run.pk).update(sequence=1, changed_at=timezone.now())
    after = entries()

    assert [one.uid for one in after] == [one.uid for one in before]
    assert [(before[0].sequence, after[0].sequence), after[0].starts] == [(0, 1), nine(30)]
    assert after[0].changed_at > before[0].changed_at


@pytest.mark.parametrize(("days", "told"), [(29, 1), (31, 0)])
def test_cancelled_run_is_told_for_thirty_days(client, days, told):
    announced(
        state=RunState.CANCELLED,
        reason="Premalo prijav",
        changed_at=timezone.now() - timedelta(days=days),
    )

    assert [str(one["status"]) for one in read(client)] == ["CANCELLED"] * told


def test_run_that_was_not_announced_is_not_told(client):
    announced(state=RunState.NEGOTIATING, opened_at=None)

    assert read(client) == []


@pytest.mark.req("T8", "X4")
def test_feed_tells_neither_people_nor_the_link(client):
    link = "https://meet.example/secret-room"
    run = announced(parts=[(Mode.REMOTE, 5)], place=Place.REMOTE, join_link=link, town="", venue="")
    row = EnrolmentFactory(run=run, participant__name="Udeleženka Skrita")
    trainer = TrainerFactory(name="Predavatelj Tihi")
    RunTrainer.objects.create(run=run, trainer=trainer, reply="accepted", asked_at=timezone.now())

    raw = client.get(ADDRESS).content.decode().replace("\r\n ", "")

    hidden = (
        *("secret-room", "Skrita", row.participant.email, row.token(), str(row.uid)),
        *("Tihi", trainer.email, trainer.provider.name, run.training.coordinator_name),
        *("ATTENDEE", "ORGANIZER", "VALARM", "mailto:"),
    )
    assert [text for text in hidden if text in raw] == []
    assert raw.count("BEGIN:VEVENT") == 1


def test_feed_can_be_narrowed():
    basic = TrainingFactory()
    announced(basic)
    announced(AdvancedFactory(prerequisite=basic))

    assert len(entries(Wanted(level=Level.BASIC))) == 1


def test_feed_costs_the_same_for_one_run_and_for_thirty():
    training = TrainingFactory()
    announced(training, days=1)
    counts = []
    for number in (0, 29):
        for extra in range(number):
            announced(training, days=2 + extra)
        with CaptureQueriesContext(connection) as captured:
            entries()
        counts.append(len(captured))

    assert counts[0] == counts[1]


def starts_of(client, **query):
    body = client.get(ADDRESS, query).content
    return [one["dtstart"].dt for one in Calendar.from_ical(body).walk("VEVENT")]


def test_feed_takes_the_filters_of_the_calendar_and_names_them(client):
    basic, method = TrainingFactory(), MethodFactory(slug="persone", name_en="Personas")
    announced(basic, days=10)
    advanced = announced(AdvancedFactory(prerequisite=basic), days=20, place=Place.ELSEWHERE)
    advanced.training.methods.add(method)
    asked = [{"level": "advanced"}, {"mode": "remote"}, {"place": "elsewhere"}]
    asked += [{"method": "persone"}, {"level": "advanced", "method": "persone"}]

    found = [starts_of(client, **query) for query in asked]

    assert found == [[nine(20), nine(21)]] * 5
    assert starts_of(client, level="basic") == [nine(10)]
    assert starts_of(client, level="basic", mode="remote") == []
    with translation.override("en"):
        narrowed = TrainingRuns().narrowed({"level": "advanced", "method": "persone"})
        assert narrowed.title() == "Trainings of the public sector: advanced level, Personas"


@pytest.mark.parametrize(
    "query", ["level=expert", "mode=live&mode=remote", "place=", "method=neznana", "trainer=1"]
)
def test_filter_that_asks_for_nothing_there_is_is_refused_in_words(client, query):
    answer = client.get(f"{ADDRESS}?{query}&lang=en")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert query.split("=")[0] in answer.content.decode()


def test_version_costs_the_same_for_one_run_and_for_thirty():
    training = TrainingFactory()
    announced(training, days=1)
    counts = []
    for number in (0, 29):
        for extra in range(number):
            announced(training, days=2 + extra)
        with CaptureQueriesContext(connection) as captured:
            TrainingRuns().version(timezone.now())
        counts.append(len(captured))

    assert counts == [1, 1]
