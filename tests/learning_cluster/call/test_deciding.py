"""Eligibility with a reason, ranking, decision, a letter to everybody, the archive (L12)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from learning_cluster.actions import calls, deciding_call, scoring
from learning_cluster.call_results import results
from learning_cluster.enums import CallStage
from learning_cluster.errors import ClusterError
from learning_cluster.messages import call as kinds
from learning_cluster.models import Application, Call
from privacy.audit import SYSTEM
from tests.factories.learning_cluster import ScorerFactory, SubmittedFactory
from tests.learning_cluster.call.acts import (
    close,
    draft,
    eligible,
    judged,
    mails,
    open_call,
    scored,
)

pytestmark = [pytest.mark.django_db, pytest.mark.req("L12")]


def decide(call, selected, reason="Drugi je bolji.", at=None):
    deciding_call.decide_call(
        call, selected=selected, reason=reason, by=SYSTEM, at=at or timezone.now()
    )


def refusal(action):
    try:
        action()
    except ClusterError as error:
        return error.code
    return None


@pytest.fixture
def call():
    return close(open_call())


@pytest.fixture
def scene(call):
    """Two eligible applications, scored by two, and one that does not meet the conditions."""
    first = eligible(call, name="Prva", email="prva@a.example")
    second = eligible(call, name="Druga", email="druga@a.example", language="sr-latn")
    out = SubmittedFactory(call=call, name="Treća", email="treca@a.example", language="sl")
    judged(out, is_eligible=False, reason="Pismo nije na engleskom.")
    for row, one in ((first, 8), (second, 5)):
        scored(row, one, one)
    return first, second, out


def test_decision_ranks_selects_and_writes_to_everybody(call, scene):
    first, second, out = scene
    draft(call)

    decide(call, first)

    rows = {row.name: row for row in Application.objects.all()}
    letters = dict(mails(kinds.DECISION))
    assert [(rows[n].state, rows[n].rank) for n in ("Prva", "Druga", "Treća")] == [
        ("selected", 1),
        ("not_selected", 2),
        ("ineligible", None),
    ]
    assert set(letters) == {first.email, second.email, out.email}
    assert [rows[n].told_at is not None for n in ("Prva", "Druga", "Treća")] == [True] * 3
    assert Call.objects.get().stage(timezone.now()) == CallStage.DECIDED


def test_letter_is_in_serbian_and_english_with_the_reason(call, scene):
    _first, second, out = scene
    decide(call, scene[0])

    letters = dict(mails(kinds.DECISION))

    assert letters[second.email].text.count("Drugi je bolji.") == 2
    assert letters[out.email].text.count("Pismo nije na engleskom.") == 2
    assert letters[second.email].text.count("Your application met the conditions") >= 1
    assert letters[second.email].text.count("————————") == 1


def test_call_may_end_without_a_choice(call, scene):
    decide(call, None, "Nijedna nije dovoljno dobra.")

    assert not Application.objects.filter(state="selected").exists()
    assert len(mails(kinds.DECISION)) == 3


def test_call_without_applications_can_be_decided(call):
    decide(call, None, "")

    assert Call.objects.get().decided_at is not None


def test_decision_waits_for_every_verdict(call, scene):
    SubmittedFactory(call=call)

    assert refusal(lambda: decide(call, scene[0])) == "not_judged"


def test_decision_waits_for_every_scorer(call, scene):
    ScorerFactory(call=call)

    assert refusal(lambda: decide(call, scene[0])) == "not_scored"


def test_one_scorer_is_not_several(call):
    row = eligible(call)
    scored(row, 8)

    assert refusal(lambda: decide(call, row)) == "not_scored"


def test_scorer_with_a_conflict_is_not_waited_for_and_does_not_count(call, scene):
    first, second, _out = scene
    third = ScorerFactory(call=call)
    for row in (first, second):
        who = {"by": SYSTEM, "at": timezone.now()}
        scoring.declare(third, row, has_conflict=True, conflict="Srodstvo", **who)

    assert refusal(lambda: decide(call, first)) is None


def test_what_misses_a_required_criterion_cannot_be_selected(call):
    good, bad = eligible(call), eligible(call)
    scored(good, 1, 1)
    scored(bad, 10, 10, met=0)

    assert refusal(lambda: decide(call, bad)) == "not_ranked"
    assert results(call).places[bad.pk].rank is None


def test_reason_is_needed_where_somebody_is_not_selected(call, scene):
    assert refusal(lambda: decide(call, scene[0], "")) == "reason_needed"


def test_application_of_another_call_cannot_be_selected(call, scene):
    other = eligible(close(open_call()))

    assert refusal(lambda: decide(call, other)) == "not_ranked"


def test_decision_is_taken_once(call, scene):
    decide(call, scene[0])

    assert refusal(lambda: decide(call, scene[1])) == "decided"
    assert len(mails(kinds.DECISION)) == 3


@pytest.mark.parametrize(
    ("verdict", "reason", "seen", "code"),
    [
        (True, "", "submitted", None),
        (False, "Fali ponuda.", "submitted", None),
        (False, "", "submitted", "reason_needed"),
        (True, "", "eligible", "changed_meanwhile"),
    ],
)
def test_verdict_needs_a_reason_and_the_newest_state(call, verdict, reason, seen, code):
    row = SubmittedFactory(call=call)
    who = {"by": SYSTEM, "at": timezone.now()}

    found = refusal(
        lambda: deciding_call.judge(row, is_eligible=verdict, reason=reason, seen=seen, **who)
    )

    assert found == code


def test_verdict_can_be_changed_until_it_is_scored(call):
    row = SubmittedFactory(call=call)
    judged(row, is_eligible=False, reason="Fali potpis.")
    row.refresh_from_db()
    judged(row)
    row.refresh_from_db()
    scored(row, 5)

    code = refusal(lambda: judged(row, is_eligible=False, reason="Ipak ne."))

    assert code == "scored"


def test_verdict_at_the_deadline_itself_is_possible_and_not_before():
    call = open_call()
    row = SubmittedFactory(call=call)
    second = timedelta(seconds=1)

    codes = [
        refusal(lambda: judged(row, at=call.deadline - second)),
        refusal(lambda: judged(row, at=call.deadline)),
    ]

    assert codes == ["sealed", None]


def test_archive_is_for_decided_calls_and_only_read(call, scene):
    first, _second, out = scene
    at = timezone.now()
    early = refusal(lambda: deciding_call.archive_call(call, by=SYSTEM, at=at))
    decide(call, first)
    for _press in range(2):
        deciding_call.archive_call(call, by=SYSTEM, at=at)
    kept = list(Application.objects.order_by("pk").values())

    call.refresh_from_db()
    scorer = call.scorers.first()
    codes = [
        refusal(lambda: decide(call, None)),
        refusal(lambda: judged(out, is_eligible=True)),
        refusal(lambda: scoring.declare(scorer, first, has_conflict=False, by=SYSTEM, at=at)),
        refusal(lambda: calls.remove_scorer(scorer, by=SYSTEM, at=at)),
        refusal(lambda: calls.extend_call(call, at + timedelta(days=9), by=SYSTEM, at=at)),
    ]

    assert early == "not_decided"
    assert codes == ["decided", "decided", "not_scoring", "decided", "not_open"]
    assert list(Application.objects.order_by("pk").values()) == kept
    assert call.stage(at) == CallStage.ARCHIVED


@pytest.mark.parametrize(
    ("points", "amounts", "first"),
    [((5, 5), (6000, 5999), 1), ((6, 5), (6000, 5999), 0), ((5, 5), (6000, 6000), 0)],
)
def test_results_follow_from_sheets_offers_and_moments(call, points, amounts, first):
    rows = []
    for number, (point, amount) in enumerate(zip(points, amounts, strict=True)):
        moment = call.deadline - timedelta(hours=9 - number)
        row = eligible(call, amount=Decimal(amount), submitted_at=moment)
        scored(row, point, point)
        rows.append(row)

    found = results(call)

    assert found.order[0] == rows[first].pk
    assert [found.places[key].rank for key in found.order] == [1, 2]
