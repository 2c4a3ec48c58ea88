from django.db import models
from django.utils.translation import gettext_lazy as _


class Municipality(models.Model):
    """A municipality and the unit competent for it (B14)."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=80)
    unit = models.ForeignKey(
        "booking.Location", on_delete=models.PROTECT, related_name="municipalities"
    )

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """A town with postcode and coordinates, for "nearest to me" (B23). Coordinates: GeoNames."""

    name = models.CharField(max_length=80)
    plain_name = models.CharField(max_length=80, db_index=True)
    postcode = models.CharField(max_length=10, db_index=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.SET_NULL, related_name="places"
    )

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self) -> str:
        return f"{self.postcode} {self.name}"
