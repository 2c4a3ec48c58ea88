from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms_pages.languages_panel import LanguagesPanel
from cms_pages.models.portal_page import HEADED, PortalPage
from cms_pages.translation_fields import translated


class LeadPage(PortalPage):
    """Base of the pages that are a list: a lead, and below it what the list holds."""

    lead = models.CharField(_("lead"), max_length=300, blank=True)

    search_fields = [*Page.search_fields, index.SearchField("lead")]
    content_panels = [*Page.content_panels, FieldPanel("lead"), LanguagesPanel()]

    translatable_fields = [*HEADED, *translated("lead")]

    class Meta:
        abstract = True
