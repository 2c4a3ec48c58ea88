"""The coordinator's pages of enrolments and requests: who may, what a page does (T14, X2)."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.roles import STAFF_ROLES, Role
from privacy.models import AuditEntry
from tests.factories.accounts import UserFactory, signed_in, staff
from tests.factories.training import (
    AT,
    EmployerFactory,
    EnrolmentFactory,
    RunFactory,
    RunRequestFactory,
)
from tests.training.people import ADDRESS, NAME, news, soon, unproved
from training.enums import EnrolmentState, RequestState, Waiver
from training.models import Enrolment
from waiting_list.actions import join

pytestmark = [pytest.mark.django_db, pytest.mark.req("T14")]

OF_A_RUN = ("run_enrolments", "enrolment_add", "run_enrolments_export")
OF_AN_ENROLMENT = (
    "enrolment",
    "enrolment_approve",
    "enrolment_refuse",
    "enrolment_waiver",
    "enrolment_move",
    "enrolment_withdraw",
)


def addresses():
    row, request = EnrolmentFactory(run=soon()), RunRequestFactory()
    yield from (reverse(f"training:{name}") for name in ("enrolments", "run_requests"))
    yield from (reverse(f"training:{name}", args=[row.run_id]) for name in OF_A_RUN)
    yield from (reverse(f"training:{name}", args=[row.pk]) for name in OF_AN_ENROLMENT)
    yield reverse("training:run_request", args=[request.pk])


@pytest.fixture
def coordinator(client):
    return staff(client, Role.TRAINING_COORDINATOR)


@pytest.mark.req("X2")
@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_pages_are_there_for_the_coordinator_alone(client, role):
    paths = list(addresses())
    staff(client, role)

    reads = {client.get(path).status_code for path in paths}
    writes = {client.post(path).status_code for path in paths} - {405}

    if role == Role.TRAINING_COORDINATOR:
        assert reads == {200, 302}
    else:
        assert (reads, writes) == ({404}, {404})


@pytest.mark.req("X2")
def test_coordinator_of_one_run_alone_sees_and_changes_nothing(client):
    paths = list(addresses())
    staff(client, Role.TRAINING_COORDINATOR, scope=Enrolment.objects.get().run)

    codes = {client.get(path).status_code for path in paths}
    codes |= {client.post(path).status_code for path in paths}

    assert codes == {404}


@pytest.mark.req("X2")
def test_strangers_are_led_to_the_sign_in(client):
    paths = list(addresses())

    anonymous = {client.get(path)["Location"].split("?")[0] for path in paths}
    signed_in(client, UserFactory())

    assert anonymous == {"/prijava/login/"}
    assert {client.get(path).status_code for path in paths} == {403}


@pytest.mark.req("X2")
def test_what_is_not_proved_is_not_there(coordinator):
    (row,) = unproved(RunFactory(), 1)
    request = RunRequestFactory(state=RequestState.UNCONFIRMED)

    assert coordinator.get(reverse("training:enrolment", args=[row.pk])).status_code == 404
    assert coordinator.get(reverse("training:run_request", args=[request.pk])).status_code == 404
    page = coordinator.get(reverse("training:run_enrolments", args=[row.run_id]))
    assert (page.context["seated"], page.context["ended"]) == ([], [])


def test_list_says_what_waits_for_the_coordinator(coordinator):
    run = RunFactory()
    requested = {"run": run, "state": EnrolmentState.REQUESTED}
    EnrolmentFactory(**requested)  # the authority's approver confirms this one
    EnrolmentFactory(**requested, participant__employer=None)
    EnrolmentFactory(
        **requested, participant__employer=EmployerFactory(approver_email="", approver_hash="")
    )
    EnrolmentFactory(**requested, waiver=Waiver.ASKED)

    ((found, _when, _stage),) = coordinator.get(reverse("training:enrolments")).context["lines"]

    assert (found, found.to_decide, found.taken) == (run, 3, 4)


def step(client, row, name, **typed):
    return client.post(reverse(f"training:enrolment_{name}", args=[row.pk]), typed)


def state(row):
    row.refresh_from_db()
    return row.state


def test_coordinator_confirms(coordinator):
    row = EnrolmentFactory(run=soon(), state=EnrolmentState.REQUESTED)

    response = step(coordinator, row, "approve")

    assert (response.status_code, state(row)) == (302, EnrolmentState.CONFIRMED)
    entry = AuditEntry.objects.get(verb="approved")
    assert (entry.actor_role, entry.channel) == ("training_coordinator", "admin")


@pytest.mark.parametrize(
    ("name", "typed", "wrong"),
    [
        ("refuse", {"reason": ""}, "reason"),
        ("waiver", {"decision": "refuse", "reason": ""}, "reason"),
        ("waiver", {}, "decision"),
        ("move", {"to": "999999"}, "to"),
    ],
)
def test_step_that_lacks_something_names_it(coordinator, name, typed, wrong):
    run = soon()
    row = EnrolmentFactory(run=run, state=EnrolmentState.REQUESTED, waiver=Waiver.ASKED)
    soon(40, variant=run.variant, contract=run.contract)

    response = step(coordinator, row, name, **typed)

    (form,) = response.context["forms"]
    assert (response.status_code, set(form.errors)) == (200, {wrong})
    assert state(row) == EnrolmentState.REQUESTED


def test_steps_of_the_coordinator(coordinator):
    run = soon()
    target = soon(40, variant=run.variant, contract=run.contract)
    waived, refused, moved, withdrawn = (
        EnrolmentFactory(run=run, state=EnrolmentState.REQUESTED, waiver=waiver)
        for waiver in (Waiver.ASKED, *[Waiver.NOT_NEEDED] * 3)
    )

    step(coordinator, waived, "waiver", decision="grant")
    step(coordinator, refused, "refuse", reason="Ni javni uslužbenec.")
    step(coordinator, moved, "move", to=target.pk)
    step(coordinator, withdrawn, "withdraw")

    assert [state(row) for row in (waived, refused, moved, withdrawn)] == [
        "requested",
        "refused",
        "moved",
        "withdrawn",
    ]
    assert waived.waiver == Waiver.GRANTED
    assert Enrolment.objects.get(run=target).state == EnrolmentState.REQUESTED


def test_step_on_what_has_ended_meanwhile_is_told(coordinator):
    row = EnrolmentFactory(run=soon(), state=EnrolmentState.WITHDRAWN)

    response = step(coordinator, row, "approve")

    assert (response.status_code, response.context["error"].code) == (409, "no_such_step")


def test_enrolled_by_hand(coordinator):
    run = soon(closes_at=AT)
    path = reverse("training:enrolment_add", args=[run.pk])
    typed = {
        "name": NAME,
        "email": ADDRESS,
        "employer": "other",
        "employer_name": "Občina Primer",
        "field_of_work": "Splošne zadeve",
        "language": "sl",
    }

    wrong = coordinator.post(path, typed | {"email": "x"})
    right = coordinator.post(path, typed)
    again = coordinator.post(path, typed)

    assert set(wrong.context["form"].errors) == {"email"}
    assert right.status_code == 302
    assert (again.status_code, again.context["error"].code) == (409, "one_live")
    assert Enrolment.objects.get().state == EnrolmentState.CONFIRMED
    assert news() == ["confirmed"]


def test_queue_is_shown_in_its_order(coordinator):
    run = soon()
    later, earlier = EnrolmentFactory.create_batch(2, run=run, state=EnrolmentState.WAITING)
    for row in (earlier, later):
        join("training.run", str(run.pk), str(row.pk), at=AT)

    page = coordinator.get(reverse("training:run_enrolments", args=[run.pk]))

    assert page.context["waiting"] == [earlier, later]


@pytest.mark.req("X4")
def test_workbook_holds_no_more_than_needed(coordinator):
    run = soon()
    row = EnrolmentFactory(run=run, participant__name="=cmd()")
    EnrolmentFactory(run=run, state=EnrolmentState.WITHDRAWN, participant__name="Odjavljena Primer")
    EnrolmentFactory(run=soon(50), participant__name="Druga Izvedba")

    response = coordinator.get(reverse("training:run_enrolments_export", args=[run.pk]))

    sheet = load_workbook(io.BytesIO(response.content)).active
    cells = [cell.value for line in sheet.iter_rows(min_row=2) for cell in line]
    assert cells[:3] == ["=cmd()", row.participant.works_for, "Digitalne storitve"]
    assert len(cells) == 4
    assert row.participant.email not in cells
    assert AuditEntry.objects.filter(verb="exported", object_id=str(run.pk)).count() == 1


@pytest.mark.parametrize("name", ["enrolments", "run_requests"])
def test_lists_ask_the_same_for_one_and_thirty(coordinator, name):
    path = reverse(f"training:{name}")
    run = RunFactory()
    EnrolmentFactory(run=run)
    RunRequestFactory(variant=run.variant)
    coordinator.get(path)
    with CaptureQueriesContext(connection) as one:
        coordinator.get(path)
    for _each in range(28):
        EnrolmentFactory(run=RunFactory(variant=run.variant, contract=run.contract))
        RunRequestFactory(variant=run.variant)

    with CaptureQueriesContext(connection) as thirty:
        coordinator.get(path)

    assert len(thirty) == len(one)


def test_enrolments_of_a_run_ask_the_same_for_one_and_thirty(coordinator):
    run = soon(capacity=40)
    path = reverse("training:run_enrolments", args=[run.pk])
    EnrolmentFactory(run=run)
    coordinator.get(path)
    with CaptureQueriesContext(connection) as one:
        coordinator.get(path)
    for _each in range(29):
        EnrolmentFactory(run=run)

    with CaptureQueriesContext(connection) as thirty:
        coordinator.get(path)

    assert len(thirty) == len(one)


def test_coordinator_answers_a_request(coordinator):
    run = soon()
    planned, declined = RunRequestFactory.create_batch(2, variant=run.variant)

    def answer(row, **typed):
        return coordinator.post(reverse("training:run_request", args=[row.pk]), typed)

    wrong = answer(declined, step="decline", reason="")
    answer(planned, step="plan", run=run.pk)
    answer(declined, step="decline", reason="Ni predavateljev.")
    late = answer(declined, step="decline", reason="Še enkrat.")

    assert set(wrong.context["declining"].errors) == {"reason"}
    assert (state(planned), planned.run) == (RequestState.PLANNED, run)
    assert state(declined) == RequestState.DECLINED
    assert late.status_code == 409


def test_menu_offers_enrolments_to_the_coordinator_alone(client):
    staff(client, Role.EDITOR)
    editor = client.get(reverse("wagtailadmin_home")).content.decode()
    staff(client, Role.TRAINING_COORDINATOR)
    own = client.get(reverse("wagtailadmin_home")).content.decode()

    paths = [reverse(f"training:{name}") for name in ("enrolments", "run_requests")]
    assert [path in own for path in paths] == [True, True]
    assert [path in editor for path in paths] == [False, False]
