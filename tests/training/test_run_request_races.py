"""Links to one address are counted one at a time, on real connections (T14)."""

import pytest
from django.db import transaction

from messaging.models import Message
from tests.factories.training import AT, VariantFactory
from tests.racing import codes, meeting, race
from tests.training.people import CITIZEN
from training.actions import run_requests
from training.models import RunRequest

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.race,
    pytest.mark.req("T14"),
]
new_variant = transaction.atomic(VariantFactory)


def asking(variant, email):
    row = RunRequest(
        variant=variant,
        employer_name="Demonstracijska uprava",
        contact_name="Naročnica Primer",
        contact_email=email,
        people=12,
        wishes="Februarja.",
        language="sl",
    )
    return lambda: run_requests.ask(row, by=CITIZEN, at=AT)


def at_once(variant):
    spellings = ["narocnica@uprava.example", "Narocnica@Uprava.example"]
    return race(*[asking(variant, email) for email in spellings * 4])


def test_mailbox_is_not_filled_by_many_requests_at_once():
    outcomes = at_once(new_variant())

    assert codes(outcomes) == ["ok"] * 3 + ["too_many"] * 5
    assert Message.objects.count() == 3


def test_without_the_lock_it_would_be(monkeypatch):
    variant = new_variant()
    meet = meeting(of=8)
    monkeypatch.setattr(run_requests, "_lock_address", lambda email: None)
    monkeypatch.setattr(run_requests, "token_hash", lambda token: (meet(), token)[1])

    outcomes = at_once(variant)

    assert codes(outcomes) == ["ok"] * 8
