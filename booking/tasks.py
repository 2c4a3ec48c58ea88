"""Jobs of booking, run by the procrastinate worker."""

from django.utils import timezone
from procrastinate.contrib.django import app

from booking.actions.fees import take_over_fees
from booking.actions.telling import send_digests
from booking.actions.tidying import tidy_availability, tidy_holds
from booking.paper import store_day_lists


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="booking.turn_expired_holds", pass_context=False)
def turn_expired_holds(timestamp: int) -> None:
    """Every minute: give back what nobody confirmed. Readers and writers do not depend on it."""
    tidy_holds(at=timezone.now())


@app.periodic(cron="0 5 * * 1-5")
@app.task(queueing_lock="booking.morning_digests", pass_context=False)
def morning_digests(timestamp: int) -> None:
    """Before the doors open: what happened since the last mail (B48)."""
    send_digests(at=timezone.now())


@app.periodic(cron="30 4 * * *")
@app.task(queueing_lock="booking.day_lists", pass_context=False)
def day_lists(timestamp: int) -> None:
    """Before the doors open: every office's list of the day, for when the portal is down (B13)."""
    at = timezone.now()
    store_day_lists(timezone.localdate(at), at=at)


@app.periodic(cron="5 0 * * *")
@app.task(queueing_lock="booking.begin_fees", pass_context=False)
def begin_fees(timestamp: int) -> None:
    """Nightly: fees decided for the new day. What citizens read does not depend on it."""
    take_over_fees(at=timezone.now())


@app.periodic(cron="10 0 * * *")
@app.task(queueing_lock="booking.extend_availability", pass_context=False)
def extend_availability(timestamp: int) -> None:
    """Nightly: open the new last day; a start-up or any writer would do it too."""
    tidy_availability(at=timezone.now())
