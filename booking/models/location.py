from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from booking.access import MANAGING, SERVING, Somebody, granted
from booking.enums import Channel, LocationKind


class LocationQuerySet(MP_NodeQuerySet):
    def units(self) -> "LocationQuerySet":
        return self.filter(kind=LocationKind.UNIT)

    def offices(self) -> "LocationQuerySet":
        """Keep the places one can go to: everything but the units themselves."""
        return self.exclude(kind=LocationKind.UNIT)

    def bookable(self, channel: str) -> "LocationQuerySet":
        """Keep the offices whose unit is switched on for `channel` (B8, B43)."""
        return self.filter(unit__open_channels__contains=[channel])

    def visible_to(self, user: Somebody, at: datetime) -> "LocationQuerySet":
        """Keep the places whose calendar `user` may see (B1, X2)."""
        within = granted(user, SERVING, at)
        return self.none() if within is None else self.filter(within)

    def managed_by(self, user: Somebody, at: datetime) -> "LocationQuerySet":
        """Keep the places that `user` may configure (B1, B7)."""
        within = granted(user, MANAGING, at)
        return self.none() if within is None else self.filter(within)

    def offering(self, service_id: int) -> "LocationQuerySet":
        """Keep the offices with an active counter that does the service."""
        return self.filter(
            pk__in=models.Subquery(
                self.model._meta.apps.get_model("booking", "Counter")
                .objects.in_use()
                .filter(services=service_id)
                .values("location")
            )
        )


# mypy knows no base class that a call makes.
class LocationManager(MP_NodeManager.from_queryset(LocationQuerySet)):  # type: ignore[misc]  # a base made at run time
    def get_queryset(self) -> LocationQuerySet:
        """Return tree order, as treebeard wants it, with our own vocabulary."""
        return LocationQuerySet(self.model, using=self._db).order_by("path")


class Location(MP_Node):
    """A unit, its offices and their parts (B2). Created and moved by actions, never by a form."""

    kind = models.CharField(max_length=20, choices=LocationKind)
    slug = models.SlugField(max_length=80, unique=True)
    # The unit at the top of this node's branch; itself for a unit. Kept by booking.actions.places.
    unit = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="offices"
    )
    name = models.CharField(max_length=120)
    name_minority = models.CharField(max_length=120, blank=True)
    minority_language = models.CharField(max_length=5, blank=True)
    region = models.CharField(max_length=60, blank=True)
    street = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    town = models.CharField(max_length=80, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    is_address_checked = models.BooleanField(default=False)
    is_email_checked = models.BooleanField(default=False)
    is_step_free = models.BooleanField(null=True, blank=True)
    time_zone = models.CharField(max_length=40, default="Europe/Ljubljana")
    open_channels = ArrayField(
        models.CharField(max_length=10, choices=Channel), default=list, blank=True
    )

    objects = LocationManager()

    class Meta:
        verbose_name = _("location")
        verbose_name_plural = _("locations")
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="booking_location_coordinates",
                violation_error_message=_("Give both coordinates, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("location", args=[self.slug])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def address(self) -> str:
        """Return street, postcode and town in one line; what is unknown is left out."""
        return ", ".join(filter(None, [self.street, f"{self.postcode} {self.town}".strip()]))

    def is_bookable(self, channel: str = Channel.WEB) -> bool:
        return self.unit is not None and channel in self.unit.open_channels
