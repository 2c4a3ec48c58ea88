"""What happens at the counter: somebody came, was served, did not come (B13).

Each of these changes one state inside OCCUPYING, so the free time stays as it is and no counter is
locked; the booking's row is, as by whoever cancels or moves it. Nobody is written to.
"""

from dataclasses import dataclass
from datetime import date, datetime

from booking.actions.locks import lock_bookings, writer
from booking.enums import Status
from booking.errors import BookingError
from booking.models import Appointment
from privacy.audit import Actor, record
from privacy.models import AuditEntry

OBJECT = "appointment"


@dataclass(frozen=True)
class Step:
    """A state noted at the counter and the states it may follow."""

    verb: str
    to: Status
    after: tuple[Status, ...]


ARRIVE = Step("arrive", Status.ARRIVED, (Status.BOOKED,))
SERVE = Step("serve", Status.SERVED, (Status.BOOKED, Status.ARRIVED))
NO_SHOW = Step("no_show", Status.NO_SHOW, (Status.BOOKED,))
STEPS = (ARRIVE, SERVE, NO_SHOW)
NOTED = tuple(step.to for step in STEPS)
_TO = {step.verb: step.to for step in STEPS}


def arrive(appointment: Appointment, *, by: Actor, at: datetime) -> Appointment:
    """Note that the visitor has come; only on the local day of the appointment.

    Noting it twice changes nothing. Raises BookingError: wrong_state, not_today, busy.
    """
    return _take(ARRIVE, appointment, by=by, at=at)


def serve(appointment: Appointment, *, by: Actor, at: datetime) -> Appointment:
    """Note that the service was given, to somebody booked or arrived; not before its local day.

    Noting it twice changes nothing. Raises BookingError: wrong_state, not_today, busy.
    """
    return _take(SERVE, appointment, by=by, at=at)


def no_show(appointment: Appointment, *, by: Actor, at: datetime) -> Appointment:
    """Note that nobody came; only once the appointment has begun.

    Noting it twice changes nothing. Raises BookingError: wrong_state, not_begun, busy.
    """
    return _take(NO_SHOW, appointment, by=by, at=at)


@writer
def undo(appointment: Appointment, *, was: str, by: Actor, at: datetime) -> Appointment:
    """Take back the last thing noted, `was`, and return the appointment in the state before.

    Only on the local day it was noted. An appointment no longer in state `was` stays as it is: a
    second click undoes nothing more. Raises BookingError: wrong_state, too_late, busy.
    """
    one = _locked(appointment)
    if one.status != was:
        return one
    if code := undo_refusal(one, at):
        raise BookingError(code)
    return _turn(one, state_before(one), "undo", by=by, at=at)


def refusal(step: Step, one: Appointment, at: datetime) -> str:
    """Return the code of the rule against `step` at `at`, "" when there is none."""
    if one.status not in step.after:
        return "wrong_state"
    day, today = _day(one, one.starts_at), _day(one, at)
    if step is ARRIVE and day != today:
        return "not_today"
    if step is SERVE and day > today:
        return "not_today"
    if step is NO_SHOW and at < one.starts_at:
        return "not_begun"
    return ""


def undo_refusal(one: Appointment, at: datetime) -> str:
    """Return the code of the rule against taking back the last step, "" when there is none."""
    if one.status not in NOTED or one.status == state_before(one):
        return "wrong_state"
    return "" if _day(one, one.changed_at) == _day(one, at) else "too_late"


def state_before(one: Appointment) -> Status:
    """Return the state before the last step; one that begins arrived (a walk-in) stays so.

    The states gone through stand in the audit trail alone.
    """
    first = Status.ARRIVED if one.booking.is_walk_in else Status.BOOKED
    verbs = (
        AuditEntry.objects.filter(object_type=OBJECT, object_id=str(one.pk))
        .filter(verb__in=[*_TO, "undo"])
        .order_by("pk")
        .values_list("verb", flat=True)
    )
    states = [first]
    for verb in verbs:
        if verb == "undo":
            states = states[:-1] or [first]
        else:
            states.append(_TO[verb])
    return states[-2] if len(states) > 1 else first


@writer
def _take(step: Step, appointment: Appointment, *, by: Actor, at: datetime) -> Appointment:
    one = _locked(appointment)
    if one.status == step.to:
        return one
    if code := refusal(step, one, at):
        raise BookingError(code)
    return _turn(one, step.to, step.verb, by=by, at=at)


def _locked(appointment: Appointment) -> Appointment:
    """Lock the booking and return its appointment as it is now."""
    lock_bookings(appointment.booking)
    rows = Appointment.objects.select_related("booking", "counter__location")
    return rows.get(pk=appointment.pk)


def _turn(one: Appointment, status: Status, verb: str, *, by: Actor, at: datetime) -> Appointment:
    one.status, one.changed_at = status, at
    one.save(update_fields=["status", "changed_at"])
    record(by, verb, OBJECT, one.pk, at=at, changed=["status"])
    return one


def _day(one: Appointment, moment: datetime) -> date:
    return moment.astimezone(one.counter.location.zone).date()
