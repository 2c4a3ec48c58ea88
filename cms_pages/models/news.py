from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms_pages.blocks.media import PhotoBlock
from cms_pages.languages_panel import LanguagesPanel
from cms_pages.models.lead_page import LeadPage
from cms_pages.models.written_page import WrittenPage
from cms_pages.translation_fields import kept, translated

PER_PAGE = 20


class NewsIndexPage(LeadPage):
    """All news, the newest first, with a feed to subscribe to. One per language."""

    parent_page_types = ["cms_pages.HomePage"]
    subpage_types = ["cms_pages.NewsPage"]
    max_count_per_parent = 1
    template = "cms_pages/news_index_page.html"

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        news = NewsPage.objects.child_of(self).live().public().order_by("-dated_on", "-pk")
        shown = Paginator(news, PER_PAGE).get_page(request.GET.get("page"))
        return super().get_context(request, *args, **kwargs) | {"page_obj": shown}


class NewsPage(WrittenPage):
    """One piece of news."""

    parent_page_types = ["cms_pages.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "cms_pages/news_page.html"

    dated_on = models.DateField(_("date"))
    picture = StreamField(
        [("photo", PhotoBlock())], blank=True, max_num=1, verbose_name=_("picture")
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("dated_on"),
        FieldPanel("picture"),
        FieldPanel("body"),
        LanguagesPanel(),
    ]

    translatable_fields = [
        *WrittenPage.translatable_fields,
        *translated("picture"),
        *kept("dated_on"),
    ]

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")
