"""What follows when a page goes live: its challenge is published, and its authority told (P4)."""

import logging
from typing import Any

from django.utils import timezone
from wagtail.signals import page_published

from cms_pages.models import ChallengePage
from privacy.audit import SYSTEM, Actor
from programme.actions.triage import publish
from programme.errors import ProgrammeError

logger = logging.getLogger(__name__)


def challenge_page_published(sender: Any, instance: ChallengePage, **kwargs: Any) -> None:
    """Publish the challenge of a case.

    The editor's form lets no other challenge through; a page that goes live by its clock may find
    that triage has stopped the challenge since. The page then stands, and the log says so.
    """
    revision = kwargs.get("revision")
    user = getattr(revision, "user", None)
    actor = Actor(role="editor", user_id=user.pk, channel="admin") if user else SYSTEM
    try:
        publish(instance.challenge, by=actor, at=timezone.now())
    except ProgrammeError as error:
        logger.error("page %s: challenge not published: %s", instance.pk, error.code)


def connect() -> None:
    page_published.connect(
        challenge_page_published, sender=ChallengePage, dispatch_uid="programme.case"
    )
