"""What an idempotency key stands for: one hold, as long as it lives (B27)."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from booking.actions.locks import writer
from booking.models import Appointment, Booking


def forget_if_over(idempotency_key: str, at: datetime) -> None:
    """Take its key, and the token that follows from it, from a hold that ran out or was released.

    A group without appointments has given them to the booking it moved: its key stays its own.
    """
    over = Booking.objects.unconfirmed().filter(
        Exists(Appointment.objects.filter(booking=OuterRef("pk")).not_held(at)),
        idempotency_key=idempotency_key,
    )
    if over.exists():
        _forget(idempotency_key, at)


@writer
def _forget(idempotency_key: str, at: datetime) -> None:
    rows = Booking.objects.unconfirmed().filter(idempotency_key=idempotency_key)
    # Under the lock nobody extends or confirms it any more: only now is it certain to be over.
    for row in rows.select_for_update(no_key=True, of=("self",)):
        if row.appointments.not_held(at).exists():
            row.idempotency_key = row.hold_hash = None
            row.save(update_fields=["idempotency_key", "hold_hash"])
