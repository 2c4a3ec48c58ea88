"""The questionnaire: filled once, and nothing in it leads to whoever filled it (T15)."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from messaging.kinds import kind_named
from messaging.models import Message
from privacy.audit import Actor
from privacy.models import AuditEntry
from tests.booking.racing import codes, meeting, race
from tests.factories.training import EnrolmentFactory, TrainingFactory
from tests.training.held import OVER, held_run, note, people
from training.actions.completing import complete
from training.actions.evaluating import evaluate
from training.enums import EnrolmentState, QuestionKind, RunState
from training.errors import TrainingError
from training.evaluation_results import results
from training.models import Answer, Evaluation, Question, Run

pytestmark = [pytest.mark.django_db, pytest.mark.req("T15")]

CLERK = Actor(role="training_coordinator", channel="admin")
DAY = date(2026, 12, 12)


@pytest.fixture
def questions():
    """Return a scale and a text, in place of those the migration brought."""
    Question.objects.all().delete()
    kinds = [QuestionKind.SCALE, QuestionKind.TEXT]
    return [
        Question.objects.create(
            kind=kind,
            order=n,
            text_sl=f"Vprašanje {n}",
            text_sr=f"Питање {n}",
            text_en=f"Is it {n}?",
        )
        for n, kind in enumerate(kinds, start=1)
    ]


@pytest.fixture
def run():
    return held_run(present=5, absent=1, settled=True)


def test_portal_comes_with_questions_in_every_language():
    rows = Question.objects.asked_after(TrainingFactory())

    assert {row.kind for row in rows} == set(QuestionKind)
    assert all(row.text_sl and row.text_sr and row.text_en for row in rows)


def test_answers_are_kept_with_the_day_and_the_run_alone(run, questions):
    row = people(run)[0]
    scale, text = questions

    evaluate(row, answers={scale: 4, text: "Vaje."}, on=DAY)

    row.refresh_from_db()
    kept = Evaluation.objects.get()
    assert row.has_evaluated
    assert (kept.run, kept.submitted_on) == (run, DAY)
    assert sorted(kept.answers.values_list("question", "score", "text")) == [
        (scale.pk, 4, ""),
        (text.pk, None, "Vaje."),
    ]


def test_nothing_kept_leads_to_whoever_answered(run, questions):
    row = people(run)[0]
    changed_at = row.changed_at
    entries = AuditEntry.objects.count()

    evaluate(row, answers={questions[0]: 4}, on=DAY)

    row.refresh_from_db()
    fields = {field.name for field in Evaluation._meta.concrete_fields}
    assert fields == {"id", "run", "submitted_on"}
    assert {field.name for field in Answer._meta.concrete_fields} == {
        *("id", "evaluation", "question", "score", "text")
    }
    assert row.changed_at == changed_at
    assert AuditEntry.objects.count() == entries


def test_keys_and_lists_do_not_follow_the_order_of_answering(run, questions):
    rows = people(run)[:5]
    for number, row in enumerate(rows, start=1):
        evaluate(row, answers={questions[1]: f"odgovor {number}"}, on=DAY)

    (words,) = results(Run.objects.filter(pk=run.pk)).words
    answers = Answer.objects.all()

    assert all(kept.pk.version == 4 for kept in [*Evaluation.objects.all(), *answers])
    assert words.texts == [answer.text for answer in sorted(answers, key=lambda one: one.pk)]


def test_nobody_answers_twice(run, questions):
    row = people(run)[0]
    evaluate(row, answers={questions[0]: 4}, on=DAY)

    with pytest.raises(TrainingError) as refused:
        evaluate(row, answers={questions[0]: 1}, on=DAY)

    assert (refused.value.code, Answer.objects.get().score) == ("evaluated_already", 4)


def clicked_twice(monkeypatch):
    """Answer twice at once; both meet before either keeps anything, if they can."""
    question = Question.objects.create(kind=QuestionKind.SCALE, text_sl="Vprašanje")
    row = people(held_run(present=1, settled=True))[0]
    meet, usual = meeting(of=2), Evaluation.save

    def slow(kept, **how):
        meet()
        usual(kept, **how)

    monkeypatch.setattr(Evaluation, "save", slow)
    return race(*[lambda: evaluate(row, answers={question: 5}, on=DAY)] * 2)


@pytest.mark.django_db(transaction=True)
def test_double_click_is_one_answer(monkeypatch):
    outcomes = clicked_twice(monkeypatch)

    assert codes(outcomes) == ["evaluated_already", "ok"]
    assert Evaluation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_a_double_click_is_two_answers(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows)

    assert codes(clicked_twice(monkeypatch)) == ["ok", "ok"]
    assert Evaluation.objects.count() == 2


@pytest.mark.parametrize("case", ["never_came", "not_held", "no_answers"])
def test_who_has_nothing_to_say_is_refused(run, questions, case):
    row = people(run)[5 if case == "never_came" else 0]
    if case == "not_held":
        Run.objects.update(state=RunState.OPEN)

    with pytest.raises(TrainingError) as refused:
        evaluate(row, answers={} if case == "no_answers" else {questions[0]: 4}, on=DAY)

    assert refused.value.code == ("no_answers" if case == "no_answers" else "not_asked")
    assert not Evaluation.objects.exists()


def test_database_refuses_points_beyond_the_scale(run, questions):
    evaluate(people(run)[0], answers={questions[0]: 4}, on=DAY)

    for score in (0, 6):
        with pytest.raises(IntegrityError), transaction.atomic():
            Answer.objects.update(score=score)


def test_results_are_hidden_until_three_have_answered(run, questions):
    rows = people(run)
    runs = Run.objects.filter(pk=run.pk)
    for row in rows[:2]:
        evaluate(row, answers={questions[0]: 5, questions[1]: "Vaje."}, on=DAY)

    before = results(runs)
    evaluate(rows[2], answers={questions[0]: 2}, on=DAY)
    after = results(runs)

    assert (before.asked, before.filled, before.hidden, before.is_shown) == (5, 2, 2, False)
    assert (before.scales, before.words) == ([], [])
    assert (after.filled, after.hidden, after.is_shown) == (3, 0, True)
    assert after.scales[0].tally.counts == (0, 1, 0, 0, 2)
    assert after.words[0].texts == ["Vaje.", "Vaje."]


def test_question_that_few_answered_is_hidden_though_the_run_is_not(run, questions):
    rows = people(run)
    for row in rows[:3]:
        evaluate(row, answers={questions[1]: "Vaje."}, on=DAY)
    for row in rows[3:5]:
        evaluate(row, answers={questions[0]: 1}, on=DAY)

    found = results(Run.objects.filter(pk=run.pk))

    assert [scale.tally for scale in found.scales] == [None]


def test_run_with_few_answers_is_left_out_of_the_training_as_a_whole(run, questions):
    small = held_run(present=2, absent=0, settled=True, variant=run.variant)
    for row in people(run)[:3]:
        evaluate(row, answers={questions[0]: 5}, on=DAY)
    for row in people(small):
        evaluate(row, answers={questions[0]: 1, questions[1]: "Skrivnost"}, on=DAY)

    found = results(Run.objects.filter(variant=run.variant))

    assert (found.filled, found.hidden) == (5, 2)
    assert found.scales[0].tally.counts == (0, 0, 0, 0, 3)
    assert found.words == []


# --- the page ------------------------------------------------------------------------------------


def path(row, language="en"):
    row.language = language
    return row.evaluation_path()


def posted(questions, **answers):
    return {f"q{question.pk}": answers[question.kind] for question in questions}


def test_link_of_the_mail_leads_to_the_questions_and_then_to_thanks(client, run, questions):
    complete(run, by=CLERK, at=OVER)
    row = people(run)[0]
    message = Message.objects.get(recipient=row.participant.email)
    with translation.override(message.language):
        content = kind_named(message.kind).render(message)
    (link,) = [line for line in content.text.splitlines() if line.startswith("http")]
    address = "/" + link.split("/", 3)[3]

    shown = client.get(address).content.decode()
    response = client.post(address, posted(questions, scale="5", text="Delo v skupini."))
    thanks = client.get(address)

    assert [one for one in ("Vprašanje 1", "Vprašanje 2") if one not in shown] == []
    assert "Sofinancirano." in content.text
    assert (response.status_code, response["Location"]) == (302, address)
    assert Evaluation.objects.get().answers.count() == 2
    assert "Vprašanje 1" not in thanks.content.decode()
    assert not kind_named(message.kind).is_wanted(message, at=OVER)


def test_nothing_answered_keeps_the_page_and_says_so(client, run, questions):
    response = client.post(path(people(run)[0]), {})

    assert response.status_code == 200
    assert "Answer at least one question." in response.content.decode()
    assert not Evaluation.objects.exists()


@pytest.mark.parametrize("score", ["0", "6", "x", "1.5"])
def test_bad_points_are_refused_and_the_words_are_kept(client, run, questions, score):
    response = client.post(path(people(run)[0]), posted(questions, scale=score, text="Moje besede"))

    text = response.content.decode()
    assert response.status_code == 200
    assert "Choose one of the answers offered." in text
    assert "Moje besede" in text
    assert not Evaluation.objects.exists()


def test_second_answer_by_the_same_link_changes_nothing(client, run, questions):
    row = people(run)[0]
    for score in ("5", "1"):
        client.post(path(row), posted(questions, scale=score, text=""))

    assert [answer.score for answer in Answer.objects.all()] == [5]


@pytest.mark.parametrize("case", ["never_came", "open", "unknown", "came"])
def test_questions_are_there_for_those_who_came(client, run, questions, case):
    row = people(run)[5 if case == "never_came" else 0]
    address = path(row)
    if case == "open":
        Run.objects.update(state=RunState.OPEN)
    if case == "unknown":
        with translation.override("en"):
            address = reverse("training_evaluate", args=["A" * 43])

    assert client.get(address).status_code == (200 if case == "came" else 404)


def test_question_of_another_training_or_switched_off_is_not_asked(client, run, questions):
    questions[0].training = TrainingFactory()
    questions[0].save()
    questions[1].is_asked = False
    questions[1].save()
    own = Question.objects.create(
        kind=QuestionKind.SCALE, training=run.variant.training, text_sl="Lastno", text_en="Own?"
    )

    response = client.get(path(people(run)[0]))

    assert list(response.context["form"].questions.values()) == [own]


def test_page_names_nobody(client, run, questions):
    row = people(run)[0]

    text = client.get(path(row)).content.decode()

    participant = row.participant
    told = [participant.name, participant.email, participant.employer.name]
    assert [part for part in told if part in text] == []


def test_page_reads_as_much_for_many_questions_as_for_one(client, run):
    row, counts = people(run)[0], []
    Question.objects.all().delete()
    client.get(path(row))
    for size in (1, 29):
        for number in range(size):
            Question.objects.create(kind=QuestionKind.SCALE, text_sl=f"Vprašanje {number}")
        with CaptureQueriesContext(connection) as queries:
            client.get(path(row))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_nobody_is_asked_for_a_run_they_left(run, questions):
    left = EnrolmentFactory(run=run, state=EnrolmentState.WITHDRAWN)
    note(left, True)

    complete(run, by=CLERK, at=OVER)

    assert not Message.objects.filter(recipient=left.participant.email).exists()
