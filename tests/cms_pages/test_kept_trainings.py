"""Kept pages of trainings are right at once after a change, an enrolment too (decision 0014).

Transactions commit here: the content version is written at commit.
"""

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms_pages.kept_pages import content_version
from tests.factories.training import EnrolmentFactory, MethodFactory, TrainingFactory
from tests.training.announced import announced
from training.enums import EnrolmentState, RunState
from training.models import Enrolment, Run, Training, TrainingGoal

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _keep(settings):
    cache.clear()
    settings.PAGES_KEPT_SECONDS = 60
    settings.BASE_URL = "http://testserver"


@pytest.fixture
def run():
    with transaction.atomic():
        return announced(TrainingFactory(slug="osnovna", name_en="Basic"), capacity=9)


def get(address):
    response = Client().get(address)
    assert response.status_code == 200
    return response.content.decode()


def addresses(run):
    return (
        "/en/usposabljanja/",
        "/en/usposabljanja/osnovna/",
        "/en/usposabljanja/koledar/",
        f"/en/usposabljanja/izvedba/{run.pk}/",
    )


@pytest.mark.parametrize("number", range(4))
def test_page_asked_again_takes_two_statements(run, number):
    address = addresses(run)[number]
    get(address)

    with CaptureQueriesContext(connection) as captured:
        get(address)

    assert len(captured) == 2


@pytest.mark.req("T16")
@pytest.mark.parametrize("number", range(4))
def test_free_places_follow_an_enrolment_at_once(run, number):
    address = addresses(run)[number]
    before = get(address)

    enrolment = EnrolmentFactory(run=run)
    enrolled = get(address)
    Enrolment.objects.filter(pk=enrolment.pk).update(state=EnrolmentState.WITHDRAWN, seat=None)
    withdrawn = get(address)

    assert [">9 free places<" in page or "9 of 9 free" in page for page in (before, withdrawn)] == [
        True,
        True,
    ]
    assert ">8 free places<" in enrolled or "8 of 9 free" in enrolled


def test_what_no_page_shows_of_an_enrolment_leaves_pages_alone(run):
    enrolment = EnrolmentFactory(run=run)
    before = content_version()

    Enrolment.objects.filter(pk=enrolment.pk).update(changed_at=timezone.now(), reason="x")

    assert content_version() == before


@pytest.mark.parametrize(
    "change",
    [
        lambda run: Training.objects.update(name_sl="Drugo"),
        lambda run: Run.objects.update(state=RunState.CANCELLED, reason="Premalo prijav"),
        lambda run: run.sessions.all().delete(),
        lambda run: run.training.methods.add(MethodFactory()),
        lambda run: TrainingGoal.objects.create(
            training=run.training, text_sl="a", text_sr="а", text_en="a"
        ),
        lambda run: run.variant.segments.update(mode="remote"),
    ],
)
def test_every_change_of_what_is_shown_counts(run, change):
    before = content_version()

    change(run)

    assert content_version() > before
