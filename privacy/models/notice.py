import hashlib
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from languages.translated import Translated
from privacy.enums import NoticeKind


class NoticeQuerySet(models.QuerySet["Notice"]):
    def in_force(self, kind: str, object_key: str, at: datetime) -> "Notice | None":
        """Return the newest version in effect at `at`, or None."""
        return (
            self.filter(kind=kind, object_key=object_key, effective_from__lte=at)
            .order_by("-version")
            .first()
        )


class Notice(models.Model):
    """A text people agree to or acknowledge; once used it never changes (B22, B24, X4).

    A trigger refuses UPDATE and DELETE: a change in any language is a new version.
    """

    kind = models.CharField(max_length=20, choices=NoticeKind)
    object_key = models.CharField(max_length=100, blank=True)
    version = models.PositiveIntegerField()
    effective_from = models.DateTimeField()
    text_sl = models.TextField()
    text_sr = models.TextField()
    text_en = models.TextField()

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_key", "version"], name="privacy_notice_version"
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1), name="privacy_notice_version_positive"
            ),
        ]

    text = Translated()

    def __str__(self) -> str:
        return f"{self.kind} {self.object_key} v{self.version}".replace("  ", " ")

    @property
    def fingerprint(self) -> str:
        """Return a hash over all languages: equal texts need no new version."""
        joined = "\x1f".join([self.text_sl, self.text_sr, self.text_en])
        return hashlib.sha256(joined.encode()).hexdigest()
