"""Mails to participants: when they are wanted, what the calendar takes from them, who pays (I2)."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from messaging.kinds import kind_named
from messaging.models import Message
from tests.factories.training import (
    AT,
    STARTS_AT,
    AdvancedFactory,
    EnrolmentFactory,
    RunFactory,
    VariantFactory,
)
from tests.training.people import ADDRESS, CITIZEN, link_of, mails, news, rendered, signed_up
from training.actions.enrolling import prove
from training.actions.enrolment_endings import withdraw
from training.actions.reminding import remind
from training.actions.telling_participants import tell, tell_participants
from training.enums import EnrolmentState, SideWorkTime
from training.messages.participants import _STATES
from training.models import SideWork

pytestmark = [pytest.mark.django_db, pytest.mark.req("T14")]


def two_days(**more):
    run = RunFactory(variant=VariantFactory(training=AdvancedFactory()))
    return EnrolmentFactory(run=run, participant__email=ADDRESS, **more)


def events():
    """Return (method, event) of every mail with a calendar, the oldest first."""
    contents = [rendered(one) for one in Message.objects.order_by("pk")]
    found = []
    for content in contents:
        if content.calendar:
            (event,) = Calendar.from_ical(content.calendar).walk("VEVENT")
            found.append((content.method, event))
    return found


@pytest.mark.req("I2")
def test_each_day_is_a_mail_with_one_event_of_its_own():
    row = two_days()

    tell(row, "confirmed", at=AT)

    assert news() == ["confirmed", "session"]
    (one, first), (other, second) = events()
    assert (one, other) == ("REQUEST", "REQUEST")
    assert first["DTSTART"].dt == STARTS_AT
    assert second["DTSTART"].dt == STARTS_AT + timedelta(days=1)
    assert first["UID"] != second["UID"]
    assert first["ATTENDEE"] == f"mailto:{ADDRESS}"


@pytest.mark.req("I2")
def test_changed_run_updates_the_same_events():
    row = two_days()
    tell(row, "confirmed", at=AT)
    before = events()
    run = row.run
    run.sequence += 1
    run.save()

    tell_participants(run, change="changed", at=AT + timedelta(hours=1))

    after = events()[2:]
    assert [event["UID"] for _m, event in after] == [event["UID"] for _m, event in before]
    # Both were made now, so both say what holds now; later mails never say less.
    assert {event["SEQUENCE"] for _m, event in after} == {1}


@pytest.mark.req("I2")
def test_withdrawal_takes_both_days_out_again():
    row = two_days()

    withdraw(row, by=CITIZEN, at=AT)

    found = [(method, str(event["STATUS"]), event["SEQUENCE"]) for method, event in events()]
    assert found == [("CANCEL", "CANCELLED", 1)] * 2


def test_who_is_not_confirmed_hears_of_a_change_without_a_calendar():
    row = two_days(state=EnrolmentState.REQUESTED)

    tell_participants(row.run, change="changed", at=AT)

    assert news() == ["changed"]
    assert events() == []


def test_those_who_have_left_hear_nothing_of_a_change():
    row = two_days(state=EnrolmentState.WITHDRAWN)

    tell_participants(row.run, change="changed", at=AT)

    assert news() == []


def test_cancelling_is_told_by_what_ends_the_enrolments():
    row = two_days()

    tell_participants(row.run, change="cancelled", at=AT)

    assert news() == []


def near(row, hours):
    return STARTS_AT - timedelta(hours=hours)


def test_reminder_goes_out_once_two_days_before():
    row = two_days()
    SideWork.objects.create(
        training=row.training,
        kind="video",
        when=SideWorkTime.BEFORE,
        title_sl="Uvodni video",
        title_sr="Уводни видео",
        title_en="Introduction",
        url="https://video.example/uvod",
        minutes=12,
    )

    sent = [remind(at=near(row, hours)) for hours in (49, 48, 47)]

    assert sent == [0, 1, 0]
    ((_to, mail),) = mails("reminder")
    assert "Uvodni video" in mail.text
    assert "https://video.example/uvod" in mail.text


@pytest.mark.parametrize("state", [EnrolmentState.REQUESTED, EnrolmentState.WAITING])
def test_only_the_confirmed_are_reminded(state):
    row = two_days(state=state)

    assert remind(at=near(row, 40)) == 0


def test_who_was_confirmed_just_now_is_not_reminded_of_the_same():
    row = two_days(changed_at=STARTS_AT - timedelta(hours=47))

    assert remind(at=near(row, 40)) == 0


def test_moved_run_reminds_anew():
    row = two_days(reminded_at=AT)

    tell_participants(row.run, change="changed", at=AT)

    assert remind(at=near(row, 40)) == 1


def test_reminder_is_not_sent_after_the_beginning():
    row = two_days()
    tell(row, "reminder", at=AT)
    message = Message.objects.get()

    kind = kind_named(message.kind)

    assert kind.is_wanted(message, at=STARTS_AT - timedelta(seconds=1))
    assert not kind.is_wanted(message, at=STARTS_AT)


@pytest.mark.parametrize("what", sorted(set(_STATES) - {"prove"}))
def test_news_that_no_longer_holds_is_not_sent(what):
    row = two_days(state=EnrolmentState.ATTENDED)
    tell(row, what, at=AT)
    message = Message.objects.first()

    assert not kind_named(message.kind).is_wanted(message, at=AT)


def test_prove_is_not_sent_once_its_link_is_over():
    signed_up()
    message = Message.objects.get()
    kind = kind_named(message.kind)

    assert kind.is_wanted(message, at=AT + timedelta(hours=24, seconds=-1))
    assert not kind.is_wanted(message, at=AT + timedelta(hours=24))


@pytest.mark.req("T13")
@pytest.mark.parametrize("language", ["sl", "sr", "en"])
def test_every_mail_says_who_pays_in_its_language(language):
    for what, states in _STATES.items():
        state = sorted(states)[0]
        row = two_days(state=state, language=language, reason="Razlog.") if what else None
        row.participant.email = f"{what}@uprava.example"
        row.participant.save()
        tell(row, what, at=AT)

    told = [rendered(one) for one in Message.objects.all()]
    statement = getattr(row.training.bundle.programme, f"statement_{language}")
    assert len(told) >= len(_STATES)
    assert [one.subject for one in told if statement not in one.text] == []


def test_only_mails_that_lead_on_bear_the_secret_link():
    ended = two_days(state=EnrolmentState.WITHDRAWN)
    tell(ended, "withdrawn", at=AT)
    ((_to, mail),) = mails()

    assert ended.token() not in mail.text


def test_link_in_mails_is_the_participants_own():
    row = signed_up()
    prove(row, waits=False, by=CITIZEN, at=AT)

    paths = {link_of(content) for _to, content in mails() if _to != "odobritelj@uprava.example"}

    assert paths == {row.manage_path()}
