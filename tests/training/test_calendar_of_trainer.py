"""A trainer's own calendar: its link on their page, and whose sessions are in it (I1, X4)."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from calendars.models import FeedLink
from privacy.models import AuditEntry
from tests.factories.accounts import UserFactory
from tests.factories.training import AdvancedFactory, EnrolmentFactory, TrainerFactory
from tests.training.announced import announced
from training import trainer_calendar
from training.enums import Reply, RunState
from training.models import Run, RunTrainer, Trainer

pytestmark = [pytest.mark.django_db, pytest.mark.req("I1")]

HOME = "/sl/predavatelj/"


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def trainer():
    return TrainerFactory(user=UserFactory())


def given(trainer, training=None, *, reply=Reply.ACCEPTED, **more):
    """Return a run that the trainer was asked for, and has answered."""
    run = announced(training, **more)
    RunTrainer.objects.create(run=run, trainer=trainer, reply=reply, asked_at=timezone.now())
    return run


def press(client, trainer, deed):
    """Return the answer to a button of the trainer's page, and the path of the link it shows."""
    client.force_login(trainer.user)
    answer = client.post(reverse("trainer_home"), {"deed": deed})
    if answer.status_code != 200:
        return answer, None
    web = answer.context["your_calendar"]["addresses"]["web"]
    return answer, web[web.index("/koledarji/") :]


def events(client, path):
    client.logout()
    answer = client.get(path)
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content).walk("VEVENT")


@pytest.mark.req("X2")
def test_link_is_made_shown_once_replaced_and_switched_off(client, trainer):
    made, first = press(client, trainer, "give")
    shown_again = client.get(HOME).content.decode()
    works = client.get(first).status_code
    _answer, second = press(client, trainer, "give")
    replaced = [client.get(path).status_code for path in (first, second)]
    off, _none = press(client, trainer, "switch_off")

    assert made.content.decode().count(first) == 2
    assert "no-store" in made["Cache-Control"]
    assert first.rsplit("/", 1)[1] not in shown_again
    assert (works, replaced) == (200, [404, 200])
    assert off["Location"] == HOME
    assert [client.get(path).status_code for path in (first, second)] == [404, 404]
    trail = AuditEntry.objects.filter(verb__startswith="feed_link").order_by("pk")
    assert [(one.verb, one.actor_role, one.object_id) for one in trail] == [
        ("feed_link_given", "trainer", str(trainer.user.pk)),
        ("feed_link_replaced", "trainer", str(trainer.user.pk)),
        ("feed_link_removed", "trainer", str(trainer.user.pk)),
    ]


@pytest.mark.req("X2")
def test_page_makes_nobody_elses_link_and_no_link_without_a_button(client, trainer):
    other = TrainerFactory(user=UserFactory())
    _answer, path = press(client, other, "give")

    for data in ({}, {"deed": "burn"}, {"deed": "switch_off", "holder": other.user.pk}):
        client.force_login(trainer.user)
        assert client.post(HOME, data).status_code == 302

    assert FeedLink.objects.get().owner == other.user
    assert client.get(path).status_code == 200


@pytest.mark.req("X2", "X4")
def test_calendar_holds_accepted_sessions_of_its_trainer_alone_and_rings_a_day_before(
    client, trainer
):
    mine = given(trainer, AdvancedFactory())
    given(trainer, reply=Reply.ASKED)
    given(trainer, reply=Reply.WITHDRAWN)
    given(TrainerFactory(user=UserFactory()))
    person = EnrolmentFactory(run=mine, participant__name="Udeleženka Skrita").participant
    _answer, path = press(client, trainer, "give")

    found = events(client, path)

    sessions = list(mine.sessions.select_related("run", "segment"))
    assert [str(one["uid"]) for one in found] == [trainer_calendar.uid(one) for one in sessions]
    assert [one.walk("VALARM")[0]["trigger"].dt for one in found] == [-timedelta(days=1)] * 2
    raw = client.get(path).content.decode().replace("\r\n ", "")
    assert [text for text in ("Skrita", person.email, "ATTENDEE") if text in raw] == []


def test_move_and_cancellation_reach_the_calendar(client, trainer):
    run = given(trainer)
    _answer, path = press(client, trainer, "give")
    (before,) = events(client, path)
    tag = client.get(path)["ETag"]

    facts = {"state": RunState.CANCELLED, "reason": "Premalo prijav", "sequence": 1}
    Run.objects.filter(pk=run.pk).update(changed_at=timezone.now(), **facts)
    (after,) = events(client, path)
    asked_again = client.get(path, headers={"If-None-Match": tag}).status_code
    long_ago = timezone.now() - timedelta(days=30)
    Run.objects.filter(pk=run.pk).update(changed_at=long_ago)

    assert before["uid"] == after["uid"]
    assert [str(one["status"]) for one in (before, after)] == ["CONFIRMED", "CANCELLED"]
    assert asked_again == 200
    assert events(client, path) == []


@pytest.mark.req("X2")
@pytest.mark.parametrize("left", ["trainer", "account", "user"])
def test_link_of_who_left_opens_nothing(client, trainer, left):
    _answer, path = press(client, trainer, "give")
    rows = Trainer.objects.filter(pk=trainer.pk)
    if left == "trainer":
        rows.update(is_active=False)
    elif left == "account":
        rows.update(user=None)
    else:
        trainer.user.is_active = False
        trainer.user.save()

    assert client.get(path).status_code == 404
