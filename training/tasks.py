"""Jobs of trainings, run by the procrastinate worker."""

from django.utils import timezone
from procrastinate.contrib.django import app

from training.actions.contracts import watch_signatures


@app.periodic(cron="25 * * * *")
@app.task(queueing_lock="training.watch_signatures", pass_context=False)
def watch_contract_signatures(timestamp: int) -> None:
    """Hourly: remind of contracts to be signed, and let lapse those that were not (T10)."""
    watch_signatures(at=timezone.now())
