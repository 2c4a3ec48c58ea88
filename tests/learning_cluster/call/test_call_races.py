"""People who act on one application or one call at the same moment, on real connections (L12)."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from learning_cluster.actions import application_locks, applying, submitting
from learning_cluster.actions.calls import extend_call
from learning_cluster.messages import call as kinds
from learning_cluster.models import Application
from messaging.models import Message
from privacy.audit import SYSTEM
from tests.learning_cluster.call.acts import APPLICANT, SECOND, draft, fill, open_call
from tests.racing import codes, meeting, race

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.race,
    pytest.mark.req("L12"),
]
SPELLINGS = ["ana@opstina.example", "Ana@Opstina.example"] * 3


@transaction.atomic
def whole():
    call = open_call()
    return fill(draft(call), timezone.now())


def starting(call, email):
    return lambda: applying.start(
        call, name="Ana", email=email, language="sr", notice=None, by=APPLICANT, at=timezone.now()
    )


def submitting_at(row, at):
    return lambda: submitting.submit(row, by=APPLICANT, at=at)


def test_of_many_forms_at_once_one_application_and_three_mails_come():
    call = transaction.atomic(open_call)()

    outcomes = race(*[starting(call, one) for one in SPELLINGS])

    assert codes(outcomes) == ["ok"] * 6
    assert (Application.objects.count(), Message.objects.count()) == (1, 3)


def test_without_the_locks_more_mails_would_leave(monkeypatch):
    call = transaction.atomic(open_call)()
    transaction.atomic(draft)(call, email=SPELLINGS[0])
    meet = meeting(of=len(SPELLINGS))
    tell = applying.tell_link
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows)
    monkeypatch.setattr(applying, "lock_address", lambda email: None)
    monkeypatch.setattr(applying, "tell_link", lambda row, at: (meet(), tell(row, at=at))[1])

    outcomes = race(*[starting(call, one) for one in SPELLINGS])

    assert codes(outcomes) == ["ok"] * len(SPELLINGS)
    assert Message.objects.count() == len(SPELLINGS)


def test_double_click_hands_in_once():
    row = whole()
    at = timezone.now()

    outcomes = race(*[submitting_at(row, at)] * 4)

    assert codes(outcomes) == ["ok"] * 4
    assert Message.objects.filter(kind=kinds.RECEIPT).count() == 1


def test_without_the_lock_a_double_click_would_hand_in_twice(monkeypatch):
    row = whole()
    at = timezone.now()
    _both_read_first(monkeypatch, of=2)

    race(*[submitting_at(row, at)] * 2)

    assert Message.objects.filter(kind=kinds.RECEIPT).count() == 2


def _both_read_first(monkeypatch, of):
    """Take the locks away, and let all meet between reading an application and writing it."""
    meet = meeting(of)
    check = application_locks.check_open

    def checked(call, at):
        check(call, at=at)
        meet()

    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows)
    monkeypatch.setattr(application_locks, "check_open", checked)


def test_withdrawn_application_does_not_come_back_by_a_press_at_the_same_moment():
    row = whole()
    at = timezone.now()

    outcomes = race(submitting_at(row, at), lambda: submitting.withdraw(row, by=APPLICANT, at=at))

    row.refresh_from_db()
    assert codes(outcomes) in (["ok", "ok"], ["ok", "withdrawn"])
    assert (row.state, row.submitted_at, row.papers.count()) == ("withdrawn", None, 0)


def test_only_what_was_pressed_before_the_deadline_comes_in():
    rows = [whole() for _n in range(3)]
    deadline = timezone.now() + timedelta(hours=1)
    type(rows[0].call).objects.update(deadline=deadline)
    moments = [deadline - SECOND, deadline, deadline + SECOND]

    outcomes = race(*[submitting_at(row, at) for row, at in zip(rows, moments, strict=True)])

    states = [Application.objects.get(pk=row.pk).state for row in rows]
    assert codes(outcomes) == ["closed", "closed", "ok"]
    assert states == ["submitted", "draft", "draft"]


def test_press_while_the_deadline_is_moved_is_in_or_told_that_it_is_not():
    row = whole()
    old = row.call.deadline
    new = old + timedelta(days=1)

    first, second = race(
        submitting_at(row, old + SECOND),
        lambda: extend_call(row.call, new, by=SYSTEM, at=old - SECOND),
    )

    row.refresh_from_db()
    assert second is None
    assert (codes([first]), row.state) in [(["ok"], "submitted"), (["closed"], "draft")]


def test_draft_being_forgotten_is_not_handed_in_any_more():
    row = whole()
    last = row.call.deadline - SECOND
    over = row.call.deadline + submitting.GRACE

    first, second = race(submitting_at(row, last), lambda: submitting.forget_drafts(at=over))

    is_in = Application.objects.filter(state="submitted").exists()
    assert (codes([first]), second, is_in) in [(["ok"], 0, True), (["gone"], 1, False)]
