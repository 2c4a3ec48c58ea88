from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import (
    String,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationLog,
)


class MovedSegmentQuerySet(models.QuerySet["MovedSegment"]):
    def awaiting(self) -> "MovedSegmentQuerySet":
        """Keep what no editor has answered since it moved.

        A changed text is answered by a translation saved later than the move, one that was taken
        out by the page being saved later.
        """
        written = StringTranslation.objects.filter(
            translation_of=OuterRef("string"),
            context=OuterRef("context"),
            locale=OuterRef("translation__target_locale"),
            has_error=False,
            updated_at__gt=OuterRef("moved_at"),
        )
        saved = TranslationLog.objects.filter(
            source=OuterRef("translation__source"),
            locale=OuterRef("translation__target_locale"),
            created_at__gt=OuterRef("moved_at"),
        )
        answered = Q(Exists(written)) | Q(Exists(saved), string__isnull=True)
        return self.exclude(answered)


class MovedSegment(models.Model):
    """A text of a source page that is no longer what its translation was made from (M1).

    `string` is what the source says now, None where the text was taken out; `was` is what it said
    when it was last translated, empty where the text is new.
    """

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="moved")
    context = models.ForeignKey(TranslationContext, on_delete=models.CASCADE, related_name="+")
    string = models.ForeignKey(String, null=True, on_delete=models.CASCADE, related_name="+")
    was = models.TextField(blank=True)
    moved_at = models.DateTimeField()

    objects = MovedSegmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("changed text")
        verbose_name_plural = _("changed texts")
        constraints = [
            models.UniqueConstraint(
                fields=["translation", "context", "string"],
                name="cms_pages_movedsegment_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.context_id} {self.moved_at:%Y-%m-%d}"
