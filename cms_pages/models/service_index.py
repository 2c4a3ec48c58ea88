from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from booking.models import LifeEvent, Service, ServiceCategory
from cms_pages.models.lead_page import LeadPage


class ServiceIndexPage(LeadPage):
    """All services, by category and by life event (U3). One per language."""

    parent_page_types = ["cms_pages.HomePage"]
    subpage_types = ["cms_pages.ServicePage"]
    max_count_per_parent = 1
    template = "cms_pages/service_index_page.html"

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
