"""Who says that somebody may come, and what follows (T14, T2)."""

import pytest

from privacy.audit import SYSTEM
from privacy.models import AuditEntry
from tests.factories.training import AT, EmployerFactory, EnrolmentFactory, RunFactory
from tests.training.people import news
from training.actions.deciding import approve, decide_for_authority, decide_waiver, refuse
from training.enums import EnrolmentState, Waiver
from training.errors import TrainingError

pytestmark = [pytest.mark.django_db, pytest.mark.req("T14")]


@pytest.fixture
def employer():
    return EmployerFactory()


def requested(employer, **more):
    return EnrolmentFactory(state=EnrolmentState.REQUESTED, participant__employer=employer, **more)


def state(row):
    row.refresh_from_db()
    return row.state


def refusal(action):
    with pytest.raises(TrainingError) as error:
        action()
    return error.value.code


def test_approver_confirms_several_at_once_and_none_of_other_authorities(employer):
    run = RunFactory()
    own = [requested(employer, run=run), requested(employer)]
    foreign = requested(EmployerFactory())
    uids = [row.uid for row in [*own, foreign]]

    decided = decide_for_authority(employer, uids, is_confirmed=True, by=SYSTEM, at=AT)

    assert decided == 2
    assert [state(row) for row in [*own, foreign]] == ["confirmed", "confirmed", "requested"]
    assert news() == ["confirmed", "confirmed"]
    assert AuditEntry.objects.filter(verb="approved").count() == 2


def test_confirming_twice_confirms_once(employer):
    row = requested(employer)

    decided = [
        decide_for_authority(employer, [row.uid], is_confirmed=True, by=SYSTEM, at=AT)
        for _press in range(2)
    ]

    assert decided == [1, 0]
    assert news() == ["confirmed"]


def test_refusal_needs_a_reason_and_frees_the_place(employer):
    row = requested(employer)
    refused = {"is_confirmed": False, "by": SYSTEM, "at": AT}

    code = refusal(lambda: decide_for_authority(employer, [row.uid], **refused))
    decide_for_authority(employer, [row.uid], reason="Ni zaposlena pri nas.", **refused)

    assert code == "reason_needed"
    assert (state(row), row.seat, row.reason) == ("refused", None, "Ni zaposlena pri nas.")
    assert news() == ["refused"]


@pytest.mark.req("T2")
def test_both_authority_and_leave_are_needed(employer):
    row = requested(employer, waiver=Waiver.ASKED, waiver_reason="Poznam metode.")

    approve(row, by=SYSTEM, at=AT)
    after_one = state(row)
    decide_waiver(row, is_granted=True, by=SYSTEM, at=AT)

    assert (after_one, state(row)) == ("requested", "confirmed")
    assert news() == ["confirmed"]


@pytest.mark.req("T2")
def test_refused_leave_refuses_the_enrolment(employer):
    row = requested(employer, waiver=Waiver.ASKED, waiver_reason="Poznam metode.")

    code = refusal(lambda: decide_waiver(row, is_granted=False, by=SYSTEM, at=AT))
    decide_waiver(row, is_granted=False, reason="Najprej osnovna raven.", by=SYSTEM, at=AT)

    assert code == "reason_needed"
    assert (state(row), row.waiver, row.seat) == ("refused", "refused", None)


def test_leave_nobody_asked_for_cannot_be_decided(employer):
    row = requested(employer)

    assert refusal(lambda: decide_waiver(row, is_granted=True, by=SYSTEM, at=AT)) == "no_such_step"


@pytest.mark.parametrize("ended", [EnrolmentState.WITHDRAWN, EnrolmentState.ATTENDED])
def test_what_has_ended_cannot_be_decided(ended):
    row = EnrolmentFactory(state=ended)

    assert refusal(lambda: approve(row, by=SYSTEM, at=AT)) == "no_such_step"
    assert refusal(lambda: refuse(row, reason="x", by=SYSTEM, at=AT)) == "no_such_step"
