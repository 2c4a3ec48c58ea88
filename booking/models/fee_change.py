from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FeeChange(models.Model):
    """A fee decided for a later day; on that day it becomes the fee of its service (U1)."""

    service = models.ForeignKey(
        "booking.Service", on_delete=models.CASCADE, related_name="fee_changes"
    )
    fee = models.DecimalField(_("new fee in euros"), max_digits=8, decimal_places=2)
    valid_from = models.DateField(_("valid from"))

    class Meta:
        ordering = ["valid_from", "pk"]
        verbose_name = _("fee change")
        verbose_name_plural = _("fee changes")
        constraints = [
            models.UniqueConstraint(
                fields=["service", "valid_from"], name="booking_feechange_one_a_day"
            ),
            models.CheckConstraint(condition=Q(fee__gte=0), name="booking_feechange_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from}: {self.fee}"
