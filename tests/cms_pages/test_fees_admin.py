"""New fees in the admin: look first, then confirm; for those who edit the catalogue only."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import STAFF_ROLES, Role
from booking.models import FeeChange
from cms_pages.permissions import CATALOGUE_ROLES
from tests.factories.accounts import staff
from tests.factories.booking import ServiceFactory

pytestmark = pytest.mark.django_db

FEES, FORGET = "catalogue_services:fees", "catalogue_services:fee_forget"


def answers(*services, **changed):
    day = timezone.localdate() + timedelta(days=30)
    keys = [service.pk for service in services]
    return {"fee": "31,00", "valid_from": day.isoformat(), "services": keys} | changed


@pytest.mark.req("B7", "X2")
@pytest.mark.parametrize("role", sorted(STAFF_ROLES - CATALOGUE_ROLES))
def test_fees_are_not_there_for_other_staff(client, role):
    service = ServiceFactory()
    staff(client, role)

    assert client.get(reverse(FEES)).status_code == 404
    assert client.post(reverse(FEES), answers(service, confirmed="1")).status_code == 404
    assert client.post(reverse(FORGET), {"change": "1"}).status_code == 404
    assert not FeeChange.objects.exists()


@pytest.mark.req("U1")
def test_editor_looks_first_and_then_sets_the_fee_of_several_services(client):
    first, second, _third = ServiceFactory.create_batch(3, fee=Decimal("29.53"))
    staff(client, Role.EDITOR)

    shown = client.post(reverse(FEES), answers(first, second))
    before = FeeChange.objects.count()
    done = client.post(reverse(FEES), answers(first, second, confirmed="1"))

    assert shown.context["rows"] == [(first, "29,53 EUR"), (second, "29,53 EUR")]
    assert before == 0
    assert (done.status_code, done["Location"]) == (302, reverse(FEES))
    assert set(FeeChange.objects.values_list("service", "fee")) == {
        (first.pk, Decimal("31.00")),
        (second.pk, Decimal("31.00")),
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("fee", ""),
        ("fee", "-1"),
        ("fee", "veliko"),
        ("fee", "12345678901234"),
        ("valid_from", "2020-01-01"),
        ("valid_from", "včeraj"),
        ("services", []),
        ("services", ["0"]),
        ("services", ["\0"]),
    ],
)
def test_bad_answer_is_named_at_its_field_and_changes_nothing(client, field, value):
    service = ServiceFactory()
    staff(client, Role.EDITOR)

    page = client.post(reverse(FEES), answers(service, confirmed="1") | {field: value})

    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]
    assert not FeeChange.objects.exists()


@pytest.mark.parametrize("key", ["", "0", "x", "9" * 30, "²"])
def test_taking_back_a_fee_that_is_not_there_changes_nothing(client, key):
    staff(client, Role.EDITOR)

    assert client.post(reverse(FORGET), {"change": key}).status_code == 302


def test_planned_fee_is_taken_back_by_a_post_alone(client):
    change = FeeChange.objects.create(
        service=ServiceFactory(), fee=31, valid_from=timezone.localdate() + timedelta(days=9)
    )
    staff(client, Role.EDITOR)

    looked = client.get(reverse(FORGET), {"change": change.pk})
    left = FeeChange.objects.count()
    client.post(reverse(FORGET), {"change": change.pk})

    assert (looked.status_code, left) == (405, 1)
    assert not FeeChange.objects.exists()


def test_fees_ask_as_often_for_thirty_services(client):
    ServiceFactory(fee=1)
    staff(client, Role.EDITOR)
    client.get(reverse(FEES))

    with CaptureQueriesContext(connection) as one:
        client.get(reverse(FEES))
    for service in ServiceFactory.create_batch(30, fee=1):
        FeeChange.objects.create(service=service, fee=2, valid_from="2030-01-01")
    with CaptureQueriesContext(connection) as many:
        client.get(reverse(FEES))

    assert len(many) == len(one)
