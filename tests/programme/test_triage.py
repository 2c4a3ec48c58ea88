"""The steps of triage, and two people who take one at the same time."""

import pytest

from messaging.models import Message
from privacy.audit import Actor
from privacy.models import AuditEntry
from programme.actions.triage import decide, describe, publish
from programme.enums import CHALLENGE_STEPS, ChallengeState
from programme.errors import ProgrammeError
from tests.booking.racing import codes, race
from tests.factories.programme import SENT_AT, ChallengeFactory, SupportRequestFactory
from tests.programme.mails import link_of, mails

ANA = Actor(role="programme_triage", user_id=7, channel="admin")
TEXTS = {"prototype": "Skica", "users_involved": "Pet ljudi", "result": "Deluje"}


def refusal(action, *args, **named) -> str:
    with pytest.raises(ProgrammeError) as error:
        action(*args, by=ANA, at=SENT_AT, **named)
    return error.value.code


def take(row, to, **named):
    decide(row, to=to, seen=row.version, by=ANA, at=SENT_AT, **named)
    row.refresh_from_db()


@pytest.mark.django_db
@pytest.mark.req("P4", "X3")
def test_challenge_goes_from_triage_to_a_case_and_its_authority_is_told_each_step():
    row = ChallengeFactory()

    for state in ("triage", "accepted"):
        take(row, state)
    describe(row, seen=row.version, texts=TEXTS, by=ANA, at=SENT_AT)
    row.refresh_from_db()
    for state in ("prototype", "tested"):
        take(row, state)
    publish(row, by=ANA, at=SENT_AT)
    publish(row, by=ANA, at=SENT_AT)

    row.refresh_from_db()
    verbs = ["triage", "accepted", "describe", "prototype", "tested", "published"]
    assert row.state == "published"
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == verbs
    told = [message.context["state"] for message in Message.objects.order_by("pk")]
    assert told == [verb for verb in verbs if verb != "describe"]
    assert {link_of(mail) for _recipient, mail in mails()} == {row.status_path()}


@pytest.mark.django_db
@pytest.mark.req("P4")
def test_declined_challenge_is_told_with_the_reason():
    row = ChallengeFactory(state="triage")

    take(row, "declined", reason="Opreme ne kupujemo.")

    ((_recipient, mail),) = mails()
    assert "Opreme ne kupujemo." in mail.text
    assert row.reason == "Opreme ne kupujemo."


@pytest.mark.django_db
@pytest.mark.parametrize("state", ChallengeState.values)
def test_step_that_is_none_is_refused(state):
    row = ChallengeFactory.build(state=state)
    impossible = set(ChallengeState.values) - set(CHALLENGE_STEPS.get(state, ()))
    stored = ChallengeFactory(
        state=state,
        confirmed_at=None if state == "unconfirmed" else SENT_AT,
        reason="x",
        described=True,
    )

    codes_ = {refusal(decide, stored, to=to, seen=1, reason="x") for to in impossible}

    assert row.next_states == CHALLENGE_STEPS.get(state, ())
    assert codes_ == {"no_such_step"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "to", "code"),
    [
        ({"state": "triage"}, "declined", "reason_needed"),
        ({"state": "accepted"}, "stopped", "reason_needed"),
        ({"state": "accepted"}, "prototype", "prototype_needed"),
        ({"state": "prototype", "prototype": "a", "result": "b"}, "tested", "users_needed"),
    ],
)
def test_step_that_lacks_something_says_what(facts, to, code):
    row = ChallengeFactory(**facts)

    assert refusal(decide, row, to=to, seen=1) == code
    row.refresh_from_db()
    assert row.state == facts["state"]


@pytest.mark.django_db
def test_description_a_state_needs_cannot_be_emptied():
    row = ChallengeFactory(state="tested", described=True)
    empty = dict.fromkeys(TEXTS, "")

    assert refusal(describe, row, seen=1, texts=empty) == "users_needed"


@pytest.mark.django_db
def test_challenge_that_was_not_tested_is_not_published():
    with pytest.raises(ProgrammeError) as error:
        publish(ChallengeFactory(), by=ANA, at=SENT_AT)

    assert error.value.code == "no_such_step"


@pytest.mark.django_db
def test_nobody_is_mailed_once_the_contact_is_erased():
    row = ChallengeFactory(contact_email="", contact_name="")

    take(row, "triage")

    assert Message.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.req("P1")
def test_request_for_support_is_agreed_and_given():
    row = SupportRequestFactory()

    for state in ("agreed", "given"):
        take(row, state)

    assert [message.context["state"] for message in Message.objects.order_by("pk")] == [
        "agreed",
        "given",
    ]


def deciding(row, to, **named):
    return lambda: decide(row, to=to, seen=row.version, by=ANA, at=SENT_AT, **named)


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
@pytest.mark.req("P4")
def test_two_decide_at_once_and_the_second_is_told():
    row = ChallengeFactory(state="triage")

    outcomes = race(
        *[deciding(row, "accepted")] * 4, *[deciding(row, "declined", reason="Ni naše")] * 4
    )

    assert codes(outcomes) == ["changed_meanwhile"] * 7 + ["ok"]
    assert AuditEntry.objects.count() == 1
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
def test_one_describes_while_another_decides():
    row = ChallengeFactory(state="accepted", described=True)
    described = lambda: describe(row, seen=row.version, texts=TEXTS, by=ANA, at=SENT_AT)  # noqa: E731 - a call to race with

    outcomes = race(described, deciding(row, "prototype"))

    assert codes(outcomes) == ["changed_meanwhile", "ok"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
def test_without_the_lock_both_would_win(monkeypatch):
    """The control: the race above is one, it is the lock that decides it."""
    import threading

    from programme.actions import triage

    row = ChallengeFactory(state="triage")
    meet = threading.Barrier(2)

    def unlocked(row, seen):
        stored = type(row).objects.get(pk=row.pk)
        meet.wait(timeout=30)
        if stored.version != seen:
            raise ProgrammeError("changed_meanwhile")
        return stored

    monkeypatch.setattr(triage, "_as_seen", unlocked)

    outcomes = race(deciding(row, "accepted"), deciding(row, "declined", reason="Ni naše"))

    assert codes(outcomes) == ["ok", "ok"]
