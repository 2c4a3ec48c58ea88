"""The evaluation of the learning experience at event 3: nameless, and shown from three on (L13)."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from learning_cluster.actions.evaluating import evaluate
from learning_cluster.enums import ClusterState, EventKind, MemberRole, RegistrationState
from learning_cluster.evaluation import is_asked, results
from learning_cluster.evaluation_summary import summary_of
from learning_cluster.models import (
    Cluster,
    EvaluationAnswer,
    EvaluationGiven,
    EvaluationQuestion,
    EvaluationSheet,
    Registration,
)
from privacy.models import AuditEntry
from questionnaires.tables import pictures, workbook
from tests.factories.learning_cluster import (
    AT,
    STARTS_AT,
    ClusterFactory,
    EventFactory,
    HelperFactory,
    MemberFactory,
    MembershipFactory,
)
from tests.learning_cluster.events.test_planning import refused

pytestmark = [pytest.mark.django_db, pytest.mark.req("L13")]
DURING = STARTS_AT + timedelta(hours=5)
AFTERWARDS = STARTS_AT + timedelta(days=8)


@pytest.fixture
def event():
    return EventFactory(kind=EventKind.EXCHANGE_3)


def there(event, **facts):
    """Return a representative who came to the event."""
    member = MemberFactory(membership=MembershipFactory(cluster=event.cluster))
    facts = {"state": RegistrationState.REGISTERED, "attended": True, "invited_at": AT} | facts
    Registration.objects.create(event=event, member=member, **facts)
    return member


def questions():
    rows = EvaluationQuestion.objects.filter(is_active=True)
    return rows.filter(is_graded=True)[0], rows.filter(is_graded=False)[0]


def given(event, grades):
    graded, words = questions()
    for number, grade in enumerate(grades):
        evaluate(there(event), answers={graded: grade, words: f"Ријеч {number}"}, at=DURING)
    return results(event.cluster, at=AFTERWARDS)


def test_answers_are_kept_without_whose_they_are(event):
    member = there(event)
    graded, words = questions()

    evaluate(member, answers={graded: 4, words: "Размјена"}, at=DURING)

    assert EvaluationGiven.objects.get().member == member
    assert EvaluationSheet.objects.get().cluster == event.cluster
    kept = EvaluationAnswer.objects.order_by("grade").values_list("grade", "words")
    assert list(kept) == [(4, ""), (None, "Размјена")]
    columns = {f.name for f in [*EvaluationSheet._meta.fields, *EvaluationAnswer._meta.fields]}
    assert columns == {"key", "cluster", "sheet", "question", "grade", "words"}
    assert not AuditEntry.objects.exists()


def test_second_answer_of_the_same_person_is_refused(event):
    member = there(event)
    graded, _words = questions()
    evaluate(member, answers={graded: 4}, at=DURING)

    refused("evaluated_already", evaluate, member, answers={graded: 1}, at=DURING)

    assert EvaluationSheet.objects.count() == 1


def test_empty_answer_is_refused(event):
    refused("no_answers", evaluate, there(event), answers={}, at=DURING)


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ({}, True),
        ({"attended": None}, True),
        ({"attended": False}, False),
        ({"state": RegistrationState.DECLINED, "attended": None}, False),
    ],
)
def test_who_was_at_event_three_is_asked(event, facts, asked):
    assert is_asked(there(event, **facts), at=DURING) is asked


def test_nobody_is_asked_before_event_three_or_once_the_cluster_is_over(event):
    member = there(event)
    guide = HelperFactory(cluster=event.cluster, role=MemberRole.RESOURCE_PERSON)
    Registration.objects.create(event=event, member=guide, invited_at=AT, attended=True)
    before = is_asked(member, at=STARTS_AT - timedelta(seconds=1))
    of_guide = is_asked(guide, at=DURING)

    Cluster.objects.filter(pk=event.cluster.pk).update(state=ClusterState.CLOSED)
    member.cluster.refresh_from_db()

    assert (before, of_guide, is_asked(member, at=DURING)) == (False, False, False)


@pytest.mark.parametrize(("grades", "shown"), [([5, 4], False), ([5, 4, 4], True)])
def test_results_are_shown_from_three_answers_on(event, grades, shown):
    found = given(event, grades)

    assert (found.is_shown, found.filled, found.asked) == (shown, len(grades), len(grades))
    assert (len(found.graded), len(found.words)) == ((1, 1) if shown else (0, 0))


def test_nothing_is_shown_while_people_may_still_answer(event):
    """Grades seen before and after somebody answered would tell that person's."""
    given(event, [5, 4, 4])
    end = event.period.upper + timedelta(days=7)

    found = [results(event.cluster, at=at) for at in (end - timedelta(seconds=1), end)]
    told = [summary_of(event.cluster, at=at) for at in (end - timedelta(seconds=1), end)]

    assert [one.closes_at for one in found] == [end, None]
    assert [(one.is_shown, len(one.graded), len(one.words)) for one in found] == [
        (False, 0, 0),
        (True, 1, 1),
    ]
    assert ["4,3" in text for text in told] == [False, True]


def test_answer_after_the_week_is_refused(event):
    graded, _words = questions()
    member = there(event)
    end = event.period.upper + timedelta(days=7)

    refused("not_asked", evaluate, member, answers={graded: 4}, at=end)
    evaluate(member, answers={graded: 4}, at=end - timedelta(seconds=1))


def test_results_of_a_cluster_that_concludes_early_are_shown_at_once(event):
    given(event, [5, 4, 4])
    Cluster.objects.filter(pk=event.cluster.pk).update(state=ClusterState.CLOSED)

    assert results(event.cluster, at=DURING).is_shown


def test_results_are_drawn_and_written_without_anything_of_other_clusters(event):
    other = EventFactory(cluster=ClusterFactory(), kind=EventKind.EXCHANGE_3)
    given(other, [1, 1, 1])
    found = given(event, [5, 4, 4])

    (picture,) = pictures(found.graded)
    book = load_workbook(BytesIO(workbook(found.graded, found.words, found.counts)))

    assert (picture.answers, picture.average[:1]) == (3, "4")
    assert [count for _label, count, _share in picture.rows] == [1, 2, 0, 0, 0]
    assert str(picture.drawn).startswith("<svg")
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert [row[1:] for row in rows] == [[3, 4.33, 0, 0, 0, 2, 1]]
