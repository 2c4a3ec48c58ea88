"""What editors ask for about links and shared texts."""

from datetime import datetime

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued
from wagtail.models import ReferenceIndex

from cms_pages import tasks
from cms_pages.care.links import check_inside, read_shared_text
from cms_pages.models import LinkCheck, ServicePage, SharedText
from cms_pages.search.index import index_pages, index_services


def check_again(link: LinkCheck, *, at: datetime) -> bool:
    """Check a link of the portal at once; ask another site soon. Return whether it is done.

    Pressed twice, it is asked for once.
    """
    if not link.is_outside:
        check_inside([link.address], at=at)
        return True
    job = tasks.check_link.configure(queueing_lock=f"cms_pages.check_link.{link.pk}")
    try:
        with transaction.atomic():
            job.defer(link_id=link.pk)
    except AlreadyEnqueued:
        pass
    return False


def pages_with(text: SharedText) -> set[int]:
    """Return the keys of the pages `text` stands on."""
    return {
        int(reference.object_id)
        for reference in ReferenceIndex.get_references_to(text)
        if reference.object_id.isdecimal()
    }


@transaction.atomic
def follow_shared_text(text: SharedText, *, at: datetime) -> set[int]:
    """Let search and link check know what `text` says now; return the keys of its pages."""
    read_shared_text(text, at=at)
    keys = pages_with(text)
    index_pages(keys)
    services = set(ServicePage.objects.filter(pk__in=keys).values_list("service_id", flat=True))
    index_services(services)
    return keys
