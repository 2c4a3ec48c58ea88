"""Who waits for what, in which order, and what is being offered to whom.

This app knows neither courses nor counters: `kind` names a registered `Offerable`, `subject` what
is waited for, `who` the one who waits, both as that app's keys.
"""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class EntryState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    OFFERED = "offered", _("a place is being offered")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    LAPSED = "lapsed", _("not answered in time")
    LEFT = "left", _("left the list")


OPEN_STATES = (EntryState.WAITING, EntryState.OFFERED)


class EntryQuerySet(models.QuerySet["Entry"]):
    def waiting_for(self, kind: str, subject: str) -> "EntryQuerySet":
        """Keep those next in turn, the longest waiting first."""
        return self.filter(kind=kind, subject=subject, state=EntryState.WAITING).order_by(
            "joined_at", "pk"
        )

    def overdue(self, at: datetime) -> "EntryQuerySet":
        """Keep offers nobody answered in time."""
        return self.filter(state=EntryState.OFFERED, offer_until__lte=at)


class Entry(models.Model):
    """A place in a queue. An offer is exclusive until `offer_until`, then it passes on."""

    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    who = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=EntryState, default=EntryState.WAITING)
    joined_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True, blank=True)
    offer_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["joined_at", "pk"]
        verbose_name = _("entry of a waiting list")
        verbose_name_plural = _("entries of waiting lists")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "who"],
                condition=Q(state__in=OPEN_STATES),
                name="waiting_list_entry_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=EntryState.OFFERED)
                | Q(offered_at__isnull=False, offer_until__gt=models.F("offered_at")),
                name="waiting_list_entry_offer_expires",
            ),
        ]
        indexes = [
            models.Index(
                fields=["offer_until"],
                condition=Q(state=EntryState.OFFERED),
                name="waiting_list_entry_offers",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.subject} {self.state}"
