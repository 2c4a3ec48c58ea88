"""Queued messages that no job will ever send."""

from datetime import datetime, timedelta

from django.db.models import BigIntegerField, Exists, OuterRef
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from procrastinate.contrib.django.models import ProcrastinateJob

from messaging.enums import State
from messaging.models import Message

GRACE = timedelta(minutes=1)
TASK = "messaging.tasks.send_message"


def without_job(*, at: datetime) -> list[Message]:
    """Return queued messages older than a minute whose job failed, was deleted or never was."""
    jobs = ProcrastinateJob.objects.filter(task_name=TASK, status__in=["todo", "doing"]).annotate(
        message=Cast(KeyTextTransform("message_id", "args"), BigIntegerField())
    )
    return list(
        Message.objects.filter(state=State.QUEUED, created_at__lt=at - GRACE)
        .exclude(Exists(jobs.filter(message=OuterRef("pk"))))
        .order_by("pk")
    )
