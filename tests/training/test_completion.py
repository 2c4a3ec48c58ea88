"""Who has completed a training: the rule, and the step that applies it to a held run (T15)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from messaging.models import Message
from privacy.audit import Actor
from privacy.models import AuditEntry
from tests.factories.training import EnrolmentFactory, RunFactory, VariantFactory
from tests.training.held import OVER, held_run, note, people
from training.actions.certificates import issue_all
from training.actions.completing import complete
from training.completion import Presence, has_completed, unnoted
from training.enums import EnrolmentState, Mode, RunState
from training.errors import TrainingError
from training.messages.after import EVALUATE
from training.models import Attendance, Question

COORDINATOR = Actor(role="training_coordinator", channel="admin")


@pytest.mark.req("T15")
@pytest.mark.parametrize(
    ("hours", "was_there", "percent", "expected"),
    [
        ((4, 4), (True, True), 100, True),
        ((4, 4), (True, False), 100, False),
        ((4, 4), (True, False), 50, True),
        ((4, 4), (True, False), 51, False),
        ((6, 2), (True, False), 75, True),
        ((6, 2), (False, True), 75, False),
        ((5,), (False,), 1, False),
        ((), (), 100, False),
    ],
)
def test_rule_weighs_sessions_by_their_hours(hours, was_there, percent, expected):
    sessions = [Presence(*pair) for pair in zip(hours, was_there, strict=True)]

    assert has_completed(sessions, percent=percent) is expected


def test_rule_takes_silence_for_neither_presence_nor_absence():
    sessions = [Presence(4, True), Presence(4, None)]

    assert unnoted(sessions) == 1
    with pytest.raises(ValueError, match="not noted"):
        has_completed(sessions, percent=50)


def two_days(**more):
    parts = [(Mode.LIVE, 3), (Mode.REMOTE, 2)]
    return RunFactory(variant=VariantFactory(parts=parts), state=RunState.HELD, **more)


def states(run):
    return [row.state for row in people(run)]


@pytest.mark.django_db
@pytest.mark.req("T15")
def test_who_was_at_every_session_has_completed():
    run = two_days()
    for was_there in ((True, True), (True, False), (False, False)):
        note(EnrolmentFactory(run=run), *was_there)

    count = complete(run, by=COORDINATOR, at=OVER)

    assert count == 1
    assert states(run) == [EnrolmentState.ATTENDED, EnrolmentState.ABSENT, EnrolmentState.ABSENT]
    assert list(AuditEntry.objects.values_list("verb", "object_id")) == [("completed", str(run.pk))]


@pytest.mark.django_db
@pytest.mark.req("T15")
def test_share_of_hours_is_a_setting(settings):
    settings.TRAINING_PRESENCE_PERCENT = 60
    run = two_days()
    for was_there in ((True, False), (False, True)):
        note(EnrolmentFactory(run=run), *was_there)

    complete(run, by=COORDINATOR, at=OVER)

    assert states(run) == [EnrolmentState.ATTENDED, EnrolmentState.ABSENT]


@pytest.mark.django_db
@pytest.mark.parametrize("state", sorted(set(RunState) - {RunState.HELD, RunState.CANCELLED}))
def test_only_a_held_run_is_completed(state):
    run = held_run()
    run.state = state
    run.save()

    with pytest.raises(TrainingError) as refused:
        complete(run, by=COORDINATOR, at=OVER)

    assert refused.value.code == "not_held"
    assert set(states(run)) == {EnrolmentState.CONFIRMED}


@pytest.mark.django_db
def test_missing_attendance_is_refused_with_its_number():
    run = held_run(present=2, absent=0)
    first, second = people(run)
    Attendance.objects.all().delete()
    note(first, True)

    with pytest.raises(TrainingError) as refused:
        complete(run, by=COORDINATOR, at=OVER)

    assert refused.value.code == "attendance_missing"
    assert "1" in refused.value.message
    assert set(states(run)) == {EnrolmentState.CONFIRMED}


@pytest.mark.django_db
def test_who_withdrew_or_waits_is_left_alone():
    run = held_run(present=1, absent=0)
    gone = EnrolmentFactory(run=run, state=EnrolmentState.WITHDRAWN)
    asked = EnrolmentFactory(run=run, state=EnrolmentState.REQUESTED)

    complete(run, by=COORDINATOR, at=OVER)

    gone.refresh_from_db()
    asked.refresh_from_db()
    assert (gone.state, asked.state) == (EnrolmentState.WITHDRAWN, EnrolmentState.REQUESTED)


@pytest.mark.django_db
@pytest.mark.req("T15")
def test_completing_again_follows_a_correction_and_asks_nobody_twice():
    run = held_run(present=1, absent=1)
    complete(run, by=COORDINATOR, at=OVER)
    Attendance.objects.update(is_present=True)

    count = complete(run, by=COORDINATOR, at=OVER)

    assert count == 2
    asked = Message.objects.filter(kind=EVALUATE).values_list("recipient", flat=True)
    assert sorted(asked) == sorted(row.participant.email for row in people(run))


@pytest.mark.django_db
def test_certificate_stands_in_the_way_of_taking_completion_back():
    run = held_run(present=1, absent=0)
    complete(run, by=COORDINATOR, at=OVER)
    issue_all(run, by=COORDINATOR, at=OVER)
    Attendance.objects.update(is_present=False)

    with pytest.raises(TrainingError) as refused:
        complete(run, by=COORDINATOR, at=OVER)

    assert refused.value.code == "certificate_stands"
    assert states(run) == [EnrolmentState.ATTENDED]


@pytest.mark.django_db
def test_who_came_only_once_is_asked_too_and_who_never_came_is_not():
    run = two_days()
    once, never = EnrolmentFactory(run=run), EnrolmentFactory(run=run)
    note(once, True, False)
    note(never, False)

    complete(run, by=COORDINATOR, at=OVER)

    asked = Message.objects.filter(kind=EVALUATE).values_list("recipient", flat=True)
    assert list(asked) == [once.participant.email]


@pytest.mark.django_db
def test_nobody_is_asked_where_there_is_nothing_to_ask():
    Question.objects.update(is_asked=False)

    complete(held_run(), by=COORDINATOR, at=OVER)

    assert not Message.objects.exists()


@pytest.mark.django_db
def test_completing_reads_as_much_for_many_as_for_few():
    Question.objects.update(is_asked=False)
    counts = []
    for size in (1, 15):
        run = held_run(present=size, absent=1)
        with CaptureQueriesContext(connection) as queries:
            complete(run, by=COORDINATOR, at=OVER)
        counts.append(len(queries))

    assert counts[0] == counts[1]
