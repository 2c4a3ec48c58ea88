"""Jobs of the outbox. Their arguments and errors hold no personal data."""

from collections.abc import Collection
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from messaging import rescue, retention, sending

QUEUE = "messages"
STALLED_SECONDS = 30  # a worker gives a sign of life every ten


class TryAgain(Exception):  # noqa: N818  # not an error: how a job asks for another turn
    def __init__(self, wait: timedelta) -> None:
        super().__init__("try again")
        self.wait = wait


class WhenTold(BaseRetryStrategy):
    """Retry a job that asked for it, when it asked for."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if not isinstance(exception, TryAgain):
            return None
        return RetryDecision(retry_in={"seconds": int(exception.wait.total_seconds())})


@app.task(queue=QUEUE, retry=WhenTold())
def send_message(message_id: int) -> None:
    wait = sending.attempt(message_id, at=timezone.now())
    if wait is not None:
        raise TryAgain(wait)


@app.periodic(cron="* * * * *")
@app.task(queue=QUEUE, queueing_lock="messaging-stalled", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Give the jobs of dead workers back to the queue, whatever app they belong to."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        await manager.retry_job(job)


@app.periodic(cron="* * * * *")
@app.task(queue=QUEUE, queueing_lock="messaging-lost")
def requeue_lost_messages(timestamp: int) -> None:
    for message in rescue.without_job(at=timezone.now()):
        defer(message.pk, turn=message.turn)


@app.periodic(cron="17 3 * * *")
@app.task(queue=QUEUE, queueing_lock="messaging-purge", pass_context=True)
async def purge(context: JobContext, timestamp: int) -> None:
    """Forget whom old messages went to, and finished jobs."""
    await retention.aforget_old(at=timezone.now())
    await context.app.job_manager.delete_old_jobs(
        nb_hours=72, include_failed=True, include_cancelled=True, include_aborted=True
    )


def defer(message_id: int, *, turn: str) -> None:
    """Queue the sending in the caller's transaction; jobs of one turn run one after the other."""
    send_message.configure(lock=turn or None).defer(message_id=message_id)


def call_off(message_ids: Collection[int]) -> None:
    """Take jobs nobody has begun out of the queue: hundreds of idle ones would hold up the rest."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE status = 'todo' AND task_name = %s"
            " AND (args ->> 'message_id')::bigint = ANY(%s)",
            [send_message.name, list(message_ids)],
        )
