"""What a calendar that has the runs already is answered: 304, until something is other (I1)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from calendars.feed_ics import KEEP_CANCELLED
from tests.factories.training import EnrolmentFactory, MethodFactory
from tests.training.announced import announced, nine
from training.enums import Mode, Place, RunState
from training.feeds import TrainingRuns
from training.models import Run, Segment, Session, Training, Variant

pytestmark = [pytest.mark.django_db, pytest.mark.req("I1", "T16")]

ADDRESS = "/koledarji/usposabljanja.ics"
HOUR = timedelta(hours=1)


@pytest.fixture
def clock(monkeypatch):
    """Let time stand, and be set."""
    at = [timezone.now().replace(microsecond=0)]
    monkeypatch.setattr(timezone, "now", lambda: at[0])
    return at


def names(client):
    """Return entity tag and date of the version that stands."""
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    return answer["ETag"], answer["Last-Modified"]


def answers(client, known):
    """Return what somebody is answered who asks by tag, and who asks by date."""
    tag, date = known
    by_tag = client.get(ADDRESS, headers={"If-None-Match": tag})
    by_date = client.get(ADDRESS, headers={"If-Modified-Since": date})
    return by_tag.status_code, by_date.status_code


def moved(run):
    Session.objects.filter(run=run).update(period=(nine(30), nine(30) + 4 * HOUR))


def told_of_the_move(run):
    moved(run)
    Run.objects.filter(pk=run.pk).update(sequence=1, changed_at=timezone.now())


def cancelled(run):
    facts = {"state": RunState.CANCELLED, "reason": "Premalo prijav", "sequence": 1}
    Run.objects.filter(pk=run.pk).update(changed_at=timezone.now(), **facts)


def deleted(run):
    run.delete()


def hidden(run):
    Training.objects.filter(pk=run.training.pk).update(is_published=False)


def renamed(run):
    Training.objects.filter(pk=run.training.pk).update(name_sl="Drugo ime")


def put_elsewhere(run):
    Run.objects.filter(pk=run.pk).update(place=Place.ELSEWHERE, town="Koper", venue="")


def given_remotely(run):
    Segment.objects.filter(variant=run.variant).update(mode=Mode.REMOTE)


def announced_too(run):
    announced(variant=run.variant, days=40)


CHANGES = [
    *(moved, told_of_the_move, cancelled, deleted, hidden),
    *(renamed, put_elsewhere, given_remotely, announced_too),
]


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_another_version_by_tag_and_by_date(client, clock, change):
    run = announced()
    announced(days=20)
    before = names(client)
    unchanged = answers(client, before)

    change(run)

    after = names(client)
    assert unchanged == (304, 304)
    assert answers(client, before) == (200, 200)
    assert [one == other for one, other in zip(before, after, strict=True)] == [False, False]
    assert answers(client, after) == (304, 304)


def test_run_that_is_not_called_off_any_more_is_another_version_again(client, clock):
    run = announced()
    known = [names(client)]

    cancelled(run)
    known.append(names(client))
    back = {"state": RunState.OPEN, "reason": "", "sequence": 2}
    Run.objects.filter(pk=run.pk).update(changed_at=timezone.now(), **back)
    known.append(names(client))

    assert len({tag for tag, _date in known}) == 3
    assert len({date for _tag, date in known}) == 3
    assert b"STATUS:CONFIRMED" in client.get(ADDRESS).content


def test_what_time_alone_takes_away_is_another_version(client, clock):
    run = announced(days=60)
    cancelled(run)
    before = names(client)
    clock[0] += KEEP_CANCELLED - HOUR
    still = answers(client, before)

    clock[0] += HOUR

    assert still == (304, 304)
    assert answers(client, before) == (200, 200)
    assert b"BEGIN:VEVENT" not in client.get(ADDRESS).content


def test_who_enrols_changes_nothing_in_the_feed(client, clock):
    run = announced()
    before = names(client)

    EnrolmentFactory(run=run)

    assert answers(client, before) == (304, 304)


def test_run_that_gets_a_method_is_another_version_of_the_feed_of_that_method(clock):
    run, method = announced(), MethodFactory(slug="persone")
    feed = TrainingRuns().narrowed({"method": "persone"})
    before = feed.version(clock[0])

    run.training.methods.add(method)

    assert feed.version(clock[0]) != before


def test_run_of_another_training_is_another_version(clock):
    run, other = announced(), announced(days=20)
    before = TrainingRuns().version(clock[0])

    Variant.objects.filter(pk=run.variant.pk).update(training=other.training)

    assert TrainingRuns().version(clock[0]) != before
