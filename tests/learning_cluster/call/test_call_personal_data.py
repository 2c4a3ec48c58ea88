"""Who applied or scored is exported and forgotten on request (X4)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from learning_cluster.actions import scoring
from learning_cluster.call_personal_data import Applicants, Scorers
from learning_cluster.models import Application, Paper, Scorer
from privacy.audit import SYSTEM
from privacy.personal_data import Person, registered
from tests.factories.learning_cluster import ScorerFactory
from tests.learning_cluster.call.acts import close, eligible, handed_in, open_call, scored

pytestmark = [pytest.mark.django_db, pytest.mark.req("X4", "L12")]


def test_applicants_and_scorers_are_registered():
    names = {one.name for one in registered()}

    assert {"learning_cluster.applicants", "learning_cluster.scorers"} <= names


def test_applicant_is_handed_what_they_wrote():
    row = handed_in(open_call())
    handed_in(row.call)

    (known,) = Applicants().export(Person(email=row.email.upper()))

    assert (known["name"], known["amount"]) == (row.name, "6131.52")
    assert known["answers"] == ["I have done so."] * 2
    assert [paper["kind"] for paper in known["papers"]] == ["cv", "letter", "offer"]


def test_sealed_application_of_somebody_forgotten_goes_altogether(
    django_capture_on_commit_callbacks,
):
    row, other = handed_in(open_call()), handed_in(open_call())
    files = [(paper.file.storage, paper.file.name) for paper in row.papers.all()]

    with django_capture_on_commit_callbacks(execute=True):
        erased = Applicants().erase(Person(email=row.email), by=SYSTEM, at=timezone.now())

    assert erased == 1
    assert list(Application.objects.all()) == [other]
    assert [storage.exists(name) for storage, name in files] == [False] * 3


def test_opened_applications_stay_without_their_applicants():
    call = open_call()
    rows = [handed_in(call, email=f"a{number}@b.example") for number in range(2)]
    close(call)

    for row in rows:
        Applicants().erase(Person(email=row.email), by=SYSTEM, at=timezone.now())
    again = Applicants().erase(Person(email=rows[0].email), by=SYSTEM, at=timezone.now())

    assert again == 0
    assert list(Application.objects.values_list("name", "email", "phone")) == [("", "", "")] * 2
    assert Paper.objects.count() == 0


def test_scorer_is_handed_out_and_forgotten_and_the_points_stay():
    row = eligible(close(open_call()))
    scored(row, 4, 5)
    scorer = ScorerFactory(call=row.call)
    at = timezone.now() + timedelta(seconds=1)
    scoring.declare(scorer, row, has_conflict=True, conflict="Srodstvo", by=SYSTEM, at=at)
    name, person = scorer.name, Person(user_id=scorer.user_id)

    (known,) = Scorers().export(person)
    erased = Scorers().erase(person, by=SYSTEM, at=at)

    scorer.refresh_from_db()
    assert (known["name"], known["conflicts"]) == (name, ["Srodstvo"])
    assert (erased, scorer.name) == (1, "–")
    assert list(Scorers().export(person)) == []
    assert Scorer.objects.filter(sheets__scores__points=5).exists()
