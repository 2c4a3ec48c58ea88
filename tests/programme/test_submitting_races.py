"""Links to one address are counted one at a time, on real connections (P4)."""

import pytest
from django.db import transaction

from messaging.models import Message
from privacy.audit import SYSTEM
from programme.actions import submitting
from tests.factories.programme import (
    SENT_AT,
    AuthorityFactory,
    ChallengeFactory,
    SupportRequestFactory,
)
from tests.racing import codes, meeting, race

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.race,
    pytest.mark.req("P4"),
]
new_authority = transaction.atomic(AuthorityFactory)


def sending(factory, authority, email):
    row = factory.build(authority=authority, unconfirmed=True, contact_email=email)
    return lambda: submitting.submit(row, by=SYSTEM, at=SENT_AT)


def at_once(authority):
    spellings = ["ana.primer@organ-a.example", "Ana.Primer@Organ-A.example"]
    kinds = [ChallengeFactory, SupportRequestFactory]
    return race(
        *[sending(kind, authority, email) for email in spellings * 2 for kind in kinds],
    )


def test_mailbox_is_not_filled_by_many_submissions_at_once():
    outcomes = at_once(new_authority())

    assert codes(outcomes) == ["ok"] * 3 + ["too_many"] * 5
    assert Message.objects.count() == 3


def test_without_the_lock_it_would_be(monkeypatch):
    authority = new_authority()
    meet = meeting(of=8)
    monkeypatch.setattr(submitting, "_lock_address", lambda email: None)
    monkeypatch.setattr(submitting, "confirm_token", lambda uid: (meet(), str(uid))[1])

    outcomes = at_once(authority)

    assert codes(outcomes) == ["ok"] * 8
