"""Jobs of waiting lists, run by the procrastinate worker."""

from django.utils import timezone
from procrastinate.contrib.django import app

from waiting_list.actions import lapse_overdue, pass_on


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="waiting_list.pass_on_offers", pass_context=False)
def pass_on_offers(timestamp: int) -> None:
    """Every minute: end what was not answered, offer what is free. Writers do it on their way."""
    at = timezone.now()
    lapse_overdue(at=at)
    pass_on(at=at)
