"""The prose of a place's page, for booking's public page of the place."""

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from booking.models import Location
from cms_pages.bodies import drawn
from cms_pages.models import UnitPage


def unit_prose(place: Location) -> SafeString:
    """Return the published prose about `place` in the active language, or nothing."""
    pages = UnitPage.objects.live().public().filter(location=place)
    page = pages.filter(locale__language_code=get_language()).first()
    return drawn(page.body).html if page else SafeString("")
