from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from booking.access import SERVING, Somebody, granted
from booking.enums import BulkKind


class BulkChangeQuerySet(models.QuerySet["BulkChange"]):
    def visible_to(self, user: Somebody, at: datetime) -> "BulkChangeQuerySet":
        """Keep the changes at places whose calendar `user` may see (B1, X2)."""
        within = granted(user, SERVING, at, path="location__path")
        return self.none() if within is None else self.filter(within)


class BulkChange(models.Model):
    """What was done to many appointments at once, in counts, so that it is found again (B11, B12).

    One per location: each is atomic by itself. `uid` is common to those made in one go.
    """

    uid = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=10, choices=BulkKind)
    location = models.ForeignKey("booking.Location", on_delete=models.PROTECT, related_name="+")
    actor_id = models.BigIntegerField(null=True, blank=True)
    reason_sl = models.CharField(max_length=200, blank=True)
    reason_sr = models.CharField(max_length=200, blank=True)
    reason_en = models.CharField(max_length=200, blank=True)
    moved = models.PositiveIntegerField(default=0)
    cancelled = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    objects = BulkChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("bulk change")
        verbose_name_plural = _("bulk changes")

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"

    @property
    def reasons(self) -> dict[str, str]:
        return {"sl": self.reason_sl, "sr": self.reason_sr, "en": self.reason_en}
