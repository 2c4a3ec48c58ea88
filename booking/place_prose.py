"""What editors wrote about a place, asked of whoever keeps pages: pages are above us (DESIGN 2)."""

from typing import Protocol

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from booking.models import Location


class PlaceProse(Protocol):
    """A keeper of prose, registered in its AppConfig.ready()."""

    def __call__(self, place: Location) -> SafeString:
        """Return HTML about `place` in the active language; empty if nobody wrote any."""


_keepers: list[PlaceProse] = []


def register(keeper: PlaceProse) -> None:
    """Let `keeper` be asked about every place from now on."""
    if keeper not in _keepers:
        _keepers.append(keeper)


def prose_about(place: Location) -> SafeString:
    """Return what the keepers have about `place`, one after the other."""
    return format_html_join("\n", "{}", ((keeper(place),) for keeper in _keepers))
