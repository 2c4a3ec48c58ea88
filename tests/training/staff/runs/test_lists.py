"""The list of runs and the runs of a month: their order, filters and queries (T9, T16)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from tests.factories.accounts import staff
from tests.factories.training import RunFactory
from tests.training.planning import (
    AT,
    fresh,
    opened,
    planned,
    scene,
)
from tests.training.run_pages import address
from training.enums import RunState
from training.models import RunTrainer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_list_filters_and_asks_the_same_for_one_and_thirty(client):
    run = opened(scene())
    staff(client, Role.TRAINING_COORDINATOR)
    client.get(address("runs"))
    with CaptureQueriesContext(connection) as one:
        client.get(address("runs"))
    others = RunFactory.create_batch(29, state=RunState.DRAFT)
    RunTrainer.objects.create(run=others[0], trainer=run.run_trainers.get().trainer, asked_at=AT)

    with CaptureQueriesContext(connection) as thirty:
        page = client.get(address("runs"))

    def kept(**query):
        return len(client.get(address("runs"), query).context["lines"])

    assert len(thirty) == len(one)
    assert len(page.context["lines"]) == 30
    assert kept(stanje="draft") == 29
    assert kept(usposabljanje=run.training.pk) == 1
    assert kept(od="2026-12-08", do="2026-12-08") == 30
    assert kept(od="2026-12-09") == 0
    assert kept(stanje="nonsense") == 0


def test_months_ask_the_same_for_one_and_thirty_and_know_their_bounds(client):
    run = opened(scene())
    staff(client, Role.TRAINING_COORDINATOR)
    month = {"mesec": "2026-12"}
    client.get(address("months"), month)
    with CaptureQueriesContext(connection) as one:
        client.get(address("months"), month)
    RunFactory.create_batch(29)

    with CaptureQueriesContext(connection) as thirty:
        page = client.get(address("months"), month)

    codes = {client.get(address("months"), {"mesec": text}).status_code for text in ("x", "1-1")}
    assert len(thirty) == len(one)
    assert page.context["count"] == 30
    assert client.get(address("months")).context["count"] == 0
    assert codes == {404}
    assert fresh(run).state == RunState.OPEN


def test_list_has_what_is_to_be_done_before_what_is_over(client):
    of = scene()

    def began(days, state):
        starts = [start - days * DAY for start in of.starts]
        return RunFactory(variant=of.variant, contract=of.contract, state=state, starts=starts)

    older, old = began(90, RunState.HELD), began(60, RunState.HELD)
    unconfirmed = began(30, RunState.OPEN)
    ahead, draft = opened(of), planned(of)
    staff(client, Role.TRAINING_COORDINATOR)

    page = client.get(address("runs"))

    order = [line["run"] for line in page.context["lines"]]
    assert order == [draft, unconfirmed, ahead, old, older]
