"""A question finds its entries: scripts, accents, endings, slips, synonyms, odd input."""

import pytest

from cms_pages.models import SearchSynonym
from cms_pages.search.find import find
from cms_pages.search.index import rebuild
from tests.factories.booking import ServiceFactory

pytestmark = pytest.mark.django_db

TEXTS = {
    "osebna-izkaznica": ("Osebna izkaznica", "Лична карта", "Identity card", ["osebna"]),
    "potni-list": ("Potni list", "Пасош", "Passport", []),
    "poroka": ("Prijava poroke", "Пријава венчања", "Notice of marriage", ["poroka"]),
    "vozniska": ("Vozniško dovoljenje", "Возачка дозвола", "Driving licence", []),
}


@pytest.fixture
def services():
    made, category = {}, {}
    for slug, (sl, sr, en, words) in TEXTS.items():
        names = {
            f"{n}_{c}": t
            for n in ("name", "short_name")
            for c, t in (("sl", sl), ("sr", sr), ("en", en))
        }
        empty = {f"summary_{c}": "" for c in ("sl", "sr", "en")}
        made[slug] = ServiceFactory(slug=slug, words=words, **names, **empty, **category)
        category = {"category": made[slug].category}
    rebuild()
    return made


def slugs(question, at, language="sl"):
    return [entry.service.slug for entry in find(question, language=language, at=at, limit=9)]


@pytest.mark.req("U3", "M2")
@pytest.mark.parametrize("language", ["sl", "sr", "sr-latn", "en"])
@pytest.mark.parametrize(
    ("question", "slug"),
    [
        ("OSEBNA", "osebna-izkaznica"),
        ("osebno izkaznico", "osebna-izkaznica"),
        ("kako do osebne izkaznice?", "osebna-izkaznica"),
        ("izkaznca", "osebna-izkaznica"),
        ("osebnaizkaznica", "osebna-izkaznica"),
        ("лична карта", "osebna-izkaznica"),
        ("licnu kartu", "osebna-izkaznica"),
        ("potnega lista", "potni-list"),
        ("pasos", "potni-list"),
        ("pasoš", "potni-list"),
        ("pssport", "potni-list"),
        ("poroko", "poroka"),
        ("poroki", "poroka"),
        ("venčanje", "poroka"),
        ("voznisko", "vozniska"),
        ("vozinsko", "vozniska"),
        ("vozn", "vozniska"),
        ("возачку дозволу", "vozniska"),
        ("drivers license", "vozniska"),
    ],
)
def test_find_forgives(services, at, question, slug, language):
    assert slugs(question, at, language)[:1] == [slug]


@pytest.mark.req("M2")
@pytest.mark.parametrize(
    ("cyrillic", "latin", "plain"),
    [
        ("лична карта", "lična karta", "licna karta"),
        ("возачка дозвола", "vozačka dozvola", "vozacka dozvola"),
        ("ПАСОШ", "PASOŠ", "PASOS"),
        ("венчања", "venčanja", "vencanja"),
    ],
)
def test_find_answers_both_scripts_alike(services, at, cyrillic, latin, plain):
    answers = [slugs(question, at, "sr") for question in (cyrillic, latin, plain)]

    assert answers[0] != []
    assert answers[1:] == answers[:1] * 2


@pytest.mark.parametrize(
    "question",
    [
        "xyzzy",
        "",
        "   ",
        "' | & !( :* \\0 \x00",
        "':*A' & !'x' <-> y",
        "'; DROP TABLE cms_pages_searchentry; --",
        "%",
        "_" * 50,
        "\\",
        "🙂",
        "\u202e\u200f",
        "{{ 7*7 }}",
        "q" * 10_000,
        "' | " * 3_000,
        "ß" * 100,
        "а" * 100,
    ],
)
def test_find_takes_any_input(services, at, question):
    assert slugs(question, at) == []


def test_find_reads_words_beside_operators(services, at):
    assert slugs("'potni' & !list:*", at)[:1] == ["potni-list"]


@pytest.mark.req("U3")
@pytest.mark.parametrize("question", ["ohcet", "Ohceti", "ОХЦЕТ"])
def test_synonym_finds_at_once_and_with_any_ending(services, at, question):
    assert slugs(question, at) == []

    SearchSynonym.objects.create(language="sl", typed="ohcet", meant="poroka")

    assert slugs(question, at) == ["poroka"]


def test_synonym_may_be_several_words(services, at):
    SearchSynonym.objects.create(language="sl", typed="knjižica za pot", meant="potni list")

    assert slugs("nova knjizica za pot", at) == ["potni-list"]
    assert slugs("knjizica", at) == []


def test_synonym_counts_in_its_language_only(services, at):
    SearchSynonym.objects.create(language="sr", typed="svadba", meant="венчање")

    answers = {code: slugs("свадба", at, code) for code in ("sl", "sr", "sr-latn", "en")}

    assert answers == {"sl": [], "sr": ["poroka"], "sr-latn": ["poroka"], "en": []}


def test_find_keeps_to_the_limit(services, at):
    ServiceFactory.create_batch(5, short_name_sl="Potni list", category=services["poroka"].category)
    rebuild()

    assert len(find("potni list", language="sl", at=at, limit=3)) == 3
