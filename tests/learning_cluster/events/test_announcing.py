"""Invitations with a calendar entry that updates and cancels itself (L8, I2)."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from learning_cluster import event_calendar
from learning_cluster.actions.event_announcing import (
    announce,
    cancel_event,
    invite_also,
    note_held,
)
from learning_cluster.actions.event_answers import answer_event, forget_needs, note_attendance
from learning_cluster.actions.event_planning import change_event, date_event
from learning_cluster.enums import (
    EventKind,
    EventState,
    MemberRole,
    MemberState,
    RegistrationState,
)
from learning_cluster.models import Member, Registration
from messaging.kinds import kind_named
from tests.factories.learning_cluster import (
    AT,
    STARTS_AT,
    HelperFactory,
    MemberFactory,
    MembershipFactory,
)
from tests.learning_cluster.events.scene import (
    BY,
    DAY,
    FACTS,
    HOURS,
    hours,
    mails,
    planned,
    rendered,
    scene,
)
from tests.learning_cluster.events.test_planning import refused

pytestmark = [pytest.mark.django_db, pytest.mark.req("L8")]


def announced(of, **facts):
    event = planned(of, **facts)
    event = date_event(
        event, **hours(), together=False, outside_phase=False, seen=event.version, by=BY, at=AT
    )
    return announce(event, seen=event.version, by=BY, at=AT)


def entry(content):
    (event,) = Calendar.from_ical(content.calendar).walk("VEVENT")
    return event


def answered(event, member, answer, at=AT):
    row = event.registrations.get(member=member)
    return answer_event(row, answer=answer, needs="", by=BY, at=at)


def of_ana(of, what):
    return [pair for pair in mails(what) if pair[0].recipient == of.ana.email]


@pytest.mark.req("I2")
def test_invited_moved_and_called_off_are_one_entry_that_updates_itself():
    of = scene()
    event = announced(of)
    event = date_event(
        event,
        **hours(STARTS_AT + DAY),
        together=False,
        outside_phase=False,
        seen=event.version,
        by=BY,
        at=AT,
    )
    cancel_event(event, reason="Снијег", seen=event.version, by=BY, at=AT)

    told = [of_ana(of, what)[0] for what in ("invited", "changed", "cancelled")]
    entries = [entry(content) for _message, content in told]

    assert {str(one["uid"]) for one in entries} == {event_calendar.uid(event)}
    assert [content.method for _message, content in told] == ["REQUEST", "REQUEST", "CANCEL"]
    sequences = [int(one["sequence"]) for one in entries]
    assert sequences == sorted(set(sequences))
    assert [one.decoded("dtstart") for one in entries] == [
        STARTS_AT,
        STARTS_AT + DAY,
        STARTS_AT + DAY,
    ]
    assert str(entries[2]["status"]) == "CANCELLED"
    assert "Снијег" in told[2][1].text


def test_announcement_asks_those_who_belong_to_it_once():
    of = scene()
    invited = MemberFactory(
        membership=of.ana.membership, state=MemberState.INVITED, seat=2, place=3
    )
    for role in (MemberRole.REVIEWER, MemberRole.BOARD_GUEST, MemberRole.PRACTITIONER):
        HelperFactory(cluster=of.cluster, role=role)
    scene()

    event = announced(of)
    announce(event, seen=event.version, by=BY, at=AT)

    roles = set(event.registrations.values_list("member__role", flat=True))
    assert roles == {
        MemberRole.REPRESENTATIVE,
        MemberRole.RESOURCE_PERSON,
        MemberRole.PRACTITIONER,
    }
    assert not event.registrations.filter(member=invited).exists()
    assert len(mails("invited")) == event.registrations.count() == 4


@pytest.mark.req("L2")
@pytest.mark.parametrize(
    ("kind", "is_asked"), [(EventKind.EXCHANGE_2, False), (EventKind.EXCHANGE_3, True)]
)
def test_board_is_asked_to_the_third_event_alone(kind, is_asked):
    of = scene()
    guest = HelperFactory(cluster=of.cluster, role=MemberRole.BOARD_GUEST)

    event = announced(of, kind=kind)

    assert event.registrations.filter(member=guest).exists() is is_asked


@pytest.mark.parametrize(
    ("code", "facts"), [("no_date", {}), ("no_place", {"town": "", "venue": ""})]
)
def test_event_without_a_day_or_a_place_is_not_announced(code, facts):
    of = scene()
    event = planned(of, **facts)
    if code != "no_date":
        event = date_event(
            event, **hours(), together=False, outside_phase=False, seen=1, by=BY, at=AT
        )

    refused(code, announce, event, seen=event.version, by=BY, at=AT)

    assert mails() == []


def test_who_joins_later_is_invited_once_and_strangers_never():
    of, other = scene(), scene()
    event = announced(of)
    late = MemberFactory(membership=MembershipFactory(cluster=of.cluster))

    keys = [late.pk, of.ana.pk, other.ana.pk]
    counts = [invite_also(event, members=keys, by=BY, at=AT) for _ in range(2)]

    assert counts == [1, 0]
    assert len([one for one in mails("invited") if one[0].recipient == late.email]) == 1
    assert not Registration.objects.filter(member=other.ana).exists()


@pytest.mark.req("I2")
def test_entry_leaves_the_calendar_of_who_declines_and_comes_back():
    of = scene()
    event = announced(of)

    answered(event, of.ana, RegistrationState.REGISTERED)
    answered(event, of.ana, RegistrationState.DECLINED)
    answered(event, of.ana, RegistrationState.DECLINED)
    event = change_event(event, facts=FACTS | {"town": "Добој"}, seen=event.version, by=BY, at=AT)
    answered(event, of.ana, RegistrationState.REGISTERED)

    told = [pair for pair in mails() if pair[0].recipient == of.ana.email]
    assert [(row.context["what"], content.method) for row, content in told] == [
        ("invited", "REQUEST"),
        ("declined", "CANCEL"),
        ("invited", "REQUEST"),
    ]
    sequences = [int(entry(content)["sequence"]) for _row, content in told]
    assert sequences == sorted(set(sequences))


@pytest.mark.parametrize("code", ["begun", "no_such_step"])
def test_answer_that_comes_too_late_is_refused(code):
    of = scene()
    event = announced(of)
    at = AT
    if code == "begun":
        at = STARTS_AT
    else:
        cancel_event(event, reason="x", seen=event.version, by=BY, at=AT)

    refused(code, answered, event, of.ana, RegistrationState.REGISTERED, at)


def test_cancelling_needs_a_reason_and_ends_once():
    of = scene()
    event = announced(of)

    refused("reason_needed", cancel_event, event, reason="", seen=event.version, by=BY, at=AT)
    for _number in range(2):
        cancelled = cancel_event(event, reason="x", seen=event.version, by=BY, at=AT)

    assert cancelled.state == EventState.CANCELLED
    assert len(mails("cancelled")) == 3


def test_event_that_was_never_announced_is_called_off_in_silence():
    event = planned(scene())

    cancel_event(event, reason="x", seen=1, by=BY, at=AT)

    assert mails() == []


def test_mail_is_not_wanted_once_the_event_is_over_or_the_person_has_left():
    of = scene()
    announced(of)
    ((message, _content),) = of_ana(of, "invited")
    kind = kind_named(message.kind)

    wanted = kind.is_wanted(message, at=STARTS_AT)
    is_late = kind.is_wanted(message, at=STARTS_AT + HOURS)
    Member.objects.filter(pk=of.ana.pk).update(state=MemberState.ENDED)

    assert (wanted, is_late, kind.is_wanted(message, at=STARTS_AT)) == (True, False, False)


@pytest.mark.req("M2")
def test_mail_is_in_the_script_of_its_reader():
    of = scene()
    Member.objects.filter(pk=of.ana.pk).update(language="sr-latn")
    announced(of)

    ((_message, latin),) = of_ana(of, "invited")
    (cyrillic,) = [one for row, one in mails("invited") if row.recipient == of.boris.email]

    assert latin.text.splitlines()[0] == "Prvi događaj razmjene"
    assert cyrillic.text.splitlines()[0] == "Први догађај размјене"
    assert "Sala 1, Banja Luka" in latin.text
    assert "Сала 1, Бања Лука" in cyrillic.text
    assert str(entry(latin)["location"]) == "Sala 1, Banja Luka"


def test_link_to_join_goes_to_the_invited_and_not_to_who_declined():
    of = scene()
    event = announced(of, join_link="https://video.example/tajna")
    answered(event, of.ana, RegistrationState.DECLINED)

    ((_row, invited),) = of_ana(of, "invited")
    ((_row, declined),) = of_ana(of, "declined")

    assert "video.example" in invited.text
    assert "video.example" not in declined.text + declined.calendar.decode()


def test_attendance_is_noted_of_those_listed_and_of_who_came_unasked():
    of, other = scene(), scene()
    event = announced(of)
    late = MemberFactory(membership=MembershipFactory(cluster=of.cluster))
    absent = MemberFactory(membership=MembershipFactory(cluster=of.cluster))
    listed = [of.ana.pk, of.boris.pk, late.pk, absent.pk, other.ana.pk]

    count = note_attendance(
        event, listed=listed, present=[of.ana.pk, late.pk, other.ana.pk], by=BY, at=STARTS_AT
    )

    came = dict(event.registrations.values_list("member", "attended"))
    assert count == 2
    assert came == {of.ana.pk: True, of.boris.pk: False, late.pk: True, of.guide.pk: None}


def test_attendance_before_the_event_is_refused():
    of = scene()
    event = announced(of)

    refused(
        "not_begun",
        note_attendance,
        event,
        listed=[of.ana.pk],
        present=[],
        by=BY,
        at=STARTS_AT - timedelta(seconds=1),
    )


def test_event_is_held_once_it_is_over_and_attendance_is_known():
    of = scene()
    event = announced(of)
    over = STARTS_AT + HOURS

    refused("not_over", note_held, event, seen=event.version, by=BY, at=STARTS_AT)
    refused("attendance_missing", note_held, event, seen=event.version, by=BY, at=over)
    people = [of.ana.pk, of.boris.pk, of.guide.pk]
    note_attendance(event, listed=people, present=people, by=BY, at=over)
    held = note_held(event, seen=event.version, by=BY, at=over)

    assert held.state == EventState.HELD


def test_mail_names_nothing_but_its_row():
    """A message's context holds keys and facts, no names (DESIGN 7)."""
    of = scene()
    announced(of)
    ((message, content),) = of_ana(of, "invited")

    assert set(message.context) == {"registration", "what", "sequence", "starts", "ends"}
    assert rendered(message) == content


@pytest.mark.req("X4")
def test_what_people_told_of_themselves_is_forgotten_a_month_after_the_event():
    of = scene()
    event = announced(of)
    event.registrations.update(needs="Без глутена")
    month = STARTS_AT + HOURS + 30 * DAY

    kept = forget_needs(at=month)
    forgotten = forget_needs(at=month + timedelta(seconds=1))

    assert (kept, forgotten) == (0, 3)
    assert set(event.registrations.values_list("needs", flat=True)) == {""}
