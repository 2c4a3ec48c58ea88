"""Distances and the places people name (B14, B23)."""

import pytest

from booking.models import Place
from booking.near import find_municipality, find_places, kilometres_between
from languages.sorting import plain
from tests.factories.booking import MunicipalityFactory

LJUBLJANA, LITIJA = (46.0511, 14.5051), (46.0572, 14.8249)


def place(name, postcode, municipality=None):
    return Place.objects.create(
        name=name,
        plain_name=plain(name),
        postcode=postcode,
        latitude=46.0,
        longitude=14.8,
        municipality=municipality,
    )


@pytest.mark.req("B23")
def test_distance_is_that_of_the_great_circle():
    assert round(kilometres_between(LJUBLJANA, LITIJA), 1) == 24.7
    assert kilometres_between(LITIJA, LITIJA) == 0
    assert round(kilometres_between((0, 0), (0, 180))) == 20015


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["Črnomelj", "crnomelj", " ČRNOMELJ ", "Чрномељ", "Crnom"])
def test_place_is_found_however_it_is_written(text):
    wanted = place("Črnomelj", "8340")
    place("Litija", "1270")

    assert find_places(text) == [wanted]


@pytest.mark.django_db
def test_exact_name_hides_longer_ones_and_twins_are_all_told():
    first, second = place("Bukovica", "5293"), place("Bukovica", "1360")
    place("Bukovica pri Litiji", "1270")

    assert find_places("bukovica") == [second, first]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["1270", "SI-1270", "1272 Polšnik", "1299"])
def test_unknown_postcode_leads_to_its_neighbourhood(text):
    place("Litija", "1270")
    place("Celje", "3000")

    assert [one.name for one in find_places(text)] == ["Litija"]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "  ", "9999", "Atlantida", "' OR 1=1 --", "%", "_"])
def test_what_is_no_place_is_found_nowhere(text):
    place("Litija", "1270")

    assert find_places(text) == []


@pytest.mark.django_db
@pytest.mark.req("B14")
@pytest.mark.parametrize("text", ["smartno-pri-litiji", "Šmartno pri Litiji", "SMARTNO PRI LITIJI",
                                  "Шмартно при Литији", "1275", "Vinji vrh"])  # fmt: skip
def test_municipality_is_found_by_slug_name_town_or_postcode(text):
    wanted = MunicipalityFactory(slug="smartno-pri-litiji", name="Šmartno pri Litiji")
    MunicipalityFactory(slug="litija", name="Litija")
    place("Vinji Vrh", "1275", wanted)

    assert find_municipality(text) == wanted


@pytest.mark.django_db
@pytest.mark.req("B14")
def test_town_of_two_municipalities_decides_nothing():
    place("Bukovica", "5293", MunicipalityFactory(name="Renče - Vogrsko"))
    place("Bukovica", "1360", MunicipalityFactory(name="Vodice"))

    assert find_municipality("Bukovica") is None
