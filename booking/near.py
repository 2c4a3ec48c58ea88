"""How far a place is, and which place or municipality somebody means (B14, B23)."""

import re
from math import asin, cos, radians, sin, sqrt

from booking.models import Municipality, Place
from languages.sorting import plain, sort_key
from languages.transliteration import to_latin

Point = tuple[float, float]  # latitude, longitude in degrees

EARTH_RADIUS_KM = 6371.0
_POSTCODE = re.compile(r"(?<!\d)\d{4}(?!\d)")


def kilometres_between(one: Point, other: Point) -> float:
    """Return the great-circle distance in kilometres (haversine)."""
    (lat, lon), (other_lat, other_lon) = ((radians(a), radians(b)) for a, b in (one, other))
    half_chord = (
        sin((other_lat - lat) / 2) ** 2
        + cos(lat) * cos(other_lat) * sin((other_lon - lon) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, half_chord)))


def find_places(text: str, *, limit: int = 6) -> list[Place]:
    """Return the places somebody may mean by a name or postcode, the likeliest first.

    Diacritics, capitals and script do not matter. A postcode that is not in the table leads to
    its neighbourhood: the places with the same first three, then two, digits.
    """
    wanted = plain(to_latin(text)).strip()
    postcode = _POSTCODE.search(wanted)
    if postcode:
        return _by_postcode(postcode.group())[:limit]
    if not wanted:
        return []
    found = list(Place.objects.filter(plain_name__startswith=wanted)[:200])
    found.sort(key=lambda place: (place.plain_name != wanted, sort_key(place.name), place.postcode))
    exact = [place for place in found if place.plain_name == wanted]
    return (exact or found)[:limit]


def find_municipality(text: str) -> Municipality | None:
    """Return the municipality of a slug, name, town or postcode; None when that is not one."""
    wanted = plain(to_latin(text)).strip()
    if not wanted:
        return None
    for municipality in Municipality.objects.select_related("unit"):
        if wanted in (municipality.slug, plain(municipality.name)):
            return municipality
    places = find_places(text)
    exact = [place for place in places if wanted in (place.plain_name, place.postcode)]
    keys = {place.municipality_id for place in exact if place.municipality_id}
    found = Municipality.objects.select_related("unit").filter(pk__in=keys)
    return found[0] if len(keys) == 1 else None


def _by_postcode(postcode: str) -> list[Place]:
    for digits in (4, 3, 2):
        found = list(Place.objects.filter(postcode__startswith=postcode[:digits]))
        if found:
            return sorted(
                found,
                key=lambda place: (abs(int(place.postcode) - int(postcode)), sort_key(place.name)),
            )
    return []
