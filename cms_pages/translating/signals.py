"""Wagtail tells what happened to a page; what follows is decided in `following`."""

from typing import Any

from django.apps import apps
from django.db.models.signals import post_delete
from django.utils import timezone
from wagtail.models import Page, TaskState
from wagtail.signals import page_published, page_unpublished, post_page_move, task_submitted

from cms_pages.translating.following import follow, latin_of, move_latin, withdraw_latin
from cms_pages.translating.mail import tell_whose_turn_it_is

_OURS = "cms_pages"


def connect() -> None:
    """Listen to Wagtail; called once, when the app is ready."""
    for model in apps.get_app_config(_OURS).get_models():
        if issubclass(model, Page):
            page_published.connect(_published, sender=model)
            page_unpublished.connect(_unpublished, sender=model)
            post_page_move.connect(_moved, sender=model)
            post_delete.connect(_deleted, sender=model)
    task_submitted.connect(
        tell_whose_turn_it_is, sender=TaskState, dispatch_uid="language_approval_submitted"
    )


def _published(instance: Page, **kwargs: Any) -> None:
    if instance.live:  # a page whose hour has not come is "published" too
        follow(instance, at=timezone.now())


def _unpublished(instance: Page, **kwargs: Any) -> None:
    withdraw_latin(instance)


def _moved(instance: Page, **kwargs: Any) -> None:
    move_latin(instance)


def _deleted(instance: Page, **kwargs: Any) -> None:
    """A Latin page without its Cyrillic one is nobody's: it goes with it."""
    for latin in latin_of(instance):
        latin.specific.delete()
