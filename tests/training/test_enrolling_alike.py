"""One mail domain cannot take every place before anybody has looked at its people (T14)."""

import pytest

from tests.factories.training import AT, EmployerFactory, RunFactory
from tests.training.people import CITIZEN, signed_up
from training.actions.deciding import approve, refuse
from training.actions.enrolling import MOST_UNVOUCHED, prove
from training.errors import TrainingError

pytestmark = [pytest.mark.django_db, pytest.mark.req("T14")]


@pytest.fixture
def run():
    return RunFactory(capacity=20)


@pytest.fixture
def anybody():
    """Return an employer whose people may have any address."""
    return EmployerFactory(domains=[], approver_email="", approver_hash="")


def outcome(run, employer, email):
    try:
        prove(signed_up(run, employer=employer, email=email), waits=False, by=CITIZEN, at=AT)
    except TrainingError as error:
        return error.code
    return "ok"


def several(run, employer, domain):
    return [outcome(run, employer, f"oseba{n}@{domain}") for n in range(MOST_UNVOUCHED)]


def test_places_are_kept_for_a_few_unknown_people_of_one_domain(run, anybody):
    several(run, anybody, "vsi.example")

    refused = outcome(run, anybody, "se.ena@VSI.example")
    stranger = outcome(run, anybody, "ana@drugi.example")
    longer_name = outcome(run, anybody, "ana@niso-vsi.example")

    assert (refused, stranger, longer_name) == ("many_of_domain", "ok", "ok")
    assert run.enrolments.seated().count() == MOST_UNVOUCHED + 2


@pytest.mark.parametrize("decide", ["approved", "refused"])
def test_decision_on_one_makes_room_for_the_next(run, anybody, decide):
    several(run, anybody, "vsi.example")
    first = run.enrolments.seated().first()

    if decide == "approved":
        approve(first, by=CITIZEN, at=AT)
    else:
        refuse(first, reason="Ni zaposlen.", by=CITIZEN, at=AT)

    assert outcome(run, anybody, "se.ena@vsi.example") == "ok"


def test_employer_with_domains_of_its_own_sends_as_many_as_it_likes(run):
    employer = EmployerFactory()

    outcomes = several(run, employer, "uprava.example")
    outcomes.append(outcome(run, employer, "se.ena@uprava.example"))

    assert set(outcomes) == {"ok"}


def test_people_of_listed_employers_do_not_count(run, anybody):
    several(run, EmployerFactory(), "uprava.example")

    assert outcome(run, anybody, "ana@uprava.example") == "ok"
