from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms_pages.enums import ReviewCall


class ReviewReminder(models.Model):
    """That the owner of a page was reminded of its day, so that nobody is told twice."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="+")
    review_by = models.DateField(_("review by"))
    call = models.CharField(max_length=10, choices=ReviewCall)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("reminder of a review")
        verbose_name_plural = _("reminders of reviews")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "review_by", "call"], name="cms_pages_reviewreminder_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.review_by} {self.call}"
