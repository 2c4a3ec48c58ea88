"""Each rule the database keeps, broken once."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from programme.models import Goal, Project, Reading
from tests.factories.programme import (
    AuthorityFactory,
    ChallengeFactory,
    GoodPracticeFactory,
    OperationFactory,
    SupportRequestFactory,
)

pytestmark = pytest.mark.django_db


def broken(make) -> str:
    """Return the name of the constraint that `make` breaks."""
    with pytest.raises(IntegrityError) as error:
        make()
    return error.value.__cause__.diag.constraint_name


@pytest.mark.req("P3")
@pytest.mark.parametrize(
    ("funds", "rule"),
    [
        ({"other_funds": 199_999}, "programme_operation_funds_add_up"),
        ({"european_funds": 800_001}, "programme_operation_funds_add_up"),
        (
            {"european_funds": 1_200_000, "other_funds": -200_000},
            "programme_operation_funds_positive",
        ),
        ({"target_people": 0}, "programme_operation_target"),
    ],
)
def test_operation_whose_sums_are_wrong_is_refused(funds, rule):
    assert broken(lambda: OperationFactory(**funds)) == rule


@pytest.mark.req("P3")
def test_sum_that_does_not_add_up_is_told_on_the_form():
    operation = OperationFactory.build(other_funds=100_000)

    with pytest.raises(ValidationError) as error:
        operation.full_clean()

    assert error.value.messages == [
        str(rule.violation_error_message)
        for rule in operation._meta.constraints
        if rule.name == "programme_operation_funds_add_up"
    ]


@pytest.mark.req("P2")
def test_reading_with_more_people_than_participations_is_refused():
    operation = OperationFactory()

    def make():
        Reading.objects.create(
            operation=operation, read_on=date(2026, 6, 30), people=3, participations=2
        )

    assert broken(make) == "programme_reading_people_participate"


@pytest.mark.req("P2")
def test_second_reading_of_a_day_is_refused():
    reading = {
        "operation": OperationFactory(),
        "read_on": date(2026, 6, 30),
        "people": 2,
        "participations": 2,
    }
    Reading.objects.create(**reading)

    assert broken(lambda: Reading.objects.create(**reading)) == "programme_reading_once_a_day"


@pytest.mark.req("P1")
@pytest.mark.parametrize("both", [True, False])
def test_goal_belongs_to_an_operation_or_to_a_project(both):
    operation = OperationFactory()
    texts = {f"{name}_{code}": "x" for name in NAMES for code in ("sl", "sr", "en")}
    project = Project.objects.create(operation=operation, slug="projekt", **texts)
    of = {"operation": operation, "project": project} if both else {}

    assert broken(lambda: Goal.objects.create(text_sl="x", **of)) == "programme_goal_of_one"


NAMES = ("name", "lead", "aim", "who", "how")


@pytest.mark.req("P4")
def test_listed_authority_without_a_domain_is_refused():
    assert broken(lambda: AuthorityFactory(domains=[])) == "programme_authority_listed_has_domain"


@pytest.mark.req("P4")
@pytest.mark.parametrize("domain", ["@gov.si", "GOV.SI", "gov", "gov si", "-a.si", "a..si"])
def test_domain_that_is_none_is_told(domain):
    authority = AuthorityFactory.build(domains=[domain])

    with pytest.raises(ValidationError) as error:
        authority.full_clean()

    assert set(error.value.message_dict) == {"domains"}


@pytest.mark.req("P4")
@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"state": "lost"}, "programme_challenge_state"),
        ({"confirmed_at": None}, "programme_challenge_confirmed"),
        ({"state": "unconfirmed"}, "programme_challenge_confirmed"),
        ({"state": "declined"}, "programme_challenge_refused_with_reason"),
        ({"state": "stopped"}, "programme_challenge_refused_with_reason"),
        ({"state": "prototype"}, "programme_challenge_prototype_described"),
        ({"state": "tested", "prototype": "a"}, "programme_challenge_tested_with_users"),
        (
            {"state": "published", "prototype": "a", "users_involved": "b"},
            "programme_challenge_tested_with_users",
        ),
    ],
)
def test_challenge_in_a_state_it_cannot_have_is_refused(facts, rule):
    assert broken(lambda: ChallengeFactory(**facts)) == rule


@pytest.mark.req("P1")
@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"field": "sport"}, "programme_support_field"),
        ({"state": "tested"}, "programme_support_state"),
        ({"confirmed_at": None}, "programme_support_confirmed"),
        ({"state": "declined"}, "programme_support_refused_with_reason"),
    ],
)
def test_request_for_support_that_cannot_be_is_refused(facts, rule):
    assert broken(lambda: SupportRequestFactory(**facts)) == rule


def test_good_practice_of_an_impossible_year_is_refused():
    assert broken(lambda: GoodPracticeFactory(year=202)) == "programme_goodpractice_year"
