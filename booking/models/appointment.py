from datetime import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from booking.access import SERVING, Somebody, granted
from booking.enums import LIVE, OCCUPYING, Status


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def occupying(self) -> "AppointmentQuerySet":
        """Keep those that take up their counter's time."""
        return self.filter(status__in=OCCUPYING)

    def live(self) -> "AppointmentQuerySet":
        return self.filter(status__in=LIVE)

    def held(self) -> "AppointmentQuerySet":
        return self.filter(status=Status.HELD)

    def not_held(self, at: datetime) -> "AppointmentQuerySet":
        """Keep all but the holds that are still running at `at`."""
        return self.exclude(status=Status.HELD, expires_at__gt=at)

    def expired_holds(self, at: datetime) -> "AppointmentQuerySet":
        """Keep holds whose time is over but which nobody has turned to `expired` yet."""
        return self.held().filter(expires_at__lte=at)

    def confirmed(self) -> "AppointmentQuerySet":
        """Keep those that are, or were, somebody's: nothing that was only ever held."""
        return self.filter(booking__confirmed_at__isnull=False).exclude(
            status__in=[Status.HELD, Status.OFFERED, Status.EXPIRED]
        )

    def visible_to(self, user: Somebody, at: datetime) -> "AppointmentQuerySet":
        """Keep the appointments at places whose calendar `user` may see (B1, X2)."""
        within = granted(user, SERVING, at, path="counter__location__path")
        return self.none() if within is None else self.filter(within)


class Appointment(models.Model):
    """Time of one counter taken for one visitor. Its period includes the service's buffer.

    The exclusion constraint is the promise of X6: two of them never share a counter and a minute.
    """

    booking = models.ForeignKey(
        "booking.Booking", on_delete=models.CASCADE, related_name="appointments"
    )
    counter = models.ForeignKey(
        "booking.Counter", on_delete=models.PROTECT, related_name="appointments"
    )
    service = models.ForeignKey("booking.Service", on_delete=models.PROTECT, related_name="+")
    visitor = models.ForeignKey(
        "booking.Visitor", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    period = DateTimeRangeField()
    ends_at = models.DateTimeField()  # what the visitor is told: without the buffer
    status = models.CharField(max_length=10, choices=Status)
    expires_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["period", "pk"]
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            ExclusionConstraint(
                name="booking_appointment_one_per_counter",
                expressions=[
                    ("counter", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(status__in=OCCUPYING),
                violation_error_message=_("This time has just been taken."),
            ),
            models.CheckConstraint(
                condition=Q(
                    period__isempty=False,
                    period__lower_inf=False,
                    period__upper_inf=False,
                ),
                name="booking_appointment_bounded",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.HELD, Status.OFFERED])
                | Q(expires_at__isnull=False),
                name="booking_appointment_hold_expires",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                condition=Q(status=Status.HELD),
                name="booking_appointment_holds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period.lower:%Y-%m-%d %H:%M} {self.status}"

    @property
    def starts_at(self) -> datetime:
        return self.period.lower
