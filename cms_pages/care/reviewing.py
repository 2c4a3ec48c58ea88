"""Pages and the day by which somebody looks at them again (U1)."""

from datetime import date, timedelta

from django.apps import apps
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from wagtail.models import Page, PageQuerySet

from cms_pages.models import PortalPage

AHEAD = timedelta(days=14)


def pages_with_day() -> PageQuerySet:
    """Return live pages that have a day, with it as `review_by`; once, not once a language.

    The day is kept the same in every language of a page: the one written first stands for all.
    """
    kinds = [model for model in apps.get_models() if issubclass(model, PortalPage)]
    day = Coalesce(*[f"{kind._meta.model_name}__review_by" for kind in kinds])
    first = Page.objects.filter(translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk"))
    pages = Page.objects.live().filter(~Exists(first)).annotate(review_by=day)
    return pages.exclude(review_by=None).select_related("owner", "locale").order_by("review_by")


def overdue(today: date) -> PageQuerySet:
    """Return the pages whose day has come or gone by."""
    return pages_with_day().filter(review_by__lte=today)
