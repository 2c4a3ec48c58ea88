from datetime import timedelta

import pytest

from accounts.models import ApiToken
from accounts.tokens import issue_token, partner_of, revoke_token
from privacy.audit import SYSTEM
from privacy.models import AuditEntry

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def test_partner_of_finds_its_own_token(at):
    token, raw = issue_token("Call centre", by=SYSTEM, at=at)
    issue_token("Another", by=SYSTEM, at=at)

    assert partner_of(raw, at) == token


@pytest.mark.parametrize("raw", ["", "guess", "ž" * 5000, "\x00", "' OR 1=1 --"])
def test_partner_of_unknown_text_is_nobody(at, raw):
    issue_token("Call centre", by=SYSTEM, at=at)

    assert partner_of(raw, at) is None


def test_partner_of_holds_from_first_to_last_moment(at):
    token, raw = issue_token("Call centre", by=SYSTEM, at=at, valid_to=at + HOUR)

    assert partner_of(raw, at - HOUR) is None
    assert partner_of(raw, at) == token
    assert partner_of(raw, at + HOUR) is None


def test_partner_of_revoked_token_is_nobody(at):
    token, raw = issue_token("Call centre", by=SYSTEM, at=at)

    revoke_token(token, by=SYSTEM, at=at + HOUR)
    revoke_token(token, by=SYSTEM, at=at + 2 * HOUR)

    assert partner_of(raw, at + HOUR) is None
    assert list(AuditEntry.objects.order_by("id").values_list("verb", flat=True)) == [
        "issue",
        "revoke",
    ]


def test_partner_of_token_revoked_at_its_first_moment_is_nobody(at):
    token, raw = issue_token("Call centre", by=SYSTEM, at=at)

    revoke_token(token, by=SYSTEM, at=at)

    assert partner_of(raw, at) is None


def test_token_text_is_not_in_the_database(at):
    token, raw = issue_token("Call centre", by=SYSTEM, at=at)

    stored = ApiToken.objects.filter(pk=token.pk).values_list().get()

    assert raw not in str(stored)


def test_token_is_looked_up_in_one_query(at, django_assert_num_queries):
    _token, raw = issue_token("Call centre", by=SYSTEM, at=at)

    with django_assert_num_queries(1):
        partner_of(raw, at)
