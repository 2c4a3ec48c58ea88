"""A participant's own calendar: its link on the manage page, and what is in it (I1, T14, X4)."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from calendars.models import FeedLink
from privacy.audit import SYSTEM
from privacy.models import AuditEntry
from privacy.personal_data import Person
from tests.factories.training import (
    AdvancedFactory,
    EnrolmentFactory,
    ParticipantFactory,
    VariantFactory,
)
from tests.training.people import soon, unproved
from training.actions.enrolment_endings import withdraw
from training.actions.moving import move
from training.enrolment_calendar import session_ics
from training.enums import EnrolmentState, RunState
from training.feeds_of_participants import OF_PARTICIPANTS, ParticipantCalendar, holder_of
from training.models import Enrolment, Participant, Run
from training.personal_data import Participants

pytestmark = [pytest.mark.django_db, pytest.mark.req("I1", "T14")]

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def person():
    return ParticipantFactory()


def enrolled(person, days=30, **more):
    facts = {name: more.pop(name) for name in ("state", "changed_at") if name in more}
    run = more.pop("run", None) or soon(days, **more)
    return EnrolmentFactory(run=run, participant=person, approved_at=timezone.now(), **facts)


def press(client, row, deed):
    answer = client.post(row.manage_path(), {"deed": deed})
    if answer.status_code != 200:
        return answer, None
    web = answer.context["your_calendar"]["addresses"]["web"]
    return answer, web[web.index("/koledarji/") :]


def events(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content).walk("VEVENT")


def told(person, at=None):
    return list(ParticipantCalendar(person).entries(at or timezone.now()))


@pytest.mark.req("X2")
def test_link_is_made_shown_once_replaced_and_switched_off(client, person):
    row = enrolled(person)

    made, first = press(client, row, "give")
    shown_again = client.get(row.manage_path()).content.decode()
    works = client.get(first).status_code
    _answer, second = press(client, row, "give")
    replaced = [client.get(path).status_code for path in (first, second)]
    off, _none = press(client, row, "switch_off")

    assert made.content.decode().count(first) == 2
    assert "no-store" in made["Cache-Control"]
    assert first.rsplit("/", 1)[1] not in shown_again
    assert (works, replaced) == (200, [404, 200])
    assert off["Location"] == row.manage_path()
    assert [client.get(path).status_code for path in (first, second)] == [404, 404]
    trail = AuditEntry.objects.filter(verb__startswith="feed_link").order_by("pk")
    assert [(one.verb, one.object_type, one.object_id) for one in trail] == [
        ("feed_link_given", "training.participant", str(person.pk)),
        ("feed_link_replaced", "training.participant", str(person.pk)),
        ("feed_link_removed", "training.participant", str(person.pk)),
    ]


@pytest.mark.req("X2")
def test_no_link_without_a_button_and_none_before_the_address_is_proved(client, person):
    row = enrolled(person)
    (stranger,) = unproved(soon(), 1)

    client.post(row.manage_path())
    client.post(row.manage_path(), {"deed": "burn"})
    page = client.get(stranger.manage_path())

    assert not FeedLink.objects.exists()
    assert "your_calendar" not in page.context


@pytest.mark.parametrize(("state", "shown"), [("waiting", False), ("confirmed", True)])
def test_calendar_is_offered_with_a_place_and_to_who_has_a_link(client, person, state, shown):
    row = enrolled(person, state=state)

    without_link = 'value="give"' in client.get(row.manage_path()).content.decode()
    press(client, row, "give")
    page = client.get(row.manage_path()).content.decode()

    assert without_link == shown
    assert 'value="switch_off"' in page


@pytest.mark.req("X2", "X4")
def test_calendar_holds_every_confirmed_training_of_one_person_and_nobody_elses(client, person):
    first, second = enrolled(person, 20), enrolled(person, 10)
    other = enrolled(ParticipantFactory(name="Skrita Oseba"), run=first.run)
    for state in ("waiting", "offered", "requested"):
        enrolled(person, state=state)
    link = "https://video.example/soba"
    Run.objects.filter(pk=first.run.pk).update(join_link=link)
    _answer, path = press(client, first, "give")

    found = events(client, path)

    raw = client.get(path).content.decode().replace("\r\n ", "")
    people = ("Skrita", other.participant.email, person.name, person.email)
    hidden = (link, *people, *(row.token() for row in (first, second, other)))
    assert [str(one["url"]).split("/sl/")[1] for one in found] == [
        f"usposabljanja/izvedba/{row.run_id}/" for row in (second, first)
    ]
    assert [one.walk("VALARM")[0]["trigger"].dt for one in found] == [-DAY, -DAY]
    assert [text for text in hidden if text in raw] == []


@pytest.mark.req("I2")
def test_uids_are_those_of_the_mails(person):
    row = enrolled(person, variant=VariantFactory(training=AdvancedFactory()))
    days = list(row.run.sessions.select_related("run", "segment"))
    facts = {"stamp": timezone.now(), "language": "sl", "method": "REQUEST"}

    mailed = [Calendar.from_ical(session_ics(row, day, **facts)).walk("VEVENT")[0] for day in days]

    assert [(one.uid, one.sequence) for one in told(person)] == [
        (str(one["uid"]), one["sequence"]) for one in mailed
    ]
    assert len(days) == 2


@pytest.mark.req("I2")
def test_moved_training_keeps_its_entry(client, person):
    row = enrolled(person)
    _answer, path = press(client, row, "give")
    (before,) = events(client, path)
    target = soon(40, variant=row.run.variant, contract=row.run.contract)

    move(row, target, by=SYSTEM, at=timezone.now())

    (after,) = events(client, path)
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after["dtstart"].dt == target.sessions.get().starts_at


def test_withdrawal_is_told_for_thirty_days_and_no_longer_when_the_run_changes_later(person):
    row = enrolled(person)
    now = timezone.now()
    withdraw(row, by=SYSTEM, at=now)
    at_first = told(person, now)
    Run.objects.filter(pk=row.run.pk).update(changed_at=now + 29 * DAY)

    later = [[one.is_cancelled for one in told(person, now + days * DAY)] for days in (29, 30)]

    assert [one.is_cancelled for one in at_first] == [True]
    assert later == [[True], []]


@pytest.mark.parametrize("is_told_yet", [True, False])
def test_run_that_was_called_off_is_told_for_thirty_days(person, is_told_yet):
    row = enrolled(person)
    now = timezone.now()
    facts = {"state": RunState.CANCELLED, "reason": "Premalo prijav", "changed_at": now}
    Run.objects.filter(pk=row.run.pk).update(**facts)
    if is_told_yet:
        Enrolment.objects.filter(pk=row.pk).update(
            state=EnrolmentState.CANCELLED, seat=None, changed_at=now
        )

    found = [[one.is_cancelled for one in told(person, now + days * DAY)] for days in (29, 30)]

    assert found == [[True], []]


def test_what_never_had_a_place_is_not_told_as_called_off(person):
    row = EnrolmentFactory(participant=person, state=EnrolmentState.WAITING)
    row.state, row.changed_at = EnrolmentState.WITHDRAWN, timezone.now()
    row.save()

    assert told(person) == []


@pytest.mark.parametrize(("days", "number"), [(-364, 1), (-366, 0)])
def test_calendar_goes_a_year_back(person, days, number):
    enrolled(person, days)

    assert len(told(person)) == number


@pytest.mark.req("X4")
def test_link_of_who_was_erased_or_deleted_opens_nothing(client, person):
    row, gone = enrolled(person), ParticipantFactory()
    _answer, path = press(client, row, "give")
    _answer, of_gone = press(client, enrolled(gone), "give")

    Participants().erase(Person(email=person.email), by=SYSTEM, at=timezone.now())
    kept = [link.subject for link in FeedLink.objects.all()]
    gone.enrolments.all().delete()
    Participant.objects.filter(pk=gone.pk).delete()

    assert kept == [str(gone.pk)]
    assert [client.get(one).status_code for one in (path, of_gone)] == [404, 404]


@pytest.mark.req("X4")
def test_somebody_without_an_address_has_no_calendar(person):
    Participant.objects.filter(pk=person.pk).update(email="")

    assert OF_PARTICIPANTS.feed_of(holder_of(person)) is None


def test_calendar_costs_the_same_for_one_training_and_for_thirty(person):
    enrolled(person)
    with CaptureQueriesContext(connection) as one:
        told(person)
    for _number in range(29):
        enrolled(person)

    with CaptureQueriesContext(connection) as thirty:
        assert len(told(person)) == 30

    assert len(one) == len(thirty) == 3
