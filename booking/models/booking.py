import uuid
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ApiToken
from booking.access import SERVING, Somebody, granted
from booking.enums import Channel, DocumentCase
from booking.folded_names import FoldedName

URGENT_REASON = 200  # characters


class BookingQuerySet(models.QuerySet["Booking"]):
    def confirmed(self) -> "BookingQuerySet":
        return self.filter(confirmed_at__isnull=False)

    def unconfirmed(self) -> "BookingQuerySet":
        """Keep the groups that so far only hold their time."""
        return self.filter(confirmed_at__isnull=True)

    def made_through(self, partner: ApiToken) -> "BookingQuerySet":
        """Keep the bookings of a partner system, whichever of its tokens they were made with."""
        return self.filter(partner__name=partner.name)

    def same_visit(self, booking: "Booking") -> "BookingQuerySet":
        """Keep the other bookings of the visit that `booking` is part of (B13)."""
        first = booking.visit_key
        return self.filter(Q(pk=first) | Q(linked_to=first)).exclude(pk=booking.pk)

    def visible_to(self, user: Somebody, at: datetime) -> "BookingQuerySet":
        """Keep the bookings at places whose calendar `user` may see (B1, X2)."""
        within = granted(user, SERVING, at, path="location__path")
        return self.none() if within is None else self.filter(within)


class Booking(models.Model):
    """One or several appointments at one location, made together (B21).

    Until it is confirmed it is a group of held appointments, found by `hold_hash`, the hash of a
    token only the holder has. Confirming gives it its reference and its manage link.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=12, unique=True, null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    hold_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    manage_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    idempotency_key = models.CharField(max_length=64, unique=True, null=True, blank=True)
    service = models.ForeignKey("booking.Service", on_delete=models.PROTECT)
    location = models.ForeignKey("booking.Location", on_delete=models.PROTECT)
    municipality = models.ForeignKey(
        "booking.Municipality", null=True, blank=True, on_delete=models.PROTECT
    )
    # A hold taken to move another booking; it gives its time to that one and is gone.
    moves = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="pending_moves"
    )
    # The first booking of one visit with several services (B13). Whoever it names names nobody
    # itself: the bookings of a visit are that one and all that point to it.
    linked_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="linked"
    )
    # Which conditions for documents they said are theirs; none: we do not know (B25, B36).
    cases = ArrayField(
        models.CharField(max_length=20, choices=DocumentCase), default=list, db_default=[]
    )
    language = models.CharField(max_length=10)
    channel = models.CharField(max_length=10, choices=Channel)
    # The partner system it was made through; a partner sees no other bookings.
    partner = models.ForeignKey(
        "accounts.ApiToken", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Somebody who came without an appointment and was given one at the counter (B13).
    is_walk_in = models.BooleanField(default=False, db_default=False)
    # Somebody whose case meets the service's conditions for the time kept for such cases (B35).
    is_urgent = models.BooleanField(default=False, db_default=False)
    # Why, in their own words, until confirming gives it to the contact, with which it is erased.
    urgent_reason = models.CharField(
        max_length=URGENT_REASON, blank=True, default="", db_default=""
    )
    is_extended = models.BooleanField(default=False)
    override_reason = models.CharField(max_length=200, blank=True)
    acknowledgement = models.ForeignKey(
        "privacy.Notice", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    privacy_notice = models.ForeignKey(
        "privacy.Notice", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        indexes = [
            # The schedule asks of many bookings which are urgent, and few are.
            models.Index(fields=["id"], condition=Q(is_urgent=True), name="booking_booking_urgent"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True)
                | Q(reference__isnull=False, manage_hash__isnull=False),
                name="booking_booking_confirmed_has_reference",
            ),
            models.CheckConstraint(
                condition=Q(linked_to__isnull=True) | ~Q(linked_to=models.F("id")),
                name="booking_booking_linked_to_another",
            ),
        ]

    def __str__(self) -> str:
        return self.reference or f"hold {self.pk}"

    @property
    def visit_key(self) -> int:
        """Return the key of the first booking of its visit, its own where it stands alone."""
        return self.linked_to_id or self.pk

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None


def _found_by_parts(name: str) -> GinIndex:
    """Return an index by which staff find parts of names at once (B40)."""
    return GinIndex(OpClass(FoldedName("name"), name="gin_trgm_ops"), name=name)


class Contact(models.Model):
    """Whom we write to; apart from the appointment, so that it can be erased (X4)."""

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="contact")
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    wants_email = models.BooleanField(default=False)
    wants_sms = models.BooleanField(default=False)
    urgent_reason = models.CharField(
        max_length=URGENT_REASON, blank=True, default="", db_default=""
    )

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        indexes = [_found_by_parts("booking_contact_name_parts")]
        constraints = [
            models.CheckConstraint(
                condition=Q(wants_email=False) | ~Q(email=""),
                name="booking_contact_email_to_write_to",
            ),
            models.CheckConstraint(
                condition=Q(wants_sms=False) | ~Q(phone=""),
                name="booking_contact_phone_to_write_to",
            ),
        ]

    def __str__(self) -> str:
        return f"contact of {self.booking_id}"


class Visitor(models.Model):
    """Who comes (B36) and what they need at the visit (B37); erased with the contact."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="visitors")
    name = models.CharField(max_length=120)
    is_child = models.BooleanField(default=False)
    is_represented = models.BooleanField(default=False)
    needs = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("visitor")
        verbose_name_plural = _("visitors")
        indexes = [_found_by_parts("booking_visitor_name_parts")]

    def __str__(self) -> str:
        return f"visitor of {self.booking_id}"
