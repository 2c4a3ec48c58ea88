"""Jobs of learning clusters, run by the procrastinate worker."""

from django.utils import timezone
from procrastinate.contrib.django import app

from learning_cluster.actions.event_answers import forget_needs


@app.periodic(cron="35 3 * * *")
@app.task(queueing_lock="learning_cluster.forget_needs", pass_context=False)
def forget_event_needs(timestamp: int) -> None:
    """Daily: forget what people told of themselves for events a month ago (X4)."""
    forget_needs(at=timezone.now())
