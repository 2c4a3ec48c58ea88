"""Handing in, changing, withdrawing; the receipt; what is forgotten (L12)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from learning_cluster.actions import application_papers, applying, submitting
from learning_cluster.errors import ClusterError
from learning_cluster.messages import call as kinds
from learning_cluster.models import Application, LetterAnswer, Paper
from messaging.models import Message
from tests.learning_cluster.call.acts import (
    APPLICANT,
    SECOND,
    close,
    draft,
    fill,
    handed_in,
    mails,
    open_call,
)
from tests.training.mails import is_wanted

pytestmark = [pytest.mark.django_db, pytest.mark.req("L12")]


def refusal(action):
    try:
        action()
    except ClusterError as error:
        return error.code
    return None


def submit(row, at=None):
    submitting.submit(row, by=APPLICANT, at=at or timezone.now())


def withdraw(row, at=None):
    submitting.withdraw(row, by=APPLICANT, at=at or timezone.now())


def test_whole_application_is_handed_in_and_its_receipt_says_what_came(client):
    row = fill(draft(open_call()), timezone.now())

    answer = client.post(row.path("call_submit"))

    row.refresh_from_db()
    ((recipient, mail),) = mails(kinds.RECEIPT)
    digests = set(row.papers.values_list("digest", flat=True))
    assert (answer.url, row.state) == (row.path(), "submitted")
    assert recipient == row.email
    assert [digest in mail.text for digest in digests] == [True]
    assert mail.text.count("I have done so.") == 2
    assert "6.131,52" in mail.text


def test_application_with_something_missing_is_not_handed_in(client):
    row = fill(draft(open_call()), timezone.now())
    row.papers.filter(kind="offer").delete()

    shown = client.get(row.path())
    answer = client.post(row.path("call_submit"))

    row.refresh_from_db()
    assert len(shown.context["missing"]) == 1
    assert (answer.status_code, answer.context["error"].code) == (409, "incomplete")
    assert row.state == "draft"


@pytest.mark.parametrize(
    "take",
    [
        lambda row: row.papers.filter(kind="cv").delete(),
        lambda row: row.answers.filter(criterion=row.call.criteria.first()).delete(),
        lambda row: Application.objects.filter(pk=row.pk).update(amount=None),
        lambda row: Application.objects.filter(pk=row.pk).update(profile=""),
    ],
)
def test_each_part_is_needed(take):
    row = fill(draft(open_call()), timezone.now())
    take(row)

    assert refusal(lambda: submit(row)) == "incomplete"


def test_answer_to_an_advantage_is_not_needed():
    row = fill(draft(open_call()), timezone.now())
    row.answers.exclude(criterion=row.call.criteria.first()).delete()

    submit(row)

    assert Application.objects.get().state == "submitted"


@pytest.mark.parametrize(
    ("after", "code"), [(-SECOND, None), (timedelta(0), "closed"), (SECOND, "closed")]
)
@pytest.mark.parametrize("act", [submit, withdraw])
def test_deadline_holds_to_the_moment(act, after, code):
    row = fill(draft(open_call()), timezone.now())

    assert refusal(lambda: act(row, row.call.deadline + after)) == code


def test_second_press_hands_in_once():
    row = handed_in(open_call())
    first = row.submitted_at

    submit(row, first + SECOND)

    row.refresh_from_db()
    assert row.submitted_at == first
    assert Message.objects.filter(kind=kinds.RECEIPT).count() == 1


def test_change_after_handing_in_counts_at_once_and_has_a_receipt(client):
    row = handed_in(open_call())

    client.post(row.path("call_amount"), {"amount": "5000"})

    row.refresh_from_db()
    receipts = list(Message.objects.filter(kind=kinds.RECEIPT).order_by("pk"))
    wanted = [is_wanted(one, timezone.now()) for one in receipts]
    assert (row.state, row.amount) == ("submitted", 5000)
    assert wanted == [False, True]
    assert "5.000,00" in mails(kinds.RECEIPT)[-1][1].text


def test_saving_what_is_there_already_mails_nothing(client):
    row = handed_in(open_call())

    client.post(row.path("call_amount"), {"amount": "6131,52"})

    assert Message.objects.filter(kind=kinds.RECEIPT).count() == 1


def test_what_was_handed_in_stays_whole():
    row = handed_in(open_call())
    point = row.call.criteria.first()
    who = {"by": APPLICANT, "at": timezone.now()}

    codes = [
        refusal(lambda: applying.save_answer(row, point, text="", **who)),
        refusal(lambda: application_papers.remove_paper(row, "cv", **who)),
    ]

    assert codes == ["needed", "needed"]


def test_withdrawing_asks_first_and_then_deletes_all(client, django_capture_on_commit_callbacks):
    row = handed_in(open_call())
    files = [(paper.file.storage, paper.file.name) for paper in row.papers.all()]

    asked = client.get(row.path("call_withdraw"))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(row.path("call_withdraw"))

    row.refresh_from_db()
    assert asked.status_code == 200
    assert (row.state, row.amount, row.submitted_at) == ("withdrawn", None, None)
    assert (Paper.objects.count(), LetterAnswer.objects.count()) == (0, 0)
    assert [storage.exists(name) for storage, name in files] == [False] * 3
    assert [recipient for recipient, _mail in mails(kinds.WITHDRAWN)] == [row.email]
    assert client.get(row.path()).status_code == 200


def test_who_has_withdrawn_may_apply_anew_and_hand_nothing_in_by_the_old_link():
    call = open_call()
    old = handed_in(call)
    withdraw(old)

    new = draft(call, email=old.email)

    assert refusal(lambda: submit(old)) == "withdrawn"
    assert list(Application.objects.live()) == [new]


def test_applicant_reads_it_again_after_the_deadline(client):
    row = handed_in(open_call())
    close(row.call)

    page = client.get(row.path())
    file = client.get(row.path("call_paper_file", "cv"))

    assert (page.status_code, file.status_code) == (200, 200)
    assert page.context["may_change"] is False


def test_verdict_is_not_shown_before_the_letter(client):
    row = handed_in(open_call())
    close(row.call)
    before = client.get(row.path()).content
    Application.objects.update(state="ineligible", reason="Tajni razlog")

    after = client.get(row.path())

    assert b"Tajni razlog" not in after.content
    assert after.content.count(b"okence-tag--green") == before.count(b"okence-tag--green") == 1


@pytest.mark.req("X2")
def test_link_opens_nobody_elses_application(client):
    call = open_call()
    mine, theirs = handed_in(call), handed_in(call)
    client.get(mine.path())

    page = client.get(mine.path()).content.decode()

    assert theirs.name not in page
    assert theirs.email not in page
    assert str(theirs.uid) not in page


@pytest.mark.req("X4")
def test_draft_is_kept_until_the_deadline_then_forgotten_and_its_applicant_told():
    call = open_call()
    kept, lost = handed_in(call), fill(draft(call), timezone.now())
    over = call.deadline + submitting.GRACE

    before = submitting.forget_drafts(at=over - SECOND)
    after = submitting.forget_drafts(at=over)
    again = submitting.forget_drafts(at=over)

    assert (before, after, again) == (0, 1, 0)
    assert list(Application.objects.all()) == [kept]
    assert [recipient for recipient, _mail in mails(kinds.NOT_SUBMITTED)] == [lost.email]
    assert Paper.objects.exclude(application=kept).count() == 0
