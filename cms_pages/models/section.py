from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms_pages.languages_panel import LanguagesPanel
from cms_pages.models.article import ArticlePage
from cms_pages.models.content import ContentPage
from cms_pages.translation_fields import translated


class SectionPage(ContentPage):
    """A heading over articles that belong together."""

    parent_page_types = ["cms_pages.HomePage"]
    subpage_types = ["cms_pages.ArticlePage"]
    template = "cms_pages/section_page.html"

    lead = models.CharField(_("lead"), max_length=300, blank=True)

    search_fields = [*Page.search_fields, index.SearchField("lead")]
    content_panels = [*Page.content_panels, FieldPanel("lead"), LanguagesPanel()]

    translatable_fields = translated("title", "seo_title", "search_description", "lead")

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        articles = ArticlePage.objects.child_of(self).live().public()
        return super().get_context(request, *args, **kwargs) | {"articles": articles}
