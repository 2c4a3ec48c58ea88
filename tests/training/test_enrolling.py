"""Who gets a place, when, and what must be proved before (T14, T2)."""

from datetime import timedelta

import pytest

from messaging.models import Message
from privacy.audit import SYSTEM
from privacy.models import AuditEntry
from tests.factories.training import (
    AT,
    STARTS_AT,
    AdvancedFactory,
    EmployerFactory,
    EnrolmentFactory,
    ParticipantFactory,
    RunFactory,
    VariantFactory,
)
from tests.training.people import ADDRESS, CITIZEN, NAME, full_run, news, person, signed_up
from training.actions.enrolling import add_by_hand, forget_unconfirmed, prove, sign_up
from training.enums import EnrolmentState, RunState, Waiver
from training.errors import TrainingError
from training.models import Enrolment, Participant
from waiting_list.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.req("T14")]


def proved(row, *, waits=False, at=AT, **more):
    prove(row, waits=waits, by=CITIZEN, at=at, **more)
    row.refresh_from_db()
    return row


def refusal(action):
    with pytest.raises(TrainingError) as error:
        action()
    return error.value.code


def test_place_is_taken_only_once_the_address_is_proved():
    row = signed_up()
    before = (row.state, row.seat, row.participant.name)

    proved(row)

    row.participant.refresh_from_db()
    assert before == (EnrolmentState.UNCONFIRMED, None, "")
    assert (row.state, row.seat) == (EnrolmentState.REQUESTED, 1)
    assert (row.participant.name, row.participant.email) == (NAME, ADDRESS)
    assert row.typed == {}
    assert news() == ["prove", "received", "to_approve"]
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "submit",
        "requested",
    ]


def test_smallest_free_seat_is_taken():
    run = RunFactory()
    EnrolmentFactory(run=run, seat=1)
    EnrolmentFactory(run=run, seat=3)

    assert proved(signed_up(run)).seat == 2


def test_stranger_changes_nothing_of_somebody_known():
    known = ParticipantFactory(email=ADDRESS, name="Prava Ana")

    row = signed_up(email=ADDRESS.upper(), name="Lažni Direktor")

    known.refresh_from_db()
    assert row.participant == known
    assert known.name == "Prava Ana"
    assert Participant.objects.filter(email__iexact=ADDRESS).count() == 1


def test_pressing_twice_takes_one_place():
    row = signed_up()

    for _press in range(2):
        proved(row)

    assert row.run.enrolments.seated().count() == 1
    assert news() == ["prove", "received", "to_approve"]


@pytest.mark.parametrize(("late", "code"), [(-1, None), (0, "link_over")])
def test_link_holds_for_a_day(late, code):
    run = RunFactory(closes_at=STARTS_AT)
    row = signed_up(run)
    at = AT + timedelta(hours=24, seconds=late)

    if code is None:
        assert proved(row, at=at).seat == 1
    else:
        assert refusal(lambda: proved(row, at=at)) == code


@pytest.mark.parametrize(("seconds", "is_open"), [(-1, True), (0, False)])
def test_enrolment_closes_to_the_minute(seconds, is_open):
    run = RunFactory()
    at = run.closes_at + timedelta(seconds=seconds)

    if is_open:
        assert signed_up(run, at=at).pk
    else:
        assert refusal(lambda: signed_up(run, at=at)) == "closed"


def test_proving_after_the_closing_hour_takes_no_place():
    run = RunFactory()
    row = signed_up(run, at=run.closes_at - timedelta(hours=1))

    assert refusal(lambda: proved(row, at=run.closes_at)) == "closed"
    assert run.enrolments.seated().count() == 0


@pytest.mark.parametrize("state", [RunState.NEGOTIATING, RunState.HELD])
def test_only_an_open_run_takes_enrolments(state):
    run = RunFactory(state=state)

    assert refusal(lambda: signed_up(run)) == "closed"


def test_unpublished_training_takes_no_enrolments():
    run = RunFactory(variant__training__is_published=False)

    assert refusal(lambda: signed_up(run)) == "closed"


def test_full_run_offers_the_waiting_list():
    row = signed_up(full_run())

    code = refusal(lambda: proved(row))
    proved(row, waits=True)

    assert (code, row.state, row.seat) == ("full", EnrolmentState.WAITING, None)
    assert Entry.objects.get().who == str(row.pk)
    assert news() == ["prove", "waiting"]


def test_nobody_overtakes_who_waits():
    run = full_run()
    first = proved(signed_up(run), waits=True)
    run.capacity = 2  # raised by somebody who passed nothing on
    run.save()

    second = proved(signed_up(run, email="drugi@uprava.example"), waits=True)

    first.refresh_from_db()
    assert (first.state, second.state) == (EnrolmentState.OFFERED, EnrolmentState.WAITING)


def test_nobody_is_enrolled_twice_in_one_training():
    run = RunFactory()
    other = RunFactory(variant=run.variant, contract=run.contract)
    first, second = signed_up(run), signed_up(other)
    proved(first)

    with pytest.raises(TrainingError) as error:
        proved(second)

    rules = {rule.name: rule for rule in Enrolment._meta.constraints}
    said = rules["training_enrolment_one_live"].get_violation_error_message()
    assert (error.value.code, error.value.message) == ("one_live", str(said))
    assert Enrolment.objects.live().count() == 1


def test_who_has_withdrawn_may_enrol_again():
    run = RunFactory()
    EnrolmentFactory(
        run=run, participant__email=ADDRESS, state=EnrolmentState.WITHDRAWN, created_at=AT
    )

    assert proved(signed_up(run)).seat == 1


def test_mailbox_of_a_stranger_is_not_filled():
    run = RunFactory()
    for _time in range(3):
        signed_up(run)

    code = refusal(lambda: signed_up(run, at=AT + timedelta(minutes=59)))
    later = signed_up(run, at=AT + timedelta(hours=1))

    assert code == "too_many"
    assert later.pk
    assert Message.objects.count() == 4


def advanced_run():
    return RunFactory(variant=VariantFactory(training=AdvancedFactory()))


@pytest.mark.req("T2")
def test_required_training_must_be_completed_or_leave_asked_for():
    row = signed_up(advanced_run())

    code = refusal(lambda: proved(row))
    proved(row, waiver_reason="Delala sem na dveh prototipih.")

    assert (code, row.waiver) == ("waiver_needed", Waiver.ASKED)
    assert row.waiver_reason == "Delala sem na dveh prototipih."


@pytest.mark.req("T2")
@pytest.mark.parametrize(
    ("state", "waiver"),
    [(EnrolmentState.ATTENDED, Waiver.NOT_NEEDED), (EnrolmentState.ABSENT, Waiver.ASKED)],
)
def test_only_who_completed_the_required_training_needs_no_leave(state, waiver):
    run = advanced_run()
    basic = RunFactory(variant=VariantFactory(training=run.training.prerequisite))
    EnrolmentFactory(run=basic, participant__email=ADDRESS, state=state)

    row = proved(signed_up(run, waiver_reason="Poznam metode."))

    assert row.waiver == waiver


@pytest.mark.req("T2")
def test_desirable_knowledge_blocks_nobody():
    row = proved(signed_up(waiver_reason=""))

    assert row.waiver == Waiver.NOT_NEEDED


def test_coordinator_enrols_by_hand_and_the_person_is_confirmed_and_told():
    run = RunFactory(closes_at=AT)

    row = add_by_hand(run, person(), waiver_reason="", language="sl", by=SYSTEM, at=AT)

    assert (row.state, row.seat, row.approved_at) == (EnrolmentState.CONFIRMED, 1, AT)
    assert news() == ["confirmed"]


def test_coordinator_cannot_enrol_beyond_the_places():
    run = full_run()

    code = refusal(
        lambda: add_by_hand(run, person(), waiver_reason="", language="sl", by=SYSTEM, at=AT)
    )

    assert code == "full"


def test_who_has_no_approver_waits_for_the_coordinator():
    employer = EmployerFactory(approver_email="", approver_hash="")

    proved(signed_up(employer=employer))

    assert news() == ["prove", "received", "to_decide"]


def test_approver_is_not_mailed_again_while_a_mail_waits():
    employer, run = EmployerFactory(), RunFactory()

    for number in range(3):
        proved(signed_up(run, employer=employer, email=f"oseba{number}@uprava.example"))

    assert news().count("to_approve") == 1


@pytest.mark.req("X4")
def test_what_nobody_proves_is_deleted_with_the_address():
    signed_up()
    kept = EnrolmentFactory()

    gone = forget_unconfirmed(at=AT + timedelta(hours=24))

    assert gone == 1
    assert list(Enrolment.objects.all()) == [kept]
    assert list(Participant.objects.all()) == [kept.participant]


def test_sign_up_keeps_the_version_of_the_notice():
    run = RunFactory()

    row = sign_up(run, person(), language="en", notice=None, by=CITIZEN, at=AT)

    assert (row.privacy_notice, row.language, row.training) == (None, "en", run.training)
