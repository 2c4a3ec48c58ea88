"""Jobs of calendars, run by the procrastinate worker."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from calendars.models import FeedState

KEPT = timedelta(days=90)


@app.periodic(cron="17 3 * * *")
@app.task(name="calendars.forget_old_states", queueing_lock="calendars.forget_old_states")
def forget_old_states(timestamp: int) -> None:
    """Erase what was noted of feeds unchanged for 90 days: filters nobody asks for any more.

    Who still asks is answered by date once more in full; no date comes twice, being long past.
    """
    FeedState.objects.filter(dated__lt=timezone.now() - KEPT).delete()
