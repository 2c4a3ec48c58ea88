"""A trainer's runs: asked, answered, dates proposed, the roster (T6, T7)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.training import EnrolmentFactory
from tests.training.planning import (
    TUESDAY,
    accepted,
    asked,
    fresh,
    opened,
    planned,
    proposed,
    scene,
    scheduled,
)
from tests.training.trainer_pages import path, signed
from training.enums import EnrolmentState, Reply
from training.models import DateProposal, RunTrainer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.req("X4")
def test_roster_shows_name_and_employer_and_nothing_else(client):
    of = scene()
    run = opened(of)
    seated = EnrolmentFactory(run=run, participant__field_of_work="Skrivno področje")
    waiting = EnrolmentFactory(run=run, state=EnrolmentState.WAITING)
    foreign = EnrolmentFactory()
    signed(client, of.trainers[0])

    page = client.get(path("run", run.pk))

    text = page.content.decode()
    assert [place.name for place in page.context["places"]] == [seated.participant.name]
    assert seated.participant.works_for in text
    for secret in (seated.participant.email, "Skrivno področje", waiting.participant.name):
        assert secret not in text
    assert foreign.participant.name not in text


@pytest.mark.req("T6")
def test_trainer_accepts_on_the_page_and_twice_is_once(client):
    of = scene()
    run = asked(scheduled(of), of.trainers[0])
    signed(client, of.trainers[0])
    shown = client.get(path("run", run.pk)).context["accept"]["seen"].value()

    codes = [client.post(path("accept", run.pk), {"seen": shown}).status_code for _ in range(2)]

    assert codes == [302, 302]
    assert RunTrainer.objects.get().reply == Reply.ACCEPTED


def test_dates_changed_meanwhile_are_not_accepted_and_it_is_said(client):
    of = scene()
    run = asked(scheduled(of), of.trainers[0])
    signed(client, of.trainers[0])

    stale = client.post(path("accept", run.pk), {"seen": 1})
    without = client.post(path("accept", run.pk))

    assert (stale.status_code, stale.context["error"].code) == (409, "changed_meanwhile")
    assert without.status_code == 200
    assert RunTrainer.objects.get().reply == Reply.ASKED


def test_trainer_declines_with_a_note_and_a_long_one_is_kept_to_be_shortened(client):
    of = scene()
    run = asked(scheduled(of), of.trainers[0])
    signed(client, of.trainers[0])

    long = client.post(path("decline", run.pk), {"note": "x" * 501})
    client.post(path("decline", run.pk), {"note": "Na dopustu"})

    assert long.context["note"].errors
    assert len(long.context["note"]["note"].value()) == 501
    assert RunTrainer.objects.get().note == "Na dopustu"


@pytest.mark.req("T7")
def test_trainer_proposes_other_dates_after_a_preview(client):
    of = scene(advanced=True)
    run = asked(planned(of), of.trainers[0])
    signed(client, of.trainers[0])
    typed = {"day_1": "2026-12-15", "hour_1": "9.00", "day_2": "2026-12-16", "hour_2": "13:30"}
    typed["note"] = "Raje ta teden"

    shown = client.post(path("dates", run.pk), typed | {"preview": "1"})
    before = DateProposal.objects.count()
    wrong = client.post(path("dates", run.pk), typed | {"day_2": "2026-12-15"})
    done = client.post(path("dates", run.pk), typed)

    proposal = DateProposal.objects.get()
    assert (len(shown.context["times"]), before) == (2, 0)
    assert (wrong.status_code, wrong.context["error"].code) == (409, "day_order")
    assert done.status_code == 302
    assert (proposal.trainer, proposal.note) == (of.trainers[0], "Raje ta teden")


@pytest.mark.req("T7")
def test_trainer_answers_the_coordinators_dates_and_not_a_colleagues(client):
    of = scene(advanced=True)
    run = asked(planned(of), *of.trainers)
    theirs = proposed(run, of.starts)
    colleagues = proposed(run, [start + DAY for start in of.starts], trainer=of.trainers[1])
    signed(client, of.trainers[0])

    done = client.post(path("dates_suit", run.pk, theirs.pk))
    foreign = client.post(path("dates_decline", run.pk, colleagues.pk))

    assert (done.status_code, foreign.status_code) == (302, 404)
    assert DateProposal.objects.get(pk=theirs.pk).reply == Reply.ACCEPTED


def test_home_sorts_runs_and_asks_the_same_for_one_and_thirty(client):
    of = scene()
    trainer = of.trainers[0]
    accepted(scheduled(of), trainer)
    signed(client, trainer)
    client.get(path("home"))
    with CaptureQueriesContext(connection) as one:
        client.get(path("home"))
    for _number in range(29):
        asked(planned(of), trainer)

    with CaptureQueriesContext(connection) as thirty:
        page = client.get(path("home"))

    assert len(thirty) == len(one)
    assert (len(page.context["asked"]), len(page.context["accepted"])) == (29, 1)


def test_run_page_asks_the_same_for_one_and_thirty_participants(client):
    of = scene()
    run = opened(of, capacity=40)
    EnrolmentFactory(run=run)
    signed(client, of.trainers[0])
    client.get(path("run", run.pk))
    with CaptureQueriesContext(connection) as one:
        client.get(path("run", run.pk))
    EnrolmentFactory.create_batch(29, run=fresh(run))

    with CaptureQueriesContext(connection) as thirty:
        page = client.get(path("run", run.pk))

    assert len(thirty) == len(one)
    assert len(page.context["places"]) == 30
    assert run.sessions.get().starts_at == TUESDAY
