"""Which page of the tree answers a request: what the language switch and `lang` go by."""

from django.http import HttpRequest
from wagtail.models import Page


def show(request: HttpRequest, page: Page) -> None:
    """Note that `page` answers `request`; a bare one, of no language's tree, may be unsaved."""
    request.page_shown = page  # type: ignore[attr-defined]  # read by page_of alone


def page_of(request: HttpRequest) -> Page | None:
    """Return the page that answers `request`, or None where no page does."""
    return getattr(request, "page_shown", None)
