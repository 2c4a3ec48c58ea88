"""What trainers are mailed, and that the entry in their calendar updates itself (I1, I2)."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from calendars.feed_ics import feed_ics
from messaging.kinds import kind_named
from messaging.models import Message
from tests.programme.mails import rendered
from tests.training.planning import (
    AT,
    COORDINATOR,
    TUESDAY,
    accepted,
    asked,
    fresh,
    opened,
    planned,
    proposed,
    scene,
    scheduled,
)
from training.actions.run_changes import move_run
from training.actions.run_opening import cancel_run
from training.actions.run_teaching import decline, take_off
from training.feeds_of_trainers import TrainerCalendar

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def events(content: bytes) -> list:
    return Calendar.from_ical(content).walk("VEVENT")


def mails_of(trainer, what):
    rows = Message.objects.filter(recipient=trainer.email, context__what=what).order_by("pk")
    return [(row, rendered(row)) for row in rows]


def feed_of(trainer, at=AT):
    return {
        str(one["uid"]): one
        for one in events(feed_ics(TrainerCalendar(trainer), at=at, language="sl"))
    }


@pytest.mark.req("I2", "T13")
def test_opened_changed_and_called_off_are_one_entry_that_updates_itself():
    of = scene(advanced=True)
    trainer = of.trainers[0]
    run = opened(of)
    in_feed = feed_of(trainer)
    run = move_run(
        run,
        starts=[TUESDAY + DAY, TUESDAY + 2 * DAY],
        with_days_off=False,
        seen=run.version,
        by=COORDINATOR,
        at=AT + DAY,
    )
    moved = feed_of(trainer, AT + DAY)
    cancel_run(run, reason="Premalo prijav", seen=run.version, by=COORDINATOR, at=AT + 2 * DAY)

    told = [mails_of(trainer, what) for what in ("opened", "changed", "cancelled")]
    rows = [[events(mail.calendar)[0] for _row, mail in mails] for mails in told]

    uids = [[str(event["uid"]) for event in step] for step in rows]
    assert uids[0] == uids[1] == uids[2]
    assert set(uids[0]) == set(in_feed) == set(moved)
    assert [[mail.method for _row, mail in mails] for mails in told] == [
        ["REQUEST"] * 2,
        ["REQUEST"] * 2,
        ["CANCEL"] * 2,
    ]
    sequences = [step[0]["sequence"] for step in rows]
    assert sequences == sorted(set(sequences))
    assert rows[0][0].decoded("dtstart") == TUESDAY
    assert rows[1][0].decoded("dtstart") == TUESDAY + DAY
    assert moved[uids[0][0]].decoded("dtstart") == TUESDAY + DAY
    assert moved[uids[0][0]]["sequence"] == sequences[1]
    assert {str(event["status"]) for event in rows[2]} == {"CANCELLED"}
    statement = run.training.bundle.programme.statement_sl
    assert all(statement in mail.text for mails in told for _row, mail in mails)
    assert all("Premalo prijav" in mail.text for _row, mail in told[2])


@pytest.mark.req("I1")
def test_feed_has_ones_own_sessions_with_an_alarm_a_day_before():
    of = scene()
    trainer, other = of.trainers
    accepted(scheduled(of), trainer)
    asked(scheduled(of, [TUESDAY + DAY]), trainer)
    opened(scene())

    (entry,) = feed_of(trainer).values()

    (alarm,) = entry.walk("VALARM")
    assert alarm.decoded("trigger") == -DAY
    assert entry.decoded("dtstart") == TUESDAY
    assert feed_of(other) == {}


@pytest.mark.req("I1")
def test_called_off_run_is_told_as_such_for_a_month():
    of = scene()
    run = opened(of)
    cancel_run(run, reason="x", seen=run.version, by=COORDINATOR, at=AT)

    (entry,) = feed_of(of.trainers[0]).values()

    assert str(entry["status"]) == "CANCELLED"
    assert feed_of(of.trainers[0], AT + 31 * DAY) == {}


def test_remote_day_names_its_link_and_live_day_its_room():
    of = scene(advanced=True)
    run = opened(of)

    live, remote = (mail for _row, mail in mails_of(of.trainers[0], "opened"))

    assert run.venue in live.text
    assert run.join_link not in live.text
    assert run.join_link in remote.text


def test_who_is_asked_is_told_the_dates_and_where_to_answer():
    of = scene()
    run = asked(scheduled(of), of.trainers[0])

    ((_row, mail),) = mails_of(of.trainers[0], "asked")

    assert f"/sl/predavatelj/izvedbe/{run.pk}/" in mail.text
    assert "8. december 2026" in mail.text
    assert mail.calendar == b""


@pytest.mark.req("T7")
def test_proposed_dates_are_told_to_those_asked_and_only_the_coordinators():
    of = scene()
    run = asked(planned(of), of.trainers[0])

    proposed(run, [TUESDAY + 7 * DAY])
    proposed(run, [TUESDAY + 8 * DAY], trainer=of.trainers[0])

    ((_row, mail),) = mails_of(of.trainers[0], "dates")
    assert "15. december 2026" in mail.text
    assert "16. december 2026" not in mail.text


def test_who_is_taken_off_is_told_and_the_entry_goes():
    of = scene()
    run = opened(of)

    take_off(run, of.trainers[0], by=COORDINATOR, at=AT)

    ((_row, mail),) = mails_of(of.trainers[0], "left")
    assert mail.method == "CANCEL"
    assert feed_of(of.trainers[0]) == {}


def test_question_that_was_answered_meanwhile_is_not_sent():
    of = scene()
    run = asked(scheduled(of), of.trainers[0])
    message = Message.objects.get(context__what="asked")
    kind = kind_named(message.kind)
    before = kind.is_wanted(message, at=AT)

    decline(run, of.trainers[0], note="", by=COORDINATOR, at=AT)

    assert (before, kind.is_wanted(message, at=AT)) == (True, False)


@pytest.mark.parametrize("gone", ["address", "over"])
def test_news_for_another_address_or_of_what_is_over_is_not_sent(gone):
    of = scene()
    run = opened(of)
    message = Message.objects.get(context__what="opened")
    kind = kind_named(message.kind)
    at = AT if gone == "address" else fresh(run).sessions.get().ends_at
    if gone == "address":
        type(of.trainers[0]).objects.filter(pk=of.trainers[0].pk).update(email="nov@a.example")

    assert kind.is_wanted(message, at=AT) is (gone == "over")
    assert kind.is_wanted(message, at=at) is False


@pytest.mark.req("T8")
def test_who_was_taken_off_is_mailed_that_alone_and_no_join_link():
    of = scene(advanced=True)
    trainer = of.trainers[0]
    run = opened(of)

    take_off(run, trainer, by=COORDINATOR, at=AT)

    wanted = [
        (row.context["what"], rendered(row))
        for row in Message.objects.filter(recipient=trainer.email).order_by("pk")
        if kind_named(row.kind).is_wanted(row, at=AT)
    ]
    assert {what for what, _mail in wanted} == {"left"}
    assert len(wanted) == run.sessions.count()
    for _what, mail in wanted:
        assert run.join_link not in mail.text + mail.calendar.decode().replace("\r\n ", "")
