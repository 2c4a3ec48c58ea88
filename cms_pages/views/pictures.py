"""The picture of a page that messengers and networks show beside its link."""

from hashlib import blake2b

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page

from booking.models import Location
from printing.picture import FontUnavailable, titled

FOLDER = "social"
NAME = "Okence"
SECONDS_FRESH = 24 * 3600
# Raise it when pictures are drawn in another way.
_EDITION = 1


@require_safe
@cache_control(public=True, max_age=SECONDS_FRESH)
def of_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Return the picture of a published page."""
    page = get_object_or_404(Page.objects.live().public().filter(depth__gt=1), pk=key)
    return _picture(f"page-{page.pk}", page.title)


@require_safe
@cache_control(public=True, max_age=SECONDS_FRESH)
def of_place(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Return the picture of a unit or an office."""
    place = get_object_or_404(Location, slug=slug)
    return _picture(f"place-{place.pk}", place.name)


def _picture(of: str, title: str) -> HttpResponseBase:
    """Return the kept picture of this title, drawing it at first; the general one without fonts."""
    digest = blake2b(f"{_EDITION}:{title}".encode(), digest_size=8).hexdigest()
    name = f"{FOLDER}/{of}/{digest}.png"
    if not default_storage.exists(name):
        try:
            content = titled(title, NAME)
        except FontUnavailable:
            return HttpResponseRedirect(static("portal/social.png"))
        _forget(f"{FOLDER}/{of}")
        default_storage.save(name, ContentFile(content))
    return FileResponse(default_storage.open(name), content_type="image/png")


def _forget(folder: str) -> None:
    """Remove the pictures of the titles the page had before."""
    if not default_storage.exists(folder):
        return
    for old in default_storage.listdir(folder)[1]:
        default_storage.delete(f"{folder}/{old}")
