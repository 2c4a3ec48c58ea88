"""What is mailed of sessions: calendar entries that follow, a summary in one's script (L9, I2)."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from learning_cluster import mentoring_calendar
from learning_cluster.actions.mentoring_booking import cancel_session, move_session
from learning_cluster.actions.mentoring_log import send_log
from learning_cluster.enums import MemberState
from messaging.kinds import kind_named
from messaging.models import Message
from tests.learning_cluster.mentoring.scene import (
    AT,
    HOURS,
    NOBODY,
    TUESDAY,
    begun,
    booked,
    offered,
    saved,
    scene,
)
from tests.training.mails import is_wanted, rendered

pytestmark = [pytest.mark.django_db, pytest.mark.req("L9", "I2")]
HOUR = timedelta(hours=1)


def entries():
    """Return (recipient, method, sequence, start, status) of every mail with a calendar entry."""
    found = []
    for message in Message.objects.order_by("pk"):
        content = rendered(message)
        event = Calendar.from_ical(content.calendar).walk("VEVENT")[0]
        found.append(
            (
                message.recipient,
                content.method,
                event["SEQUENCE"],
                event["DTSTART"].dt,
                str(event["STATUS"]),
            )
        )
    return found


def test_booked_moved_and_called_off_session_follows_in_every_calendar():
    of = scene()
    offer = offered(of)

    session = booked(of, offer)
    move_session(
        session, offer, starts_at=TUESDAY + HOUR, seen=0, member=of.pilot, by=NOBODY, at=AT
    )
    cancel_session(session, reason="Болест", member=of.pilot, by=NOBODY, at=AT)

    people = [of.pilot.email, of.guide.email]
    assert entries() == [
        *[(one, "REQUEST", 0, TUESDAY, "CONFIRMED") for one in people],
        *[(one, "REQUEST", 1, TUESDAY + HOUR, "CONFIRMED") for one in people],
        *[(one, "CANCEL", 2, TUESDAY + HOUR, "CANCELLED") for one in people],
    ]


def test_every_mail_of_a_session_has_its_uid_and_only_the_invited_the_link():
    of = scene()
    session = booked(of, offered(of))
    cancel_session(session, reason="Болест", member=of.pilot, by=NOBODY, at=AT)
    texts = [rendered(one) for one in Message.objects.order_by("pk")]

    uids = {str(Calendar.from_ical(one.calendar).walk("VEVENT")[0]["UID"]) for one in texts}

    assert uids == {mentoring_calendar.uid(session)}
    has_link = [HOURS["join_link"] in one.text or b"soba" in one.calendar for one in texts]
    assert has_link == [True, True, False, False]


def test_local_government_that_calls_off_alone_is_told_alone():
    of = scene()
    session = booked(of, offered(of), others=[of.other.membership])
    Message.objects.all().delete()

    cancel_session(session, reason="Болест", member=of.other, by=NOBODY, at=AT)

    assert [(who, method) for who, method, *_rest in entries()] == [(of.other.email, "CANCEL")]


def test_mail_that_is_no_longer_true_is_not_sent():
    of = scene()
    offer = offered(of)
    session = booked(of, offer)
    old = Message.objects.get(recipient=of.pilot.email)

    before = is_wanted(old, AT)
    move_session(
        session, offer, starts_at=TUESDAY + HOUR, seen=0, member=of.pilot, by=NOBODY, at=AT
    )

    assert (before, is_wanted(old, AT)) == (True, False)


def test_mail_is_not_sent_to_who_has_left_or_has_another_address():
    of = scene()
    booked(of, offered(of))
    mails = {one.recipient: one for one in Message.objects.all()}
    of.pilot.state = MemberState.ENDED
    of.pilot.save()
    type(of.guide).objects.filter(pk=of.guide.pk).update(email="nova@primer.example")

    assert [is_wanted(one, AT) for one in mails.values()] == [False, False]


@pytest.mark.req("M2")
@pytest.mark.parametrize(("language", "word"), [("sr", "превоз"), ("sr-latn", "prevoz")])
def test_summary_is_written_in_the_readers_script(language, word):
    of = scene()
    log = saved(of, begun(of), questions="Ко плаћа превоз?", issues="Кадар")
    send_log(log, seen=1, by=NOBODY, at=AT)
    message = Message.objects.get()

    content = rendered(message, language)

    assert word in content.text
    assert content.calendar == b""
    assert kind_named(message.kind).is_wanted(message, at=AT) is True
