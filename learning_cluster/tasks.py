"""Jobs of learning clusters, run by the procrastinate worker."""

from django.utils import timezone
from procrastinate.contrib.django import app

from learning_cluster.actions.event_answers import forget_needs
from learning_cluster.actions.reminding import remind_of_deliverables
from learning_cluster.actions.submitting import forget_drafts


@app.periodic(cron="5 * * * *")
@app.task(
    name="learning_cluster.remind_of_deliverables",
    queueing_lock="learning_cluster.remind_of_deliverables",
    pass_context=False,
)
def remind_of_cluster_deliverables(timestamp: int) -> None:
    """Hourly, from seven in the morning by each cluster's clock: what is due and overdue (L6)."""
    remind_of_deliverables(at=timezone.now())


@app.periodic(cron="35 3 * * *")
@app.task(
    name="learning_cluster.forget_needs",
    queueing_lock="learning_cluster.forget_needs",
    pass_context=False,
)
def forget_event_needs(timestamp: int) -> None:
    """Daily: forget what people told of themselves for events a month ago (X4)."""
    forget_needs(at=timezone.now())


@app.periodic(cron="35 * * * *")
@app.task(
    name="learning_cluster.forget_drafts",
    queueing_lock="learning_cluster.forget_drafts",
    pass_context=False,
)
def forget_drafts_of_calls(timestamp: int) -> None:
    """Hourly: delete drafts not handed in by the deadline, links nobody confirmed (L12, X4)."""
    forget_drafts(at=timezone.now())
