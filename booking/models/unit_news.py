from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from booking.access import SERVING, Somebody, granted
from booking.enums import Channel, NewsMode, VisitEvent


class UnitNewsQuerySet(models.QuerySet["UnitNews"]):
    def visible_to(self, user: Somebody, at: datetime) -> "UnitNewsQuerySet":
        """Keep the news of places whose calendar `user` may see (B1, X2)."""
        within = granted(user, SERVING, at, path="location__path")
        return self.none() if within is None else self.filter(within)

    def unread(self) -> "UnitNewsQuerySet":
        return self.filter(read_at__isnull=True)


class UnitNews(models.Model):
    """One thing an office is told of a visit: booked, changed, moved, cancelled (B48).

    It names the booking and no person: who comes is read from the booking while that is kept.
    """

    location = models.ForeignKey("booking.Location", on_delete=models.CASCADE, related_name="news")
    booking = models.ForeignKey("booking.Booking", on_delete=models.CASCADE, related_name="news")
    event = models.CharField(max_length=10, choices=VisitEvent)
    channel = models.CharField(max_length=10, choices=Channel)
    starts_at = models.DateTimeField()  # the time it is about: after a move away, the old one
    at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = UnitNewsQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("news of a visit")
        verbose_name_plural = _("news of visits")
        indexes = [
            models.Index(fields=["location", "-at"], name="booking_unitnews_newest"),
            models.Index(
                fields=["location"],
                condition=models.Q(read_at__isnull=True),
                name="booking_unitnews_unread",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.at:%Y-%m-%d %H:%M}"


class UnitMailbox(models.Model):
    """Where an office's news are mailed to, once the address has been proved (B48)."""

    location = models.OneToOneField(
        "booking.Location", on_delete=models.CASCADE, related_name="mailbox"
    )
    address = models.EmailField(_("e-mail address"))
    mode = models.CharField(_("when"), max_length=10, choices=NewsMode, default=NewsMode.DIGEST)
    # The code mailed to the address follows from TOKEN_KEY and these; it works for an hour and
    # five tries.
    code_sent_at = models.DateTimeField(null=True, blank=True)
    codes_since = models.DateTimeField(null=True, blank=True)
    codes_sent = models.PositiveSmallIntegerField(default=0)
    code_tries = models.PositiveSmallIntegerField(default=0)
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("mailbox of an office")
        verbose_name_plural = _("mailboxes of offices")

    def __str__(self) -> str:
        return f"mailbox of {self.location_id}"

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None
