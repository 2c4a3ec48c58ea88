"""Trainings side by side (T1–T4)."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from tests.factories.training import AdvancedFactory, TrainingFactory, VariantFactory
from tests.training.announced import announced
from training.models import TrainingGoal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def compare(client, *trainings):
    slugs = [one if isinstance(one, str) else one.slug for one in trainings]
    response = client.get(reverse("training_compare"), {"usposabljanje": slugs})
    assert response.status_code == 200
    return response


def test_two_stand_side_by_side_with_the_same_rows(client):
    basic = TrainingFactory(code="A")
    TrainingGoal.objects.create(training=basic, text_sl="a", text_sr="а", text_en="Know why")
    advanced = AdvancedFactory(code="B", prerequisite=basic)
    announced(basic)

    response = compare(client, advanced, basic)

    assert response.context["chosen"] == [basic, advanced]
    rows = {str(heading): cells for heading, cells in response.context["rows"]}
    assert rows["Goals"] == [(basic, ["Know why"]), (advanced, [])]
    assert rows["Prior knowledge"][1][1][0].endswith(f" {basic.name}")
    table = response.content.decode().split("<table")[1].split("</table>")[0]
    assert table.count('scope="row"') == table.count("<tr") - 1
    assert table.count('scope="col"') == 2


@pytest.mark.parametrize("number", [0, 1])
def test_fewer_than_two_are_asked_for_more(client, number):
    trainings = [TrainingFactory() for _ in range(3)]

    response = compare(client, *trainings[:number])

    assert "<table" not in response.content.decode()
    assert len(re.findall(r'type="checkbox"', response.content.decode())) == 3


def test_fourth_is_left_out_and_said_so(client):
    trainings = [TrainingFactory(code=f"C{number}") for number in range(4)]

    response = compare(client, *trainings)

    assert response.context["chosen"] == trainings[:3]
    assert response.context["too_many"] is True


def test_unknown_and_unpublished_are_left_out(client):
    shown, hidden = TrainingFactory(), TrainingFactory(is_published=False)

    response = compare(client, shown, hidden, "none-such", "\x00")

    assert response.context["chosen"] == [shown]
    assert hidden.name not in response.content.decode()


def test_three_cost_what_two_cost(client):
    trainings = [TrainingFactory() for _ in range(3)]
    for training in trainings:
        VariantFactory(training=training)
    compare(client, *trainings)

    counts = []
    for number in (2, 3):
        with CaptureQueriesContext(connection) as captured:
            compare(client, *trainings[:number])
        counts.append(len(captured))

    assert counts[0] == counts[1]
