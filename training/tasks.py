"""Jobs of trainings, run by the procrastinate worker."""

from django.utils import timezone
from procrastinate.contrib.django import app

from training.actions import run_requests
from training.actions.contracts import watch_signatures
from training.actions.enrolling import forget_unconfirmed
from training.actions.enrolment_endings import end_waiting
from training.actions.reminding import remind


@app.periodic(cron="25 * * * *")
@app.task(queueing_lock="training.watch_signatures", pass_context=False)
def watch_contract_signatures(timestamp: int) -> None:
    """Hourly: remind of contracts to be signed, and let lapse those that were not (T10)."""
    watch_signatures(at=timezone.now())


@app.periodic(cron="25 * * * *")
@app.task(queueing_lock="training.forget_unconfirmed", pass_context=False)
def forget_unconfirmed_enrolments(timestamp: int) -> None:
    """Hourly: delete what nobody confirmed within a day (X4)."""
    at = timezone.now()
    forget_unconfirmed(at=at)
    run_requests.forget_unconfirmed(at=at)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="training.remind_participants", pass_context=False)
def remind_participants(timestamp: int) -> None:
    """Every ten minutes: reminders that are due, and the end of waiting for what has begun."""
    at = timezone.now()
    remind(at=at)
    end_waiting(at=at)
