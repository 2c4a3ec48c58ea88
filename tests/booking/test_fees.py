"""A fee decided for a later day: read from that day on, taken over by a nightly job."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from booking.actions.fees import forget_fee, plan_fee, take_over_fees
from booking.information.service_facts import coming_fee, fee, fee_note
from booking.messages.letter import rows
from booking.models import FeeChange
from booking.visit import visit
from privacy.models import AuditEntry
from tests.booking.acting import book, refusal
from tests.booking.offices import AT, CITIZEN, office
from tests.factories.booking import ServiceFactory

pytestmark = pytest.mark.django_db

TODAY, TOMORROW, LATER = date(2026, 11, 16), date(2026, 11, 17), date(2027, 1, 1)


def plan(*services, valid_from=LATER, amount="31.00", at=AT):
    return plan_fee(list(services), fee=Decimal(amount), valid_from=valid_from, by=CITIZEN, at=at)


@pytest.fixture
def passport():
    return ServiceFactory(fee=Decimal("29.53"), fee_year=2026)


@pytest.mark.req("U1")
def test_fee_changes_on_its_day_and_is_announced_before(passport):
    plan(passport)

    with translation.override("sl"):
        assert fee(passport, date(2026, 12, 31)) == "29,53 EUR"
        assert "1. 1. 2027" in coming_fee(passport, TODAY)
        assert "31,00 EUR" in coming_fee(passport, TODAY)
        assert fee(passport, LATER) == "31,00 EUR"
        assert "2027" in fee_note(passport, LATER)
        assert coming_fee(passport, LATER) == ""


def test_fee_of_many_services_is_set_at_once_and_each_is_in_the_audit_trail(passport):
    other = ServiceFactory(fee=Decimal("16.00"))

    new = plan(passport, other)
    again = plan(passport, other, amount="32.00")

    assert (new, again) == (2, 0)
    assert [change.fee for change in FeeChange.objects.all()] == [Decimal("32.00")] * 2
    assert AuditEntry.objects.filter(verb="fee_planned").count() == 4


@pytest.mark.parametrize("day", [TODAY, date(2026, 1, 1)])
def test_fee_never_changes_for_a_day_that_has_begun(passport, day):
    assert refusal(plan, passport, valid_from=day) == "fee_in_the_past"
    assert not FeeChange.objects.exists()


def test_fee_is_taken_back(passport):
    plan(passport)
    changes = list(FeeChange.objects.all())

    assert forget_fee(changes, by=CITIZEN, at=AT) == 1
    assert forget_fee(changes, by=CITIZEN, at=AT) == 0
    assert coming_fee(passport, TODAY) == ""


def test_nightly_job_takes_over_what_is_due_and_nothing_else(passport):
    plan(passport, valid_from=TOMORROW, amount="30.00")
    plan(passport, valid_from=LATER)

    early = take_over_fees(at=AT)
    taken = take_over_fees(at=AT.replace(day=17))

    passport.refresh_from_db()
    assert (early, taken) == (0, 1)
    assert (passport.fee, passport.fee_year) == (Decimal("30.00"), 2026)
    assert [change.valid_from for change in FeeChange.objects.all()] == [LATER]


@pytest.mark.req("B25")
def test_confirmation_names_the_fee_of_the_day_of_the_visit(passport):
    place, _service = office(service=passport)
    plan(passport, valid_from=TOMORROW)

    booking = book(place, passport)

    with translation.override("sl"):
        told = visit(booking, booking.appointments.all())
        assert any(row.value.startswith("31,00 EUR") for row in rows(told))


@pytest.mark.parametrize("fields", [{"fee": Decimal("-1")}, {"fee": Decimal("2")}])
def test_database_refuses_a_negative_fee_and_two_fees_of_one_day(passport, fields):
    FeeChange.objects.create(service=passport, fee=1, valid_from=LATER)
    day = LATER if fields["fee"] > 0 else TOMORROW

    with pytest.raises(IntegrityError), transaction.atomic():
        FeeChange.objects.create(service=passport, valid_from=day, **fields)
