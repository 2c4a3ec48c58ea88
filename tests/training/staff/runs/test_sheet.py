"""The work sheet of a run and its steps, from the draft to the attendance (T6, T9, T15)."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from tests.factories.accounts import staff
from tests.factories.training import EnrolmentFactory, RunFactory, WorkFormFactory
from tests.training.planning import (
    AT,
    COORDINATOR,
    ROOM,
    fresh,
    opened,
    proposed,
    ready,
    scene,
)
from tests.training.run_pages import address
from training.actions.run_materials import add_material
from training.enums import RunState
from training.models import Attendance, DateProposal, Run, RunTrainer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.req("T6", "T7")
def test_run_goes_from_nothing_to_open_on_the_pages(client):
    of = scene()
    trainer = of.trainers[0]
    form = WorkFormFactory()
    staff(client, Role.TRAINING_COORDINATOR)
    new = ROOM | {"variant": of.variant.pk, "contract": of.contract.pk, "key": uuid.uuid4()}

    made = client.post(address("run_new"), new)
    client.post(address("run_new"), new)
    run = Run.objects.get()
    client.post(address("run_dates", run.pk), {"day_1": "2026-12-08", "hour_1": "9.00"})
    proposal = DateProposal.objects.get()
    client.post(address("run_schedule", run.pk, proposal.pk), {"seen": 1})
    client.post(address("run_ask", run.pk), {"seen": 2, "trainer_1": trainer.pk})
    RunTrainer.objects.get()
    from training.actions.run_teaching import accept

    accept(run, trainer, seen=3, by=COORDINATOR, at=AT)
    session = run.sessions.get()
    plans = {"seen": 3, f"forms_{session.pk}": form.pk, f"plan_{session.pk}": "Vaje"}
    client.post(address("run_plans", run.pk), plans)
    page = client.get(address("run", run.pk))
    client.post(address("run_open", run.pk), {"seen": 4})

    assert made.url == address("run", run.pk)
    assert page.context["missing"] == []
    assert fresh(run).state == RunState.OPEN
    after = client.get(address("run", run.pk))
    assert [event.what for event in after.context["history"]][0] != "opened"
    assert len(after.context["history"]) == 7


def test_what_is_missing_is_listed_and_opening_is_refused_with_it(client):
    run = ready(scene(advanced=True), venue="")
    staff(client, Role.TRAINING_COORDINATOR)

    page = client.get(address("run", run.pk))
    response = client.post(address("run_open", run.pk), {"seen": run.version})

    assert [gap.code for gap in page.context["missing"]] == ["no_room"]
    assert response.status_code == 409
    assert response.context["error"].code == "no_room"


@pytest.mark.req("T9")
def test_run_over_the_forecast_says_so_on_its_page(client):
    of = scene(advanced=True)
    for _number in range(12):
        RunFactory(variant=of.variant, contract=of.contract, price=Decimal("1017.00"))
    run = ready(of, [start + 21 * DAY for start in of.starts])
    staff(client, Role.TRAINING_COORDINATOR)

    page = client.get(address("run", run.pk))

    figure = page.context["money"].figure
    assert (figure.planned, figure.over) == (12, 1)


def test_second_of_two_coordinators_is_told_and_keeps_what_was_typed(client):
    run = ready(scene())
    staff(client, Role.TRAINING_COORDINATOR)
    typed = ROOM | {"venue": "Druga", "capacity": 12, "minimum": 4, "seen": 1}

    response = client.post(address("run_details", run.pk), typed)

    assert response.status_code == 409
    assert response.context["error"].code == "changed_meanwhile"
    assert response.context["details"]["venue"].value() == "Druga"
    assert response.context["details"]["seen"].value() == str(run.version)
    assert fresh(run).venue == ROOM["venue"]


@pytest.mark.parametrize(
    "bad",
    [
        {},
        {"seen": "x"},
        {"capacity": "0"},
        {"capacity": "a"},
        {"place": "moon"},
        {"join_link": "javascript:alert(1)"},
        {"closes_at": "yesterday"},
        {"venue": "x" * 301},
    ],
)
def test_bad_details_are_told(client, bad):
    run = ready(scene())
    staff(client, Role.TRAINING_COORDINATOR)
    good = ROOM | {"capacity": 12, "minimum": 4, "seen": run.version}

    response = client.post(address("run_details", run.pk), good | bad if bad else {})

    assert response.status_code == 200
    assert response.context["details"].errors


def test_run_is_called_off_with_a_reason_on_the_page(client):
    run = opened(scene())
    staff(client, Role.TRAINING_COORDINATOR)

    empty = client.post(address("run_cancel", run.pk), {"seen": run.version, "reason": " "})
    client.post(address("run_cancel", run.pk), {"seen": run.version, "reason": "Premalo prijav"})

    assert empty.context["cancel"].errors
    assert fresh(run).state == RunState.CANCELLED


@pytest.mark.req("T15")
def test_coordinator_notes_attendance_and_confirms_the_run(client, monkeypatch):
    run = opened(scene())
    ana, bor = EnrolmentFactory.create_batch(2, run=run)
    session = run.sessions.get()
    monkeypatch.setattr(timezone, "now", lambda: session.ends_at)
    staff(client, Role.TRAINING_COORDINATOR)
    listed = {"listed": [ana.pk, bor.pk], "present": [ana.pk]}

    client.post(address("run_attendance", run.pk, session.pk), listed)
    client.post(address("run_held", run.pk), {"seen": run.version})

    assert dict(Attendance.objects.values_list("enrolment", "is_present")) == {
        ana.pk: True,
        bor.pk: False,
    }
    assert fresh(run).state == RunState.HELD


def test_page_of_a_run_asks_the_same_whatever_happened_to_it(client):
    run = ready(scene(advanced=True))
    staff(client, Role.TRAINING_COORDINATOR)
    client.get(address("run", run.pk))
    with CaptureQueriesContext(connection) as before:
        client.get(address("run", run.pk))
    for number in range(5):
        file = SimpleUploadedFile(f"{number}.txt", b"x")
        add_material(run, title=f"G{number}", url="", file=file, by=COORDINATOR, at=AT)
        proposed(
            run,
            [run.sessions.first().starts_at + (number + n) * DAY for n in (35, 36)],
            with_days_off=True,
        )

    with CaptureQueriesContext(connection) as after:
        client.get(address("run", run.pk))

    assert len(after) == len(before)
