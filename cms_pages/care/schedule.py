"""Publishing at the hour an editor set, and taking offline at the end (U1)."""

import logging
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Page, Revision

logger = logging.getLogger(__name__)


def publish_due(*, at: datetime) -> tuple[int, int]:
    """Take offline what has expired and publish what is due; return how many of each.

    Unlike Wagtail's own command it goes on after a page that may not be published: one text
    without its alternative would keep all others waiting.
    """
    expired = list(Page.objects.live().filter(expire_at__lt=at).order_by("expire_at"))
    for page in expired:
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    due = Revision.objects.filter(approved_go_live_at__lt=at).order_by("approved_go_live_at")
    return len(expired), sum(_publish(revision) for revision in due)


def _publish(revision: Revision) -> bool:
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except ValidationError as error:
        logger.error("page %s not published: %s", revision.object_id, sorted(error.message_dict))
        return False
    return True
