"""Participants and requesters are exported and forgotten; rows stay for statistics (X4)."""

import pytest

from messaging.kinds import kind_named
from messaging.models import Message
from privacy.audit import SYSTEM
from privacy.models import AuditEntry
from privacy.personal_data import Person, registered
from tests.factories.training import AT, EnrolmentFactory, RunFactory, RunRequestFactory
from tests.training.people import ADDRESS, NAME, full_run, unproved
from tests.training.test_waiting import waiting
from training.enums import EnrolmentState, RequestState
from training.models import Enrolment, Participant, RunRequest
from training.personal_data import Participants, Requesters

pytestmark = [pytest.mark.django_db, pytest.mark.req("X4")]

PERSON = Person(email=ADDRESS.upper())


@pytest.fixture
def attended():
    row = EnrolmentFactory(
        state=EnrolmentState.ATTENDED,
        participant__email=ADDRESS,
        participant__name=NAME,
        waiver_reason="O meni.",
    )
    EnrolmentFactory(participant__name="Druga Oseba")
    return row


def test_everything_of_a_person_is_exported_and_nothing_of_others(attended):
    found = list(Participants().export(PERSON))

    assert [one["kind"] for one in found] == ["training.participant", "training.enrolment"]
    assert (found[0]["email"], found[1]["state"]) == (ADDRESS, "attended")
    assert "Druga" not in str(found)


def test_person_is_forgotten_while_the_figures_stay(attended):
    erased = Participants().erase(PERSON, by=SYSTEM, at=AT)

    one = attended.participant
    one.refresh_from_db()
    attended.refresh_from_db()
    assert erased == 1
    assert (one.name, one.email, one.works_for, one.field_of_work) == ("", "", "", "")
    assert (attended.state, attended.waiver_reason) == (EnrolmentState.ATTENDED, "")
    assert Participant.objects.exclude(name="").get().name == "Druga Oseba"
    assert AuditEntry.objects.filter(verb="erased").count() == 1


def test_erasing_twice_changes_nothing(attended):
    Participants().erase(PERSON, by=SYSTEM, at=AT)

    assert Participants().erase(PERSON, by=SYSTEM, at=AT) == 0


def test_nobody_without_an_address_is_everybody(attended):
    assert list(Participants().export(Person())) == []
    assert Participants().erase(Person(), by=SYSTEM, at=AT) == 0


def test_place_of_somebody_forgotten_goes_to_the_next_and_mails_stop():
    run = full_run()
    row = Enrolment.objects.get()
    Participant.objects.filter(pk=row.participant_id).update(email=ADDRESS)
    (next_one,) = waiting(run, 1)

    Participants().erase(PERSON, by=SYSTEM, at=AT)

    row.refresh_from_db()
    next_one.refresh_from_db()
    assert (row.state, next_one.state) == (EnrolmentState.WITHDRAWN, EnrolmentState.OFFERED)
    unwanted = Message.objects.filter(recipient=ADDRESS)
    assert [kind_named(one.kind).is_wanted(one, at=AT) for one in unwanted] == [False]


def test_contact_of_a_request_is_exported_and_forgotten():
    row = RunRequestFactory(contact_email=ADDRESS)
    RunRequestFactory()

    exported = list(Requesters().export(PERSON))
    erased = Requesters().erase(PERSON, by=SYSTEM, at=AT)

    row.refresh_from_db()
    assert [one["contact_email"] for one in exported] == [ADDRESS]
    assert (erased, row.contact_name, row.contact_email) == (1, "", "")
    assert row.employer_name == "Demonstracijska uprava"


def test_privacy_knows_both():
    names = {data.name for data in registered()}

    assert {"training.participants", "training.requesters"} <= names


def test_what_was_not_confirmed_yet_goes_with_its_link(client):
    (row,) = unproved(RunFactory(), 1)
    Participant.objects.filter(pk=row.participant_id).update(email=ADDRESS)
    RunRequestFactory(contact_email=ADDRESS, state=RequestState.UNCONFIRMED)
    path = row.manage_path()

    Participants().erase(PERSON, by=SYSTEM, at=AT)
    Requesters().erase(PERSON, by=SYSTEM, at=AT)

    assert client.post(path).status_code == 404
    assert (Enrolment.objects.count(), RunRequest.objects.count()) == (0, 0)
