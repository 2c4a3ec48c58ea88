"""The page of a report, and the report to take away (T9)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from privacy.models import AuditEntry
from tests.factories.accounts import staff
from tests.factories.training import (
    ContractFactory,
    EnrolmentFactory,
    RunFactory,
    TrainingFactory,
    VariantFactory,
)
from training.enums import EnrolmentState, RunState
from training.reports.period import Period

pytestmark = pytest.mark.django_db

NOVEMBER = {"od": "2026-11-01", "do": "2026-11-30"}
STARTS = [datetime(2026, 11, 10, 8, tzinfo=UTC)]


@pytest.fixture(autouse=True)
def coordinator(client):
    return staff(client, Role.TRAINING_COORDINATOR)


@pytest.fixture
def contract():
    training = TrainingFactory()
    made = ContractFactory(
        offer__bundle=training.bundle,
        prices={training: Decimal("575.00")},
        forecasts={training: 17},
    )
    variant = VariantFactory(training=training)
    RunFactory(contract=made, variant=variant, state=RunState.HELD, starts=STARTS)
    return made


@pytest.mark.req("T9")
def test_page_shows_the_days_asked_for_and_a_picture_beside_its_table(client, contract):
    page = client.get(reverse("training:report", args=[contract.pk]), NOVEMBER)

    html = page.content.decode()
    found = page.context["report"]
    assert found.period == Period(date(2026, 11, 1), date(2026, 11, 30))
    order = ["okence-headlines", '<svg xmlns="', "okence-figures", "okence-pairs"]
    assert sorted(order, key=html.index) == order
    assert "style=" not in html[html.index('<svg xmlns="') : html.index("</figure>")]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"od": "2026-11-01"}, "do"),
        ({"od": "včeraj", "do": "2026-11-30"}, "od"),
        ({"od": "2026-11-30", "do": "2026-11-01"}, "do"),
    ],
)
def test_days_that_are_none_are_told_and_the_usual_ones_shown(client, contract, query, field):
    path = reverse("training:report", args=[contract.pk])

    page = client.get(path, query)
    file = client.get(reverse("training:report_file", args=[contract.pk, "xlsx"]), query)

    assert list(page.context["form"].errors) == [field]
    assert page.context["report"].period.first.day == 1
    assert file.status_code == 404


@pytest.mark.parametrize(("od", "do"), [("0001-01-01", "0001-01-02"), ("1600-01-01", "9999-12-31")])
def test_days_at_the_ends_of_time_break_nothing(client, contract, od, do):
    page = client.get(reverse("training:report", args=[contract.pk]), {"od": od, "do": do})

    assert page.status_code == 200


@pytest.mark.req("T9", "X3")
@pytest.mark.parametrize(("kind", "begins"), [("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_report_is_taken_away_and_that_is_noted(client, contract, kind, begins):
    path = reverse("training:report_file", args=[contract.pk, kind])

    response = client.get(path, NOVEMBER)

    name = f"porocilo-{contract.pk}-2026-11-01-2026-11-30.{kind}"
    assert response.content.startswith(begins)
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert AuditEntry.objects.get(verb="exported").object_id == str(contract.pk)


def test_other_kinds_of_file_are_not_there(client, contract):
    response = client.get(reverse("training:report_file", args=[contract.pk, "docx"]), NOVEMBER)

    assert response.status_code == 404


def test_page_asks_the_same_for_one_and_thirty_runs(client, contract):
    path = reverse("training:report", args=[contract.pk])
    client.get(path, NOVEMBER)
    with CaptureQueriesContext(connection) as one:
        client.get(path, NOVEMBER)
    variant = contract.runs.get().variant
    for run in RunFactory.create_batch(
        29, contract=contract, variant=variant, state=RunState.HELD, starts=STARTS
    ):
        EnrolmentFactory(run=run, state=EnrolmentState.ATTENDED)

    with CaptureQueriesContext(connection) as thirty:
        client.get(path, NOVEMBER)

    assert len(thirty) == len(one)
