from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class FeedLinks(models.QuerySet["FeedLink"]):
    def of(self, holder: User | str) -> Self:
        """Return the links of one holder: a user, or the key an app knows somebody by."""
        return self.filter(**holder_fields(holder))


class FeedLink(models.Model):
    """The secret link of a personal calendar feed; only its hash is kept (I1).

    `kind` is the name the feed is registered by. The holder is a user, or whom else the app knows
    by `subject`. A new link replaces the old one, which then answers 404.
    """

    kind = models.CharField(max_length=40)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="feed_links",
    )
    subject = models.CharField(max_length=100, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    objects = FeedLinks.as_manager()

    class Meta:
        verbose_name = _("calendar link")
        verbose_name_plural = _("calendar links")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "owner", "subject"],
                nulls_distinct=False,
                name="calendars_feedlink_one_a_holder",
            ),
            models.CheckConstraint(
                condition=models.Q(owner__isnull=True) ^ models.Q(subject=""),
                name="calendars_feedlink_one_holder",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.owner_id or self.subject}"

    @property
    def holder(self) -> User | str:
        return self.owner or self.subject


def holder_fields(holder: User | str) -> dict[str, Any]:
    """Return the fields that name a holder."""
    if isinstance(holder, str):
        return {"owner": None, "subject": holder}
    return {"owner": holder, "subject": ""}
