"""The forms a number takes, as the catalogues say them (M3)."""

import gettext
import io

import polib
import pytest

from languages.compile_catalogues import to_latin_catalogue
from languages.make_messages import LANGUAGES, catalogue_path

NUMBERS = [0, 1, 2, 3, 4, 5, 21, 100, 101, 102, 103, 104, 105]
MINUTES = ("%(number)s minute", "%(number)s minutes")


def compiled(name):
    catalogue = polib.pofile(str(catalogue_path(name.split("-")[0])))
    wanted = to_latin_catalogue(catalogue) if name == "sr-latn" else catalogue
    return gettext.GNUTranslations(io.BytesIO(wanted.to_binary()))


@pytest.mark.req("M3")
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sl", ["0 minut", "1 minuta", "2 minuti", "3 minute", "4 minute", "5 minut", "21 minut",
                "100 minut", "101 minuta", "102 minuti", "103 minute", "104 minute",
                "105 minut"]),
        ("sr", ["0 минута", "1 минут", "2 минута", "3 минута", "4 минута", "5 минута",
                "21 минут", "100 минута", "101 минут", "102 минута", "103 минута", "104 минута",
                "105 минута"]),
        ("sr-latn", ["0 minuta", "1 minut", "2 minuta", "3 minuta", "4 minuta", "5 minuta",
                     "21 minut", "100 minuta", "101 minut", "102 minuta", "103 minuta",
                     "104 minuta", "105 minuta"]),
    ],
)  # fmt: skip
def test_number_has_its_form(language, said):
    catalogue = compiled(language)

    found = [catalogue.ngettext(*MINUTES, number) % {"number": number} for number in NUMBERS]

    assert found == said


@pytest.mark.req("M3")
@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("sl", [3, 0, 1, 2, 2, 3, 3, 3, 0, 1, 2, 2, 3]),
        ("sr", [2, 0, 1, 1, 1, 2, 0, 2, 0, 1, 1, 1, 2]),
    ],
)
def test_number_picks_one_of_all_the_forms(language, forms):
    rule = polib.pofile(str(catalogue_path(language))).metadata["Plural-Forms"]
    choose = gettext.c2py(rule.partition("plural=")[2].rstrip(";"))

    assert [choose(number) for number in NUMBERS] == forms


@pytest.mark.req("M3")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_all_its_forms(language):
    catalogue = polib.pofile(str(catalogue_path(language)))
    count = int(catalogue.metadata["Plural-Forms"].partition("nplurals=")[2].partition(";")[0])

    short = [
        entry.msgid
        for entry in catalogue
        if entry.msgid_plural and len(list(filter(None, entry.msgstr_plural.values()))) != count
    ]

    assert short == []
