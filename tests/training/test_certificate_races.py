"""Two clerks issue certificates at once: no number twice, none missing; and without the lock."""

import pytest
from django.db import IntegrityError
from django.db.models import QuerySet

from privacy.audit import Actor
from tests.booking.racing import meeting, race
from tests.training.held import OVER, held_run
from training.actions import certificates
from training.actions.certificates import issue_all
from training.models import Certificate, CertificateYear

pytestmark = pytest.mark.django_db(transaction=True)

CLERK = Actor(role="training_coordinator", channel="admin")


def issued_at_once(monkeypatch, runs):
    """Issue for every run in a connection of its own; all meet once they know their numbers."""
    meet, usual = meeting(of=len(runs)), certificates.facts_of

    def slow(row):
        meet()
        return usual(row)

    monkeypatch.setattr(certificates, "facts_of", slow)
    return race(*[lambda run=run: issue_all(run, by=CLERK, at=OVER) for run in runs])


def numbers():
    return sorted(Certificate.objects.values_list("number", flat=True))


@pytest.mark.req("T15")
def test_two_clerks_give_every_number_once_and_leave_none_out(monkeypatch):
    runs = [held_run(present=3, settled=True) for _clerk in range(2)]

    outcomes = issued_at_once(monkeypatch, runs)

    assert [len(given) for given in outcomes] == [3, 3]
    assert numbers() == [1, 2, 3, 4, 5, 6]
    assert CertificateYear.objects.get().last == 6


@pytest.mark.req("T15")
def test_two_clerks_on_one_run_give_each_person_one(monkeypatch):
    run = held_run(present=3, settled=True)

    outcomes = issued_at_once(monkeypatch, [run, run])

    assert sorted(len(given) for given in outcomes) == [0, 3]
    assert numbers() == [1, 2, 3]


def test_without_the_lock_two_clerks_take_the_same_numbers(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows)
    # The year's row is there, so that nobody waits for its first insertion.
    CertificateYear.objects.create(year=2026)
    runs = [held_run(present=3, settled=True) for _clerk in range(2)]

    outcomes = issued_at_once_before_counting(monkeypatch, runs)

    assert sum(isinstance(outcome, IntegrityError) for outcome in outcomes) == 1


def issued_at_once_before_counting(monkeypatch, runs):
    """As above; all meet after they have read the last number, before they write the next."""
    meet, usual = meeting(of=len(runs)), CertificateYear.save

    def slow(row, **how):
        meet()
        usual(row, **how)

    monkeypatch.setattr(CertificateYear, "save", slow)
    return race(*[lambda run=run: issue_all(run, by=CLERK, at=OVER) for run in runs])
