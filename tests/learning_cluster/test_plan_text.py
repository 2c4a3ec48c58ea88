"""An action plan as text (L11)."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from learning_cluster.plan_text import marks, plan_text

pytestmark = pytest.mark.req("L11")


def line(**facts):
    empty = {"action": "Опремити", "who": "", "starts_on": None, "ends_on": None, "cost": None}
    return SimpleNamespace(**empty | facts)


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({}, "Опремити"),
        ({"who": "Општина"}, "Опремити; Општина"),
        (
            {"starts_on": date(2026, 12, 1), "ends_on": date(2027, 1, 31)},
            "Опремити; 1. 12. 2026–31. 1. 2027",
        ),
        ({"ends_on": date(2027, 1, 31)}, "Опремити; 31. 1. 2027"),
        ({"cost": Decimal("0")}, "Опремити; 0,00 KM"),
        ({"cost": Decimal("12500.5")}, "Опремити; 12.500,50 KM"),
    ],
)
def test_plan_text_says_what_is_known(facts, text):
    assert plan_text([line(**facts)]) == text


def test_plan_text_is_a_paragraph_a_line():
    assert plan_text([line(), line(action="Запослити")]) == "Опремити\nЗапослити"
    assert plan_text([]) == ""


def test_marks_groups_thousands():
    assert marks(Decimal("1234567.8")) == "1.234.567,80"
