"""What is decided for those a change strands is done whole, once, and for everybody (B11)."""

from datetime import date, timedelta

import pytest

from booking.actions.bulk import Decision, Shown, StalePreview, apply
from booking.actions.changing import cancel
from booking.availability.check import differences
from booking.enums import Status
from booking.errors import BookingError
from booking.models import (
    BulkChange,
    Closure,
    OpeningHours,
)
from booking.planning.preview import preview
from messaging.kinds import kind_named
from messaging.models import Message
from privacy.models import AuditEntry
from tests.booking.acting import book, confirm_hold, take
from tests.booking.offices import AT, CITIZEN, EIGHT, NINE, local, office
from tests.booking.staff.changes import MANAGER, closed, done, new_hours

pytestmark = pytest.mark.django_db

WEDNESDAY = date(2026, 11, 18)


@pytest.mark.req("B11")
def test_everybody_affected_is_told_exactly_once_with_the_reason():
    place, service = office(1)
    moved = book(place, service, EIGHT, people=2)
    cancelled = book(place, service, NINE)
    untouched = book(place, service, local("2026-11-17", "11:00"))
    told = Message.objects.count()
    seen = preview(closed(place, "2026-11-17", "08:00", "10:00"), at=AT)
    decisions = {
        one.appointment.pk: Decision.CANCEL
        if one.appointment.booking == cancelled
        else Decision.MOVE
        for one in seen.stranded
    }

    bulk = apply(Shown.of(seen), decisions, by=MANAGER, at=AT)

    new = Message.objects.order_by("pk")[told:]
    assert sorted((one.kind, one.context["booking"]) for one in new) == sorted(
        [("booking.change", moved.pk), ("booking.cancellation", cancelled.pk)]
    )
    assert all(one.context["by_office"] for one in new)
    texts = [kind_named(one.kind).render(one).text.splitlines() for one in new]
    assert [text.count("Reason: Stavka") + text.count("Razlog: Stavka") for text in texts] == [1, 1]
    assert (bulk.moved, bulk.cancelled, bulk.kept) == (2, 1, 0)
    for booking, sequence in ((moved, 1), (cancelled, 1), (untouched, 0)):
        booking.refresh_from_db()
        assert booking.sequence == sequence
    assert AuditEntry.objects.filter(verb="move", object_id=str(moved.pk)).count() == 1
    assert AuditEntry.objects.filter(verb="revoke", object_id=str(cancelled.pk)).count() == 1
    assert AuditEntry.objects.filter(verb="bulk_change", object_id=str(bulk.pk)).count() == 1


@pytest.mark.req("B11")
def test_kept_appointment_stays_and_is_not_asked_about_again():
    place, service = office(1)
    booking = book(place, service)
    told = Message.objects.count()

    done(closed(place, "2026-11-17", "08:00", "10:00"), Decision.KEEP)

    assert booking.appointments.get().status == Status.BOOKED
    assert Message.objects.count() == told
    assert preview(closed(place, "2026-11-17", "08:00", "09:00"), at=AT).stranded == []
    assert list(differences(AT)) == []


@pytest.mark.req("B11")
def test_booking_made_after_the_preview_is_not_stranded_unnoticed():
    place, service = office(1)
    seen = preview(closed(place, "2026-11-17", "08:00", "10:00"), at=AT)
    booking = book(place, service)

    with pytest.raises(StalePreview) as refused:
        apply(Shown.of(seen), {}, by=MANAGER, at=AT)

    fresh = refused.value.preview
    assert [one.appointment.booking for one in fresh.stranded] == [booking]
    assert not Closure.objects.exists()
    assert not BulkChange.objects.exists()
    key = fresh.stranded[0].appointment.pk
    apply(Shown.of(fresh), {key: Decision.MOVE}, by=MANAGER, at=AT)
    assert booking.appointments.live().get().starts_at == local("2026-11-17", "10:00")


@pytest.mark.req("B11")
def test_proposal_taken_meanwhile_comes_back_with_another():
    place, service = office(1)
    book(place, service)
    seen = preview(closed(place, "2026-11-17", "08:00", "10:00"), at=AT)
    book(place, service, seen.stranded[0].proposal.starts_at)
    decisions = {seen.stranded[0].appointment.pk: Decision.MOVE}

    with pytest.raises(StalePreview) as refused:
        apply(Shown.of(seen), decisions, by=MANAGER, at=AT)

    proposal = refused.value.preview.stranded[0].proposal
    assert proposal.starts_at == local("2026-11-17", "10:15")


@pytest.mark.req("B11")
def test_what_was_shown_holds_although_a_nearer_time_has_come_free():
    place, service = office(1)
    nearer = book(place, service, local("2026-11-17", "10:00"))
    booking = book(place, service, local("2026-11-17", "09:45"))
    seen = preview(closed(place, "2026-11-17", "08:00", "10:00"), at=AT)
    cancel(nearer, by=CITIZEN, at=AT)
    apply(Shown.of(seen), {seen.stranded[0].appointment.pk: Decision.MOVE}, by=MANAGER, at=AT)

    assert booking.appointments.live().get().starts_at == local("2026-11-17", "10:15")
    assert list(differences(AT)) == []


@pytest.mark.req("B11")
def test_another_change_of_the_same_hours_meanwhile_is_noticed():
    place, _service = office(1)
    seen = preview(new_hours(place, 9, 11, first=WEDNESDAY), at=AT)
    done(closed(place, "2026-11-19", "08:00", "10:00"))

    with pytest.raises(StalePreview):
        apply(Shown.of(seen), {}, by=MANAGER, at=AT)


@pytest.mark.req("B11")
def test_row_that_is_gone_is_said_so():
    place, _service = office(1)
    planned = new_hours(place, 9, 11, first=WEDNESDAY)
    seen = preview(planned, at=AT)
    OpeningHours.objects.all().delete()

    with pytest.raises(BookingError) as refused:
        apply(Shown.of(seen), {}, by=MANAGER, at=AT)

    assert refused.value.code == "changed_meanwhile"


@pytest.mark.req("B11")
def test_applying_twice_changes_and_tells_once():
    place, service = office(1)
    book(place, service)
    seen = preview(closed(place, "2026-11-17", "08:00", "10:00"), at=AT)
    decisions = {seen.stranded[0].appointment.pk: Decision.CANCEL}

    first = apply(Shown.of(seen), decisions, by=MANAGER, at=AT)
    told = Message.objects.count()
    second = apply(Shown.of(seen), decisions, by=MANAGER, at=AT + timedelta(seconds=2))

    assert first == second
    assert Closure.objects.count() == 1
    assert Message.objects.count() == told


@pytest.mark.req("B11")
def test_nothing_is_decided_for_those_who_were_forgotten():
    place, service = office(1)
    book(place, service)
    seen = preview(closed(place, "2026-11-17", "08:00", "10:00"), at=AT)

    with pytest.raises(BookingError) as refused:
        apply(Shown.of(seen), {}, by=MANAGER, at=AT)

    assert refused.value.code == "undecided"
    assert not Closure.objects.exists()


@pytest.mark.req("B11", "B27")
def test_hold_in_time_that_closes_cannot_be_confirmed_any_more():
    place, service = office(1)
    held = take(place, service)

    assert preview(closed(place, "2026-11-17", "08:00", "10:00"), at=AT).stranded == []
    done(closed(place, "2026-11-17", "08:00", "10:00"))

    with pytest.raises(BookingError) as refused:
        confirm_hold(held.booking)
    assert refused.value.code == "hold_expired"
    assert list(differences(AT)) == []
