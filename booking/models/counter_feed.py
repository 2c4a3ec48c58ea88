from django.db import models
from django.utils.translation import gettext_lazy as _


class CounterFeed(models.Model):
    """The secret link of a counter's private calendar feed; only its hash is kept (I1).

    A new link replaces the old one, which then answers 404.
    """

    counter = models.OneToOneField("booking.Counter", on_delete=models.CASCADE, related_name="feed")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("counter feed")
        verbose_name_plural = _("counter feeds")

    def __str__(self) -> str:
        return f"feed of {self.counter_id}"
