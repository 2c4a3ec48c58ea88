"""What follows when a page goes live: its challenge is published, and its authority told (P4)."""

from typing import Any

from django.utils import timezone
from wagtail.signals import page_published

from cms_pages.models import ChallengePage
from privacy.audit import SYSTEM, Actor
from programme.actions.triage import publish


def challenge_page_published(sender: Any, instance: ChallengePage, **kwargs: Any) -> None:
    """Publish the challenge of a case: the page's own rule lets no untested one go live."""
    revision = kwargs.get("revision")
    user = getattr(revision, "user", None)
    actor = Actor(role="editor", user_id=user.pk, channel="admin") if user else SYSTEM
    publish(instance.challenge, by=actor, at=timezone.now())


def connect() -> None:
    page_published.connect(
        challenge_page_published, sender=ChallengePage, dispatch_uid="programme.case"
    )
