"""Jobs of learning clusters, run by the procrastinate worker."""

from django.utils import timezone
from procrastinate.contrib.django import app

from learning_cluster.actions.submitting import forget_drafts


@app.periodic(cron="35 * * * *")
@app.task(
    name="learning_cluster.forget_drafts",
    queueing_lock="learning_cluster.forget_drafts",
    pass_context=False,
)
def forget_drafts_of_calls(timestamp: int) -> None:
    """Hourly: delete drafts not handed in by the deadline, links nobody confirmed (L12, X4)."""
    forget_drafts(at=timezone.now())
