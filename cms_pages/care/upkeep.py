"""Wagtail's own signals about pages keep links and hints right between two nights."""

from typing import Any

from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from cms_pages.care.links import forget_page, read_page


def listen() -> None:
    page_published.connect(_published)
    page_unpublished.connect(_unpublished)


def _published(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    if instance.live:  # a page whose hour has not come is "published" too
        read_page(instance, at=timezone.now())


def _unpublished(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    forget_page(instance, at=timezone.now())
