from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from booking.information.most_wanted import most_wanted
from booking.information.service_rows import service_rows
from booking.information.today import today_lines
from booking.models import LifeEvent
from cms_pages.languages_panel import LanguagesPanel
from cms_pages.models.content import ContentPage
from cms_pages.translation_fields import translated


class HomePage(ContentPage):
    """The front page of one language: ask, the most wanted services, life events, today."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms_pages.ServiceIndexPage", "cms_pages.SectionPage", "cms_pages.ArticlePage"]
    template = "cms_pages/home_page.html"

    lead = models.CharField(_("lead"), max_length=200, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead"), LanguagesPanel()]

    translatable_fields = translated("title", "seo_title", "search_description", "lead")

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        at = timezone.now()
        return super().get_context(request, *args, **kwargs) | {
            "rows": service_rows(most_wanted(at=at), at=at),
            "life_events": LifeEvent.objects.all(),
            "today": today_lines(at=at),
            "hide_search": True,
        }
