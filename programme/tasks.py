from django.utils import timezone
from procrastinate.contrib.django import app

from programme.actions.submitting import forget_unconfirmed


@app.periodic(cron="20 * * * *")
@app.task(queueing_lock="programme.forget_unconfirmed", pass_context=False)
def forget_unconfirmed_submissions(timestamp: int) -> None:
    """Hourly: delete what nobody confirmed within a day (X4)."""
    forget_unconfirmed(at=timezone.now())
