"""The only writer of fees that begin on a later day (U1)."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from booking.actions.locks import writer
from booking.errors import BookingError
from booking.models import FeeChange, Service
from privacy.audit import SYSTEM, Actor, record


@writer
def plan_fee(
    services: Sequence[Service], *, fee: Decimal, valid_from: date, by: Actor, at: datetime
) -> int:
    """Decide the fee of all `services`, in euros, from the local day `valid_from` on.

    A fee decided before for the same day is replaced. Returns of how many services it was new.
    Raises BookingError "fee_in_the_past" where the day is not after today's (U1).
    """
    if valid_from <= timezone.localdate(at):
        raise BookingError("fee_in_the_past")
    new = 0
    for service in sorted(services, key=lambda one: one.pk):
        _row, is_new = FeeChange.objects.update_or_create(
            service=service, valid_from=valid_from, defaults={"fee": fee}
        )
        new += is_new
        record(by, "fee_planned", "booking.service", service.pk, at=at, changed=["fee"])
    return new


@writer
def forget_fee(changes: Sequence[FeeChange], *, by: Actor, at: datetime) -> int:
    """Take planned fees back; return how many still stood (U1)."""
    gone = 0
    for change in FeeChange.objects.filter(pk__in=[one.pk for one in changes]).order_by("pk"):
        gone += change.delete()[0]
        record(by, "fee_forgotten", "booking.service", change.service_id, at=at, changed=["fee"])
    return gone


@writer
def take_over_fees(*, at: datetime) -> int:
    """Write every fee whose day has come into its service; return how many.

    Readers ask `Service.fee_on` and do not depend on it.
    """
    due = FeeChange.objects.filter(valid_from__lte=timezone.localdate(at)).order_by(
        "service", "valid_from"
    )
    taken = 0
    for change in due.select_for_update():
        Service.objects.filter(pk=change.service_id).update(
            fee=change.fee, fee_year=change.valid_from.year
        )
        record(SYSTEM, "fee_begun", "booking.service", change.service_id, at=at, changed=["fee"])
        taken += change.delete()[0]
    return taken
