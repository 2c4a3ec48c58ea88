"""The coordinator's pages of runs: who sees them, what they do, how much they ask (X2)."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import STAFF_ROLES, Role
from tests.factories.accounts import UserFactory, signed_in, staff
from tests.factories.training import EnrolmentFactory, RunFactory, WorkFormFactory
from tests.training.planning import (
    AT,
    COORDINATOR,
    ROOM,
    fresh,
    opened,
    planned,
    proposed,
    ready,
    scene,
)
from training.actions.run_materials import add_material
from training.enums import Reply, RunState
from training.models import Attendance, DateProposal, Run, RunTrainer
from training.staff.urls.runs import urlpatterns

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)


def address(name, *args):
    return reverse(f"training:{name}", args=args)


def every_address(of, run):
    known = {
        "pk": run.pk,
        "proposal": run.date_proposals.first().pk,
        "trainer": of.trainers[0].pk,
        "session": run.sessions.first().pk,
        "material": run.materials.first().pk,
    }
    for pattern in urlpatterns:
        args = {name: known[name] for name in pattern.pattern.converters}
        yield reverse(f"training:{pattern.name}", kwargs=args)


def everything():
    of = scene()
    run = opened(of)
    add_material(run, title="Naslov", url="https://a.example/", file=None, by=COORDINATOR, at=AT)
    return list(every_address(of, run))


@pytest.mark.req("T6", "X2")
@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_runs_are_there_for_the_coordinator_alone(client, role):
    paths = everything()
    staff(client, role)

    reads = {client.get(path).status_code for path in paths}
    writes = {client.post(path).status_code for path in paths} - {405}

    if role == Role.TRAINING_COORDINATOR:
        assert reads == {200, 302}
        assert 404 not in writes
    else:
        assert (reads, writes) == ({404}, {404})


@pytest.mark.req("X2")
def test_coordinator_of_one_run_alone_sees_and_changes_nothing(client):
    paths = everything()
    staff(client, Role.TRAINING_COORDINATOR, scope=Run.objects.get())

    codes = {client.get(path).status_code for path in paths}
    codes |= {client.post(path).status_code for path in paths}

    assert codes == {404}


@pytest.mark.req("X2")
def test_runs_lead_strangers_to_the_sign_in(client):
    paths = everything()

    anonymous = {client.get(path)["Location"].split("?")[0] for path in paths}
    signed_in(client, UserFactory())

    assert anonymous == {"/prijava/login/"}
    assert {client.get(path).status_code for path in paths} == {403}


@pytest.mark.parametrize(
    ("role", "shown"), [(Role.TRAINING_COORDINATOR, True), (Role.EDITOR, False)]
)
def test_menu_offers_runs_to_the_coordinator(client, role, shown):
    staff(client, role)

    home = client.get(reverse("wagtailadmin_home")).content.decode()

    assert (address("runs") in home) is shown


def test_what_belongs_to_another_run_is_not_there(client):
    of, other = scene(), scene()
    run, foreign = opened(of), opened(other)
    staff(client, Role.TRAINING_COORDINATOR)
    step = {"seen": run.version}

    codes = {
        client.post(address("run_schedule", run.pk, foreign.date_proposals.get().pk), step),
        client.post(address("run_take_off", run.pk, other.trainers[0].pk), step),
        client.get(address("run_attendance", run.pk, foreign.sessions.get().pk)),
    }

    assert {response.status_code for response in codes} == {404}


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


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({}, 200),
        ({"day_1": "2026-13-40", "hour_1": "9.00"}, 200),
        ({"day_1": "2026-12-08", "hour_1": "25.00"}, 200),
        ({"day_1": "2027-03-28", "hour_1": "2.30"}, 200),  # the clocks go forward
        ({"day_1": "0001-01-01", "hour_1": "0.00"}, 200),
        ({"day_1": "2026-12-12", "hour_1": "9.00"}, 409),
    ],
)
def test_bad_dates_are_told(client, typed, status):
    run = planned(scene())
    staff(client, Role.TRAINING_COORDINATOR)

    response = client.post(address("run_dates", run.pk), typed)

    assert response.status_code == status
    assert response.context["form"].errors or response.context["error"].code == "day_off"
    assert not DateProposal.objects.exists()


def test_preview_shows_the_sessions_and_keeps_nothing(client):
    run = planned(scene(advanced=True))
    staff(client, Role.TRAINING_COORDINATOR)
    typed = {"day_1": "2026-12-08", "hour_1": "9.00", "day_2": "2026-12-12", "hour_2": "9.00"}

    page = client.post(address("run_dates", run.pk), typed | {"preview": "1"})

    assert [end - start for start, end in page.context["times"]] == [timedelta(hours=3)] * 2
    assert page.context["error"].code == "day_off"
    assert not DateProposal.objects.exists()


def test_open_run_is_moved_on_the_page_and_a_stale_move_is_refused(client):
    run = opened(scene())
    staff(client, Role.TRAINING_COORDINATOR)
    typed = {"day_1": "2026-12-10", "hour_1": "10.00"}

    stale = client.post(address("run_dates", run.pk), typed | {"seen": "1"})
    done = client.post(address("run_dates", run.pk), typed | {"seen": run.version})

    assert stale.context["error"].code == "changed_meanwhile"
    assert done.status_code == 302
    assert run.sessions.get().starts_at.isoformat() == "2026-12-10T09:00:00+00:00"


def test_proposal_is_declined_on_the_page(client):
    run = planned(scene())
    proposal = proposed(run, [AT + 14 * DAY])
    staff(client, Role.TRAINING_COORDINATOR)

    client.post(address("run_decline_dates", run.pk, proposal.pk), {"seen": run.version})

    proposal.refresh_from_db()
    assert proposal.reply == Reply.DECLINED


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


def test_run_that_has_begun_offers_no_other_dates(client):
    of = scene()
    begun = RunFactory(
        variant=of.variant, contract=of.contract, starts=[start - 30 * DAY for start in of.starts]
    )
    ahead = opened(of)
    staff(client, Role.TRAINING_COORDINATOR)

    pages = [client.get(address("run", run.pk)).content.decode() for run in (begun, ahead)]

    moves = [
        address("run_dates", run.pk) in page
        for run, page in zip((begun, ahead), pages, strict=True)
    ]
    assert moves == [False, True]
