from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from booking.access import MANAGING, SERVING, Somebody, granted


class CounterQuerySet(models.QuerySet["Counter"]):
    def in_use(self) -> "CounterQuerySet":
        return self.filter(is_active=True)

    def doing(self, service_id: int) -> "CounterQuerySet":
        return self.in_use().filter(services=service_id)

    def visible_to(self, user: Somebody, at: datetime) -> "CounterQuerySet":
        """Keep the counters of the places whose calendar `user` may see (B1, X2)."""
        within = granted(user, SERVING, at, path="location__path")
        return self.none() if within is None else self.filter(within)

    def managed_by(self, user: Somebody, at: datetime) -> "CounterQuerySet":
        """Keep the counters that `user` may configure (B1, B7)."""
        within = granted(user, MANAGING, at, path="location__path")
        return self.none() if within is None else self.filter(within)

    def locked(self, *, skip: bool = False) -> "CounterQuerySet":
        """Lock the rows in key order; a plain FOR UPDATE would block inserts of foreign keys."""
        return self.order_by("pk").select_for_update(no_key=True, of=("self",), skip_locked=skip)


class Counter(models.Model):
    """A counter (delovno mesto): capacity one. Parallel capacity is more counters (DESIGN 3)."""

    location = models.ForeignKey(
        "booking.Location", on_delete=models.PROTECT, related_name="counters"
    )
    label = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField(default=0)
    services = models.ManyToManyField("booking.Service", blank=True, related_name="counters")
    is_active = models.BooleanField(default=True)
    # The derived FreeInterval rows reach to the end of this local day.
    free_until: "models.DateField[date | None, date | None]" = models.DateField(
        null=True, blank=True, editable=False
    )

    objects = CounterQuerySet.as_manager()

    class Meta:
        ordering = ["location", "order", "pk"]
        verbose_name = _("counter")
        verbose_name_plural = _("counters")
        constraints = [
            models.UniqueConstraint(
                fields=["location", "label"],
                condition=Q(is_active=True),
                name="booking_counter_label",
                violation_error_message=_("This location already has a counter of that name."),
            )
        ]

    def __str__(self) -> str:
        return self.label
