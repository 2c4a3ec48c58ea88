"""What keeps the index right at once: booking's word, and Wagtail's signals about pages."""

from collections.abc import Collection
from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms_pages.copied_names import copy_names_to
from cms_pages.models import ClusterPage, ServicePage, TrainingPage
from cms_pages.search.index import index_locations, index_pages, index_services


class BookingIndex:
    """A `booking.findable.Index`."""

    def services_changed(self, keys: Collection[int] | None) -> None:
        index_services(keys)

    def locations_changed(self, keys: Collection[int]) -> None:
        index_locations(keys)


def trainings_changed() -> None:
    """Give the pages of trainings their names and words as the rows have them now."""
    copy_names_to(TrainingPage.objects.select_related("training"))
    index_pages(TrainingPage.objects.values_list("pk", flat=True))


def clusters_changed() -> None:
    """Give the pages of clusters their names as the rows have them now; show public ones alone."""
    copy_names_to(ClusterPage.objects.select_related("cluster"))
    index_pages(ClusterPage.objects.values_list("pk", flat=True))


def listen() -> None:
    """Connect the receivers. A page that is deleted takes its entry with it (CASCADE)."""
    page_published.connect(_page_changed)
    page_unpublished.connect(_page_changed)
    post_page_move.connect(_page_moved)
    post_delete.connect(_service_page_gone, sender=ServicePage)
    post_save.connect(_restriction_changed, sender=PageViewRestriction)
    post_delete.connect(_restriction_gone, sender=PageViewRestriction)


def _page_changed(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    _index([instance.pk])


def _page_moved(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    _index_below(instance.pk)


def _service_page_gone(sender: type[Page], instance: ServicePage, **kwargs: Any) -> None:
    index_services([instance.service_id])


def _restriction_changed(sender: type, instance: PageViewRestriction, **kwargs: Any) -> None:
    _index_below(instance.page_id)


def _restriction_gone(
    sender: type, instance: PageViewRestriction, origin: object = None, **kwargs: Any
) -> None:
    """A restriction that goes with its page leaves nothing to be found."""
    if isinstance(origin, PageViewRestriction) or (
        getattr(origin, "model", None) is PageViewRestriction
    ):
        _index_below(instance.page_id)


def _index_below(key: int) -> None:
    page = Page.objects.get(pk=key)
    below = Page.objects.descendant_of(page, inclusive=True)
    _index(list(below.values_list("pk", flat=True)))


def _index(keys: list[int]) -> None:
    services = ServicePage.objects.filter(pk__in=keys).values_list("service_id", flat=True)
    index_pages(keys)
    if services:
        index_services(set(services))
