from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from booking.models import LifeEvent, Service, ServiceCategory
from cms_pages.languages_panel import LanguagesPanel
from cms_pages.models.content import ContentPage
from cms_pages.translation_fields import translated


class ServiceIndexPage(ContentPage):
    """All services, by category and by life event (U3). One per language."""

    parent_page_types = ["cms_pages.HomePage"]
    subpage_types = ["cms_pages.ServicePage"]
    max_count_per_parent = 1
    template = "cms_pages/service_index_page.html"

    lead = models.CharField(_("lead"), max_length=200, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead"), LanguagesPanel()]

    translatable_fields = translated("title", "seo_title", "search_description", "lead")

    class Meta:
        verbose_name = _("list of services")
        verbose_name_plural = _("lists of services")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        services = models.Prefetch("services", queryset=Service.objects.active())
        categories = ServiceCategory.objects.prefetch_related(services)
        return super().get_context(request, *args, **kwargs) | {
            "categories": [category for category in categories if category.services.all()],
            "life_events": LifeEvent.objects.all(),
        }
