from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func
from django.utils.translation import gettext_lazy as _


class FreeInterval(models.Model):
    """Derived: hours − closures − occupying appointments, one local day at a time (DESIGN 4).

    Written only by booking.availability.derive; `check_availability` proves it against the truth.
    """

    counter = models.ForeignKey(
        "booking.Counter", on_delete=models.CASCADE, related_name="free_intervals"
    )
    period = DateTimeRangeField()
    restriction = models.ForeignKey(
        "booking.ServiceRestriction", null=True, blank=True, on_delete=models.CASCADE
    )
    # Before this moment the time is for urgent cases only; a filter of the read releases it (B35).
    reserved_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("free interval")
        verbose_name_plural = _("free intervals")
        constraints = [
            ExclusionConstraint(
                name="booking_freeinterval_apart",
                expressions=[
                    ("counter", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            models.Index(
                F("counter"),
                Func(F("period"), function="upper", output_field=models.DateTimeField()),
                name="booking_freeinterval_end",
                include=["period", "restriction", "reserved_until"],
            ),
        ]

    def __str__(self) -> str:
        period = self.period
        return f"{period.lower:%Y-%m-%d %H:%M}–{period.upper:%H:%M}"
