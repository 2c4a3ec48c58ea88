"""Who is told that a decision waits: the approver, or the coordinator (T14, T2)."""

import pytest

from messaging.kinds import kind_named
from messaging.models import Message
from privacy.audit import SYSTEM
from tests.factories.training import AT, EmployerFactory, EnrolmentFactory, RunRequestFactory
from tests.training.people import mails, news
from training.actions.deciding import approve
from training.actions.run_requests import prove
from training.actions.telling_participants import tell_deciders
from training.enums import EnrolmentState, RequestState, Waiver

pytestmark = [pytest.mark.django_db, pytest.mark.req("T14")]


def requested(**more):
    return EnrolmentFactory(state=EnrolmentState.REQUESTED, **more)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, ["to_approve"]),
        ({"participant__employer": None}, ["to_decide"]),
        ({"waiver": Waiver.ASKED}, ["to_approve", "to_decide"]),
        ({"waiver": Waiver.ASKED, "approved_at": AT}, ["to_decide"]),
        ({"approved_at": AT}, []),
    ],
)
def test_who_has_to_decide_is_told(facts, told):
    tell_deciders(requested(**facts), at=AT)

    assert news() == told


def test_employer_without_an_approver_leaves_it_to_the_coordinator():
    employer = EmployerFactory(approver_email="", approver_hash="")

    tell_deciders(requested(participant__employer=employer), at=AT)

    assert news() == ["to_decide"]


def test_mail_to_the_coordinator_names_nobody_and_leads_to_the_admin():
    row = requested(participant__employer=None, participant__name="Skrita Oseba")
    tell_deciders(row, at=AT)

    ((to, mail),) = mails()

    assert to == row.training.coordinator_email
    assert "Skrita" not in mail.text
    assert "/admin/usposabljanja/prijave/" in mail.text
    assert row.training.bundle.programme.statement_sl in mail.text


def test_nothing_is_sent_once_it_was_decided():
    row = requested(participant__employer=None)
    tell_deciders(row, at=AT)
    message = Message.objects.get()
    kind = kind_named(message.kind)
    before = kind.is_wanted(message, at=AT)

    approve(row, by=SYSTEM, at=AT)

    assert (before, kind.is_wanted(message, at=AT)) == (True, False)


def test_coordinator_is_told_of_a_request_once_it_is_proved():
    row = RunRequestFactory(state=RequestState.UNCONFIRMED)

    prove(row, by=SYSTEM, at=AT)

    told = dict(mails("run_requested"))
    assert list(told) == [row.variant.training.coordinator_email]
    assert row.employer_name not in told[row.variant.training.coordinator_email].text
