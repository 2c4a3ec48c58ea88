"""The coordinator's pages after a run: who may, what each does, and what never shows."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from accounts.roles import STAFF_ROLES, Role
from messaging.models import Message
from privacy.audit import Actor
from privacy.models import AuditEntry
from tests.factories.accounts import UserFactory, signed_in, staff
from tests.training.held import OVER, held_run, note, people
from training.actions.certificates import issue_all, revoke
from training.actions.evaluating import evaluate
from training.enums import EnrolmentState, QuestionKind, RunState
from training.models import Attendance, Certificate, Question, Run
from training.staff.after.questions import QuestionViewSet
from training.staff.urls.after import urlpatterns

pytestmark = [pytest.mark.django_db, pytest.mark.req("T15")]

CLERK = Actor(role="training_coordinator", channel="admin")


@pytest.fixture
def run():
    return held_run(settled=True)


@pytest.fixture
def coordinator(client):
    return staff(client, Role.TRAINING_COORDINATOR)


def address(name, *args):
    return reverse(f"training:{name}", args=args)


def every_address():
    run = held_run(settled=True)
    row = issue_all(run, by=CLERK, at=OVER)[0]
    keys = {
        "pk": {"certificate": row.pk, "training": run.variant.training_id},
        "run": run.pk,
    }
    for pattern in urlpatterns:
        name, wanted = pattern.name, list(pattern.pattern.converters)
        kind = name.split("_")[0]
        first = keys["pk"].get(kind, keys["run"])
        args = [first, row.enrolment_id][: len(wanted)]
        yield reverse(f"training:{name}", args=args)


@pytest.mark.req("X2")
@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_pages_are_there_for_the_coordinator_alone(client, role):
    paths = list(every_address())
    staff(client, role)

    reads = {client.get(path).status_code for path in paths}
    writes = {client.post(path).status_code for path in paths} - {405}

    if role == Role.TRAINING_COORDINATOR:
        assert reads == {200, 302}
        assert writes <= {200, 302, 409}
    else:
        assert reads == {404}
        assert writes == {404}


@pytest.mark.req("X2")
def test_strangers_and_trainers_are_led_to_the_sign_in(client):
    paths = list(every_address())

    anonymous = {client.get(path)["Location"].split("?")[0] for path in paths}
    signed_in(client, UserFactory())

    assert anonymous == {"/prijava/login/"}
    assert {client.get(path).status_code for path in paths} == {403}


@pytest.mark.req("X2")
@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_questions_are_the_coordinators(client, role):
    staff(client, role)

    codes = {
        client.get(reverse(f"{QuestionViewSet.name}:{view}")).status_code
        for view in ("index", "index_results", "add")
    }

    assert codes == ({200} if role == Role.TRAINING_COORDINATOR else {404})


def test_question_is_added_with_its_languages_and_never_deleted(coordinator):
    texts = {f"text_{code}": f"Vprašanje {code}" for code in ("sl", "sr", "en")}
    posted = texts | {"kind": "scale", "training": "", "order": "9", "is_asked": "on"}

    coordinator.post(reverse("training_questions:add"), posted)

    row = Question.objects.get(text_sl="Vprašanje sl")
    delete = coordinator.post(reverse("training_questions:delete", args=[row.pk]))
    assert (row.text_sr, row.order) == ("Vprašanje sr", 9)
    assert delete.status_code != 200
    assert Question.objects.filter(pk=row.pk).exists()
    assert AuditEntry.objects.filter(object_type="training.question", verb="added").count() == 1


@pytest.mark.parametrize("state", sorted(set(RunState) - {RunState.HELD, RunState.CANCELLED}))
def test_run_that_was_not_held_is_not_there(coordinator, run, state):
    Run.objects.update(state=state)

    for name in ("after_run", "after_complete", "after_issue", "run_evaluation"):
        assert coordinator.get(address(name, run.pk)).status_code == 404
    assert list(coordinator.get(address("after_runs")).context["part"]) == []


def test_run_is_settled_and_everybody_gets_a_certificate(coordinator):
    run = held_run(present=2, absent=1)

    coordinator.post(address("after_complete", run.pk))
    coordinator.post(address("after_issue", run.pk))

    response = coordinator.get(address("after_run", run.pk))
    shown = response.context["run"]
    assert (shown.unsettled, shown.completed, shown.absent, shown.certified) == (0, 2, 1, 2)
    text = response.content.decode()
    given = [one.full_number for one in Certificate.objects.all()]
    assert [number for number in given if number not in text] == []


def test_missing_attendance_is_said_on_the_page(coordinator):
    run = held_run(present=1, absent=0)
    Attendance.objects.all().delete()

    response = coordinator.post(address("after_complete", run.pk))

    error = response.context["error"]
    assert (response.status_code, error.code) == (409, "attendance_missing")
    assert error.message in response.content.decode()


def test_get_never_changes_anything(coordinator):
    run = held_run(present=1, absent=0)
    before = AuditEntry.objects.count()

    for name in ("after_complete", "after_issue"):
        assert coordinator.get(address(name, run.pk)).status_code == 302
    coordinator.get(address("after_issue_one", run.pk, people(run)[0].pk))

    assert people(run)[0].state == EnrolmentState.CONFIRMED
    assert (AuditEntry.objects.count(), Certificate.objects.count()) == (before, 0)


def test_one_person_gets_a_new_one_after_a_revocation(coordinator, run):
    first = issue_all(run, by=CLERK, at=OVER)[0]
    revoke(first, reason="Razlog", by=CLERK, at=OVER)

    coordinator.post(address("after_issue_one", run.pk, first.enrolment_id))

    assert Certificate.objects.valid().filter(enrolment=first.enrolment).count() == 1


def test_enrolment_of_another_run_is_not_found(coordinator, run):
    other = people(held_run(settled=True))[0]

    response = coordinator.post(address("after_issue_one", run.pk, other.pk))

    assert (response.status_code, Certificate.objects.count()) == (404, 0)


def test_certificate_for_somebody_absent_is_refused_on_the_page(coordinator, run):
    absent = people(run)[2]

    response = coordinator.post(address("after_issue_one", run.pk, absent.pk))

    error = response.context["error"]
    assert (response.status_code, error.code) == (409, "not_completed")
    assert error.message in response.content.decode()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", 2),
        ("UA-2026-00002", 1),
        ("ua-2026-2", 1),
        ("2", 1),
        ("2025-2", 0),
        ("Vzorec", 1),
        ("vzor", 1),
        ("9999999999", 0),
        ("99999999-2", 0),
        ("UA-2026-2-2", 0),
        ("UA-", 0),
        ("²", 0),
    ],
)
def test_certificates_are_found_by_number_or_name(coordinator, run, wanted, found):
    first, second = issue_all(run, by=CLERK, at=OVER)
    Certificate.objects.filter(pk=first.pk).update(name="Ana Primer")
    Certificate.objects.filter(pk=second.pk).update(name="Bojan Vzorec")

    response = coordinator.get(address("certificates"), {"iskano": wanted})

    assert response.status_code == 200
    assert response.context["part"].paginator.count == found


def test_certificate_is_revoked_with_a_reason(coordinator, run):
    row = issue_all(run, by=CLERK, at=OVER)[0]
    path = address("certificate_revoke", row.pk)

    empty = coordinator.post(path, {"reason": " "})
    coordinator.post(path, {"reason": "Prisotnost je bila napačno vpisana."})
    again = coordinator.post(path, {"reason": "Še enkrat"})

    row.refresh_from_db()
    assert list(empty.context["revoking"].errors) == ["reason"]
    assert row.revoked_reason == "Prisotnost je bila napačno vpisana."
    assert (again.status_code, again.context["error"].code) == (409, "revoked_already")


def test_name_is_put_right(coordinator, run):
    row = issue_all(run, by=CLERK, at=OVER)[0]
    path = address("certificate_rename", row.pk)

    same = coordinator.post(path, {"name": row.name})
    done = coordinator.post(path, {"name": "Udeleženka Popravljena"})

    new = Certificate.objects.get(replaces=row)
    assert same.status_code == 409
    assert (done.status_code, done["Location"]) == (302, address("certificate", new.pk))
    assert new.name == "Udeleženka Popravljena"


def test_coordinator_takes_the_paper_and_the_trail_knows(coordinator, run):
    row = issue_all(run, by=CLERK, at=OVER)[0]

    response = coordinator.get(address("certificate_file", row.pk))

    assert row.name in PdfReader(BytesIO(response.content)).pages[0].extract_text()
    entry = AuditEntry.objects.get(verb="exported")
    assert (entry.object_type, entry.object_id) == ("training.certificate", str(row.pk))


def test_no_page_shows_a_secret_link_to_the_paper(coordinator, run):
    row = issue_all(run, by=CLERK, at=OVER)[0]

    pages = [("certificate", row.pk), ("after_run", run.pk), ("certificates",)]
    texts = [coordinator.get(address(*page)).content.decode() for page in pages]

    assert [text for text in texts if row.download_token() in text] == []


# --- evaluation ----------------------------------------------------------------------------------


def answered(run, count, *, text=""):
    questions = [
        Question.objects.filter(kind=kind).first()
        for kind in (QuestionKind.SCALE, QuestionKind.TEXT)
    ]
    for number, row in enumerate(people(run)[:count]):
        answers = {questions[0]: 5 - number % 2}
        if text:
            answers[questions[1]] = f"{text} {number}"
        evaluate(row, answers=answers, on=OVER.date())
    return questions[0]


def test_results_show_pictures_beside_tables(coordinator):
    run = held_run(present=4, settled=True)
    Question.objects.filter(pk=answered(run, 4, text="Odgovor").pk).update(text_sl="Vprašanje")

    response = coordinator.get(address("run_evaluation", run.pk))

    text = response.content.decode()
    (picture,) = response.context["pictures"]
    assert (picture.title, picture.answers, picture.average) == ("Vprašanje", 4, "4,50")
    assert [row[1:] for row in picture.rows] == [
        *((2, "50 %"), (2, "50 %"), (0, "0 %"), (0, "0 %"), (0, "0 %"))
    ]
    assert "Odgovor 3" in text
    assert picture.drawn in text
    assert "<title>Vprašanje</title>" in picture.drawn
    assert [part for part in ("<style", "<script", "style=") if part in picture.drawn] == []


@pytest.mark.parametrize("name", ["run_evaluation", "training_evaluation"])
def test_results_of_two_people_are_shown_nowhere(coordinator, name):
    run = held_run(present=2, settled=True)
    answered(run, 2, text="Skrivnost")
    key = run.pk if name == "run_evaluation" else run.variant.training_id

    page = coordinator.get(address(name, key))
    book = load_workbook(BytesIO(coordinator.get(address(f"{name}_file", key)).content))

    assert not page.context["found"].is_shown
    assert "Skrivnost" not in page.content.decode()
    assert page.context["pictures"] == []
    assert [sheet.max_row for sheet in book.worksheets][:2] == [1, 1]


def test_results_name_nobody_on_the_page_or_in_the_workbook(coordinator):
    run = held_run(present=3, settled=True)
    answered(run, 3)
    told = [
        part
        for row in people(run)
        for part in (row.participant.name, row.participant.email, row.participant.employer.name)
    ]

    page = coordinator.get(address("run_evaluation", run.pk)).content.decode()
    content = coordinator.get(address("run_evaluation_file", run.pk)).content
    cells = [
        str(cell.value)
        for sheet in load_workbook(BytesIO(content)).worksheets
        for line in sheet.iter_rows()
        for cell in line
    ]

    assert [part for part in told if part in page or part in cells] == []


def test_workbook_has_the_points_and_the_trail_knows(coordinator):
    run = held_run(present=3, settled=True)
    Question.objects.filter(pk=answered(run, 3, text="Odgovor").pk).update(text_sl="Vprašanje")

    content = coordinator.get(address("training_evaluation_file", run.variant.training_id)).content

    points, words, _people = load_workbook(BytesIO(content)).worksheets
    assert [cell.value for cell in points[2]] == ["Vprašanje", 3, 4.67, 0, 0, 0, 1, 2]
    assert words.max_row == 4
    assert AuditEntry.objects.filter(verb="exported", object_type="training.training").count() == 1


# --- lists read as much for many as for few ------------------------------------------------------


def queries_of(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_lists_read_as_much_for_many_rows_as_for_one(coordinator):
    Question.objects.filter(kind=QuestionKind.TEXT).delete()
    run = held_run(present=1, absent=0, settled=True)
    issue_all(run, by=CLERK, at=OVER)
    paths = [
        *(address(name) for name in ("after_runs", "certificates", "evaluations")),
        address("after_run", run.pk),
    ]
    few = [queries_of(coordinator, path) for path in paths]

    for _row in range(5):
        issue_all(held_run(present=6, absent=0, settled=True), by=CLERK, at=OVER)
    for _row in range(12):
        row = people(held_run(present=1, absent=0, settled=True))[0]
        row.run, row.training, row.seat = run, run.variant.training, None
        Attendance.objects.filter(enrolment=row).delete()
        row.seat = run.enrolments.count() + 1
        row.save()
        note(row, True)
    issue_all(run, by=CLERK, at=OVER + timedelta(hours=1))

    assert [queries_of(coordinator, path) for path in paths] == few


def test_results_read_as_much_for_many_questions_as_for_one(coordinator):
    Question.objects.all().delete()
    runs = [held_run(present=3, settled=True) for _size in range(2)]
    counts = []
    for run, size in zip(runs, (1, 29), strict=True):
        questions = [
            Question.objects.create(kind=QuestionKind.SCALE, text_sl=f"Vprašanje {n}")
            for n in range(size)
        ]
        for row in people(run)[:3]:
            evaluate(row, answers=dict.fromkeys(questions, 4), on=OVER.date())
        counts.append(queries_of(coordinator, address("run_evaluation", run.pk)))

    assert counts[0] == counts[1]
    assert not Message.objects.exists()
