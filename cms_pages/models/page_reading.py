from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.models import Page


class PageReadingQuerySet(models.QuerySet["PageReading"]):
    def worth_a_look(self) -> "PageReadingQuerySet":
        return self.filter(models.Q(long_sentences__gt=0) | models.Q(undescribed__gt=0))


class PageReading(models.Model):
    """What is worth another look in the published text of a page; made from it, never typed in."""

    page = models.OneToOneField(Page, models.CASCADE, related_name="reading")
    long_sentences = models.PositiveIntegerField(_("long sentences"), default=0)
    example = models.TextField(_("for example"), blank=True)
    undescribed = models.PositiveIntegerField(_("pictures without alternative text"), default=0)

    objects = PageReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("hints on a page")
        verbose_name_plural = _("hints on pages")

    def __str__(self) -> str:
        return f"{self.page_id}: {self.note}"

    @property
    def note(self) -> str:
        """Return in words what was found, pictures first."""
        found = []
        if self.undescribed:
            text = ngettext(
                "%(number)s picture without alternative text",
                "%(number)s pictures without alternative text",
                self.undescribed,
            )
            found.append(text % {"number": self.undescribed})
        if self.long_sentences:
            text = ngettext(
                "%(number)s long sentence", "%(number)s long sentences", self.long_sentences
            )
            found.append(text % {"number": self.long_sentences})
        return ", ".join(found)
