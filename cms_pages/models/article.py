from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms_pages.blocks import BodyBlock
from cms_pages.languages_panel import LanguagesPanel
from cms_pages.models.content import ContentPage
from cms_pages.translation_fields import translated
from privacy.enums import NoticeKind
from privacy.models import Notice


class ArticlePage(ContentPage):
    """Running text: help, the accessibility statement, privacy.

    Where `shows_privacy_notice` is set, the notice in force stands below the text: the page never
    holds a copy of what people agreed to.
    """

    parent_page_types = ["cms_pages.HomePage", "cms_pages.SectionPage"]
    subpage_types: list[str] = []
    template = "cms_pages/article_page.html"

    lead = models.CharField(_("lead"), max_length=300, blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))
    shows_privacy_notice = models.BooleanField(_("shows the privacy notice"), default=False)

    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("shows_privacy_notice"),
        LanguagesPanel(),
    ]

    translatable_fields = [
        *translated("title", "seo_title", "search_description", "lead", "body"),
        SynchronizedField("shows_privacy_notice", overridable=False),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        if self.shows_privacy_notice:
            context["notice"] = Notice.objects.in_force(
                NoticeKind.PRIVACY, "booking", timezone.now()
            )
        return context
