from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms_pages.blocks import BodyBlock
from cms_pages.bodies import drawn
from cms_pages.languages_panel import LanguagesPanel
from cms_pages.models.portal_page import HEADED, PortalPage
from cms_pages.translation_fields import translated


class WrittenPage(PortalPage):
    """Base of the pages an editor writes: a lead and running text."""

    template = "cms_pages/article_page.html"

    lead = models.CharField(_("lead"), max_length=300, blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        LanguagesPanel(),
    ]

    translatable_fields = [*HEADED, *translated("lead", "body")]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"text": drawn(self.body, context)}
