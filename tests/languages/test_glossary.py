"""Which terms of the glossary a text holds, in whatever form they stand (M1)."""

import pytest

from languages.glossary import terms, terms_in


def slovene(text, language="sl"):
    return [term.sl for term in terms_in(text, language)]


@pytest.mark.req("M1")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pridite na krajevni urad.", ["krajevni urad"]),
        ("pri Krajevnem uradu in na <b>krajevnih uradih</b>", ["krajevni urad"]),
        ("Storitve upravnih enot", ["storitev", "upravna enota"]),
        ("termina za storitev", ["termin", "storitev"]),
        ("Prosti termini in čakalne dobe", ["prost termin", "čakalna doba"]),
        ("prvi prosti termin", ["prvi prosti termin"]),
        ("Okenca so odprta", ["okence"]),
        ("z opomnikom po pošti", ["opomnik"]),
        ("v katalogu storitev", ["katalog storitev"]),
        ("Terminologija", []),
        ("Ničesar tukaj", []),
        ("", []),
    ],
)
def test_terms_are_found_in_inflected_slovene(text, found):
    assert slovene(text) == found


@pytest.mark.req("M1", "M2")
@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("у месној канцеларији", "sr", ["krajevni urad"]),
        ("у мјесној канцеларији", "sr", ["krajevni urad"]),
        ("u mesnim kancelarijama", "sr-latn", ["krajevni urad"]),
        ("време чекања на термин", "sr", ["čakalna doba"]),
        ("услуге управних јединица", "sr", ["storitev", "upravna enota"]),
        ("administrative units", "en", ["upravna enota"]),
        ("qualcosa", "it", []),
    ],
)
def test_terms_are_found_in_the_other_languages(text, language, found):
    assert slovene(text, language) == found


@pytest.mark.req("M2")
def test_term_is_given_as_both_serbians_say_it():
    local_office = next(term for term in terms() if term.en == "local office")

    assert local_office.in_language("sr") == ("месна канцеларија", "мјесна канцеларија")
    assert local_office.in_language("sr-latn") == ("mesna kancelarija", "mjesna kancelarija")
    assert local_office.in_language("it") == ()


def test_every_term_finds_itself():
    for term in terms():
        for code in ("sl", "sr", "sr-latn", "en"):
            for text in term.in_language(code):
                plain = text.split(" (")[0].split(" / ")[0]
                assert term.in_language(code) in [
                    found.in_language(code) for found in terms_in(plain, code)
                ], (code, text)
