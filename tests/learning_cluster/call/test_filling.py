"""A draft is filled in a step at a time; each step says what is wrong and loses nothing (L12)."""

import hashlib
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from learning_cluster.actions import applying
from learning_cluster.errors import ClusterError
from learning_cluster.models import Application, Paper
from learning_cluster.views.call import papers
from privacy.private_files import private_storage
from tests.factories.learning_cluster import CriterionFactory
from tests.learning_cluster.call.acts import (
    APPLICANT,
    PDF,
    SECOND,
    address,
    close,
    draft,
    handed_in,
    open_call,
    upload,
)
from tests.privacy.pdfs import REFUSED

pytestmark = [pytest.mark.django_db, pytest.mark.req("L12")]
ABOUT = {"kind": "legal", "name": "Udruženje Primjer", "phone": "051 000 000", "profile": "b"}


def fresh(row):
    return Application.objects.get(pk=row.pk)


def test_who_applies_is_kept(client):
    row = draft(open_call())

    answer = client.post(row.path("call_about"), ABOUT)

    row = fresh(row)
    assert answer.url == row.path()
    assert {name: getattr(row, name) for name in ABOUT} == ABOUT


@pytest.mark.parametrize(
    "bad", [{"kind": ""}, {"kind": "x"}, {"name": ""}, {"phone": "0" * 41}, {"profile": "d"}]
)
def test_who_applies_is_told_what_is_wrong(client, bad):
    row = draft(open_call())

    answer = client.post(row.path("call_about"), ABOUT | bad)

    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == set(bad)
    assert answer.context["form"]["name"].value() == (ABOUT | bad)["name"]


def test_answers_go_point_by_point(client):
    row = draft(open_call())
    first, second = row.call.criteria.all()

    to_next = client.post(row.path("call_answer", first.pk), {"text": "I ran a day centre."})
    to_end = client.post(row.path("call_answer", second.pk), {"text": ""})

    assert to_next.url == row.path("call_answer", second.pk)
    assert to_end.url == row.path()
    assert list(row.answers.values_list("criterion", "text")) == [(first.pk, "I ran a day centre.")]


def test_required_point_needs_its_answer(client):
    row = draft(open_call())

    answer = client.post(row.path("call_answer", row.call.criteria.first().pk), {"text": " "})

    assert set(answer.context["form"].errors) == {"text"}
    assert row.answers.count() == 0


def test_answer_to_a_point_of_another_call_is_not_there(client):
    row = draft(open_call())
    foreign = CriterionFactory()

    assert client.post(row.path("call_answer", foreign.pk), {"text": "x"}).status_code == 404


def test_answer_too_long_is_refused_and_kept_on_the_form(client):
    row = draft(open_call())
    text = "x" * 3001

    answer = client.post(row.path("call_answer", row.call.criteria.first().pk), {"text": text})

    assert answer.status_code == 200
    assert answer.context["form"]["text"].value() == text


@pytest.mark.parametrize(
    ("language", "text"), [("sr", "6131,52"), ("sl", "6.131,52"), ("en", "6,131.52")]
)
def test_amount_up_to_the_ceiling_is_kept(client, language, text):
    row = draft(open_call(), language=language)

    client.post(row.path("call_amount"), {"amount": text})

    assert fresh(row).amount == Decimal("6131.52")


@pytest.mark.parametrize("language", ["sl", "sr", "sr-latn", "en"])
def test_one_pfennig_over_the_ceiling_is_refused_with_the_reason(client, language):
    row = draft(open_call(), language=language)

    answer = client.post(row.path("call_amount"), {"amount": "6131.53"})

    (said,) = answer.context["form"].errors["amount"]
    ceiling, over = ("6,131.52", "0.01") if language == "en" else ("6.131,52", "0,01")
    assert answer.status_code == 409
    assert (ceiling in said, over in said) == (True, True)
    assert answer.context["form"]["amount"].value() == "6131.53"
    assert fresh(row).amount is None


@pytest.mark.parametrize("text", ["", "0", "-5", "šest", "6,131", "9" * 12, "6131,525", "NaN"])
def test_amount_that_is_none_is_refused_and_kept_on_the_form(client, text):
    row = draft(open_call())

    answer = client.post(row.path("call_amount"), {"amount": text})

    assert set(answer.context["form"].errors) == {"amount"}
    assert answer.context["form"]["amount"].value() == text
    assert fresh(row).amount is None


@pytest.mark.parametrize(("amount", "code"), [("6131.52", None), ("6131.53", "over_ceiling")])
def test_ceiling_is_kept_by_the_action_itself(amount, code):
    row = draft(open_call())

    try:
        applying.save_amount(row, amount=Decimal(amount), by=APPLICANT, at=timezone.now())
        found = None
    except ClusterError as error:
        found = error.code

    assert found == code


def test_document_is_kept_privately_with_its_digest(client):
    row = draft(open_call())

    client.post(row.path("call_paper", "cv"), {"file": upload(name="Ana Primjer CV.pdf")})

    paper = Paper.objects.get()
    assert (paper.kind, paper.size) == ("cv", len(PDF))
    assert paper.digest == hashlib.sha256(PDF).hexdigest()
    assert "Primjer" not in paper.file.name
    assert paper.file.storage.exists(paper.file.name)
    assert Paper._meta.get_field("file").deconstruct()[3]["storage"] is private_storage


def test_document_is_read_again_as_it_came_and_only_saved(client):
    row = draft(open_call())
    client.post(row.path("call_paper", "cv"), {"file": upload()})

    answer = client.get(row.path("call_paper_file", "cv"))

    assert b"".join(answer) == PDF
    assert answer["Content-Disposition"] == f'attachment; filename="{row.pk}-cv.pdf"'
    assert answer["Cache-Control"].startswith("private, no-store")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_document_in_place_of_another_leaves_one(client, django_capture_on_commit_callbacks):
    row = draft(open_call())
    client.post(row.path("call_paper", "cv"), {"file": upload()})
    first = Paper.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        client.post(row.path("call_paper", "cv"), {"file": upload(PDF + b"\n")})

    second = Paper.objects.get()
    assert second.digest != first.digest
    assert not first.file.storage.exists(first.file.name)
    assert second.file.storage.exists(second.file.name)


@pytest.mark.parametrize("kind", REFUSED)
def test_document_that_is_no_harmless_pdf_is_refused_with_its_reason(client, kind):
    row = draft(open_call())
    data, reason = REFUSED[kind]

    answer = client.post(row.path("call_paper", "cv"), {"file": upload(data)})

    (error,) = answer.context["form"].errors.as_data()["file"]
    assert answer.status_code == 200
    assert error.code == ("empty" if kind == "empty" else reason)
    assert Paper.objects.count() == 0


def test_document_that_only_bears_the_name_is_refused(client):
    row = draft(open_call())

    answer = client.post(
        row.path("call_paper", "cv"), {"file": upload(b"PK\3\4 a Word file", "cv.pdf")}
    )

    assert set(answer.context["form"].errors) == {"file"}


def test_document_that_comes_too_late_is_not_read(client):
    row = draft(open_call())
    close(row.call, SECOND)

    answer = client.post(row.path("call_paper", "cv"), {"file": upload(b"no PDF")})

    assert (answer.status_code, answer.context["error"].code) == (409, "closed")


def test_document_of_an_address_not_proved_is_not_read(client):
    row = draft(open_call(), state="unconfirmed")

    answer = client.post(row.path("call_paper", "cv"), {"file": upload(b"no PDF")})

    assert answer.url == address("cluster_call", row.call.slug)


def test_documents_are_read_so_many_times_an_hour(client):
    row = draft(open_call())
    path = row.path("call_paper", "cv")
    for _time in range(papers.READ.limit):
        client.post(path, {"file": upload(b"no PDF")})

    answer = client.post(path, {"file": upload()})

    assert (answer.status_code, answer.context["error"].code) == (429, "too_many_here")
    assert Paper.objects.count() == 0


def test_document_larger_than_allowed_is_refused(client):
    row = draft(open_call())

    answer = client.post(row.path("call_paper", "cv"), {"file": upload(PDF + b" " * 5_000_000)})

    (error,) = answer.context["form"].errors.as_data()["file"]
    assert error.code == "too_large"


def test_document_of_some_megabytes_comes_in_without_an_account(client):
    row = draft(open_call())
    data = PDF + b" " * 3_000_000

    answer = client.post(row.path("call_paper", "cv"), {"file": upload(data)})

    assert answer.status_code == 302
    assert Paper.objects.get().size == len(data)


@pytest.mark.parametrize(
    ("known", "size"), [(True, 6_000_000), (False, 3_000_000)], ids=["too large", "no such link"]
)
def test_body_larger_than_any_form_is_refused_unread(client, known, size):
    row = draft(open_call())
    token = row.token() if known else "x" * 43
    path = row.path("call_paper", "cv").replace(row.token(), token)

    answer = client.post(path, {"file": upload(PDF + b" " * size)})

    assert answer.status_code == 400
    assert Paper.objects.count() == 0


def test_document_of_an_unknown_kind_is_not_there(client):
    row = draft(open_call())

    codes = [
        client.get(row.path("call_paper", "photo")).status_code,
        client.post(row.path("call_paper_remove", "photo")).status_code,
        client.get(row.path("call_paper_file", "cv")).status_code,
    ]

    assert codes == [404, 404, 404]


def test_document_of_a_draft_can_be_removed_of_what_was_handed_in_only_replaced(client):
    call = open_call()
    first, second = draft(call), handed_in(call)
    client.post(first.path("call_paper", "cv"), {"file": upload()})

    removed = client.post(first.path("call_paper_remove", "cv"))
    refused = client.post(second.path("call_paper_remove", "cv"))
    replaced = client.post(second.path("call_paper", "cv"), {"file": upload(PDF + b"\n")})

    assert (removed.status_code, refused.status_code, replaced.status_code) == (302, 409, 302)
    assert (first.papers.count(), second.papers.count()) == (0, 3)


STEPS = [
    ("call_about", [], ABOUT),
    ("call_amount", [], {"amount": "100"}),
    ("call_answer", ["point"], {"text": "x"}),
    ("call_paper", ["cv"], {"file": "pdf"}),
]


@pytest.mark.parametrize(("name", "args", "data"), STEPS, ids=[name for name, *_rest in STEPS])
def test_nothing_changes_after_the_deadline(client, name, args, data):
    row = handed_in(open_call())
    close(row.call, SECOND)
    point = row.call.criteria.first().pk
    path = row.path(name, *[point if one == "point" else one for one in args])
    before = (Application.objects.values().get(), list(Paper.objects.values()))

    shown = client.get(path)
    sent = {key: upload() if value == "pdf" else value for key, value in data.items()}
    answer = client.post(path, sent)

    assert (shown.status_code, answer.status_code) == (302, 409)
    assert (Application.objects.values().get(), list(Paper.objects.values())) == before


@pytest.mark.parametrize(("after", "code"), [(-SECOND, None), (timedelta(0), "closed")])
def test_deadline_itself_is_too_late(after, code):
    row = draft(open_call())
    at = row.call.deadline + after

    try:
        applying.save_amount(row, amount=Decimal(1), by=APPLICANT, at=at)
        found = None
    except ClusterError as error:
        found = error.code

    assert found == code


def test_unconfirmed_application_takes_nothing(client):
    row = draft(open_call(), state="unconfirmed", confirm_until=timezone.now() + timedelta(hours=1))

    answer = client.post(row.path("call_amount"), {"amount": "100"})

    assert answer.status_code == 409
    assert fresh(row).amount is None


@pytest.mark.parametrize("name", ["call_about", "call_amount"])
def test_reading_changes_nothing(client, name):
    row = draft(open_call())
    before = Application.objects.values().get()

    client.get(row.path(name))
    client.get(row.path())

    assert Application.objects.values().get() == before


def test_application_asks_the_same_with_two_and_thirty_points(client):
    row = draft(open_call())
    client.get(row.path())
    with CaptureQueriesContext(connection) as two:
        client.get(row.path())
    CriterionFactory.create_batch(28, call=row.call)

    with CaptureQueriesContext(connection) as thirty:
        client.get(row.path())

    assert len(thirty) == len(two)
