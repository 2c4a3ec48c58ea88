"""The call of 2024 lies in the archive of the demonstration, and one is open now (L12)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from learning_cluster.call_results import results
from learning_cluster.demo_calls import load_calls
from learning_cluster.enums import CallStage, CriterionKind
from learning_cluster.models import Application, Call, Paper
from messaging.models import Message
from privacy.pdf_files import found
from tests.factories.learning_cluster import AT, ClusterFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("L12")]


@pytest.fixture
def calls():
    ClusterFactory(starts_on=date(2024, 4, 16), ends_on=date(2025, 4, 30))
    ClusterFactory()
    load_calls(at=AT)
    return {one.stage(AT): one for one in Call.objects.all()}


def test_demonstration_has_a_call_of_every_kind(calls):
    assert set(calls) == {CallStage.ARCHIVED, CallStage.SCORING, CallStage.OPEN}
    assert Message.objects.count() == 0


def test_call_of_2024_says_what_its_terms_say(calls):
    call = calls[CallStage.ARCHIVED]
    local = call.deadline.astimezone(call.cluster.tz)

    assert (local.date(), call.ceiling) == (date(2024, 4, 2), Decimal("6131.52"))
    assert [call.criteria.filter(kind=kind).count() for kind in CriterionKind] == [6, 3]
    assert sorted(call.applications.values_list("state", flat=True)) == [
        "ineligible",
        "not_selected",
        "selected",
    ]


def test_ranks_of_2024_are_those_the_sheets_give(calls):
    found_now = results(calls[CallStage.ARCHIVED])

    kept = {row.pk: row.rank for row in found_now.eligible}
    assert kept == {key: place.rank for key, place in found_now.places.items()}


def test_documents_are_harmless_pdfs_with_their_digest(calls):
    for paper in Paper.objects.all():
        with paper.file.open("rb") as file:
            data = file.read()
        assert (found(data), len(data)) == (None, paper.size)


def test_loading_again_adds_nothing_while_a_call_is_open_and_a_new_one_later(calls):
    same = load_calls(at=AT + timedelta(days=1))
    later = load_calls(at=datetime(2027, 3, 1, tzinfo=UTC))

    assert same == {"calls": 0, "applications": 0}
    assert later == {"calls": 1, "applications": 1}


def test_every_applicant_is_plainly_invented(calls):
    assert {
        one.rpartition("@")[2] for one in Application.objects.values_list("email", flat=True)
    } == {"prijava.example"}


def test_without_clusters_nothing_is_loaded():
    assert load_calls(at=AT) == {"calls": 0, "applications": 0}
