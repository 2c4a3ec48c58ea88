import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from messaging.enums import Medium, State


class Message(models.Model):
    """One e-mail or SMS of the outbox (DESIGN 7), written in the transaction that causes it.

    The text is rendered when it is sent, by the `Kind` registered under `kind`, from `context`
    (keys and facts, no secrets), so that no link with a token rests in the database.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    medium = models.CharField(max_length=10, choices=Medium)
    recipient = models.CharField(max_length=254)
    language = models.CharField(max_length=10)
    context = models.JSONField(default=dict, blank=True)
    # Messages of one turn leave in the order they were queued.
    turn = models.CharField(max_length=100, blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=models.Q(state=State.QUEUED),
                name="messaging_message_queued",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.medium} {self.state}"
