from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms_pages.blocks.library import ShelfBlock
from cms_pages.models.lead_page import LeadPage
from cms_pages.translation_fields import translated


class LibraryPage(LeadPage):
    """Documents to download, by category; the facts of each file are read from the file itself."""

    parent_page_types = ["cms_pages.HomePage", "cms_pages.SectionPage"]
    subpage_types: list[str] = []
    template = "cms_pages/library_page.html"

    shelves = StreamField([("shelf", ShelfBlock())], blank=True, verbose_name=_("categories"))

    search_fields = [*LeadPage.search_fields, index.SearchField("shelves")]
    content_panels = [*LeadPage.content_panels, FieldPanel("shelves")]

    translatable_fields = [*LeadPage.translatable_fields, *translated("shelves")]

    class Meta:
        verbose_name = _("document library")
        verbose_name_plural = _("document libraries")
