"""Jobs of learning clusters, run by the procrastinate worker."""

from django.utils import timezone
from procrastinate.contrib.django import app

from learning_cluster.actions.reminding import remind_of_deliverables


@app.periodic(cron="5 * * * *")
@app.task(queueing_lock="learning_cluster.remind_of_deliverables", pass_context=False)
def remind_of_cluster_deliverables(timestamp: int) -> None:
    """Hourly, from seven in the morning by each cluster's clock: what is due and overdue (L6)."""
    remind_of_deliverables(at=timezone.now())
