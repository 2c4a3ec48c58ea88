"""Writers over several pages."""

from django.db import transaction

from booking.models import Service
from cms_pages.models import ServicePage


@transaction.atomic
def copy_names(service: Service) -> int:
    """Give every page of `service` its present name as title; return how many had another."""
    changed = 0
    for page in ServicePage.objects.filter(service=service).select_related("locale"):
        before = page.title
        page.take_name()
        if page.title != before:
            page.save(update_fields=["title", "draft_title"], clean=False)
            changed += 1
    return changed
