"""No dead link, no 500 and no draft, whatever happens to a page in one of its languages (M1)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page

from cms_pages.models import ArticlePage, HomePage, SectionPage, ServiceIndexPage, ServicePage
from languages.codes import EN, SL, SR
from languages.offered import offered
from tests.cms_pages.fates import FATES, SECRET, move_away, restrict
from tests.cms_pages.reading import dead_links, read
from tests.factories.booking import ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planted")]

LANGS = {"sl": "sl", "sr": "sr-Cyrl", "sr-latn": "sr-Latn", "en": "en"}


def article(code=SL, slug="pomoc"):
    return ArticlePage.objects.get(slug=slug, locale__language_code=code)


def own_article(*, live=True, codes=(SL, EN), **facts):
    """Return an article no menu links to, in some of the languages."""
    first = None
    for code in codes:
        home = HomePage.objects.get(locale__language_code=code)
        page = ArticlePage(
            title=f"Novo {code}", slug="novo", live=live, locale=home.locale, **facts
        )
        if first is not None:
            page.translation_key = first.translation_key
        home.add_child(instance=page)
        first = first or page
    return first


@pytest.mark.req("M1", "M3")
@pytest.mark.parametrize("code", offered())
def test_page_in_every_language_names_all_of_them_and_a_default(client, code):
    page = read(client, f"/{code}/pomoc/?x=1")

    assert page.alternates == {lang: f"/{one}/pomoc/" for one, lang in LANGS.items()} | {
        "x-default": "/sl/pomoc/"
    }
    assert page.switch == {lang: f"/{one}/pomoc/?x=1" for one, lang in LANGS.items() if one != code}
    assert page.soup.html["lang"] == LANGS[code]


@pytest.mark.req("M2")
def test_script_switch_stays_on_the_page_with_its_query(client):
    page = read(client, "/sr/storitve/potni-list/?od=1&od=2")

    assert page.switch["sr-Latn"] == "/sr-latn/storitve/potni-list/?od=1&od=2"
    link = page.soup.select_one('.okence-languages a[lang="sr-Latn"]')
    assert (link["hreflang"], link.text) == ("sr-Latn", "Srpski")


@pytest.mark.req("M1")
def test_page_without_translation_offers_no_alternate_and_leads_to_first_pages(client):
    own_article(codes=(SL,))

    page = read(client, "/sl/novo/?x=1")

    assert page.alternates == {"sl": "/sl/novo/", "x-default": "/sl/novo/"}
    assert page.switch == {"sr-Cyrl": "/sr/", "sr-Latn": "/sr-latn/", "en": "/en/"}
    assert dead_links(client, "/sl/novo/") == []
    assert client.get("/en/novo/").status_code == 404


@pytest.mark.req("M1")
def test_default_is_the_first_language_there_is_where_slovene_is_not(client):
    own_article(codes=(SR, EN))

    assert read(client, "/en/novo/").alternates == {
        "sr-Cyrl": "/sr/novo/",
        "en": "/en/novo/",
        "x-default": "/sr/novo/",
    }


@pytest.mark.req("M1")
@pytest.mark.parametrize("code", [SL, EN])
@pytest.mark.parametrize("fate", FATES, ids=lambda fate: fate.__name__)
def test_menus_and_switch_lead_nowhere_dead(client, code, fate):
    fate(article(code))

    page = read(client, f"/{code}/pomoc/")
    assert page.status in (200, 404)
    assert SECRET not in page.text
    assert dead_links(client, "/sl/pomoc/", "/en/pomoc/", "/sr/") == []


@pytest.mark.req("M1")
def test_page_every_menu_leads_to_is_slovene_where_it_has_no_translation(client):
    article(EN).unpublish()

    page = read(client, "/en/pomoc/")

    assert page.status == 200
    assert page.soup.html["lang"] == "en"
    assert page.soup.main["lang"] == "sl"
    assert page.soup.h1.text == article(SL).title
    assert "en" not in page.alternates


@pytest.mark.req("M1")
def test_page_that_is_live_nowhere_is_in_no_menu(client):
    for page in ArticlePage.objects.filter(slug="pomoc"):
        page.unpublish()

    assert client.get("/en/pomoc/").status_code == 404
    assert "/en/pomoc/" not in read(client, "/en/").links
    assert "/en/zasebnost/" in read(client, "/en/").links


@pytest.mark.req("M1")
@pytest.mark.parametrize("fate", FATES[:4], ids=lambda fate: fate.__name__)
@pytest.mark.parametrize("model", [ServicePage, ServiceIndexPage])
def test_service_keeps_its_facts_without_its_page(client, fate, model):
    page = model.objects.get(locale__language_code=EN)
    address = page.url
    fate(page)

    assert read(client, address).status == 200
    assert read(client, "/en/storitve/potni-list/").soup.h1.text == "Passport"
    paths = ("/en/", "/en/storitve/", "/en/storitve/potni-list/", "/sl/storitve/potni-list/")
    assert dead_links(client, *paths) == []
    assert [path for path in paths if SECRET in read(client, path).text] == []


@pytest.mark.req("M1")
def test_service_that_is_switched_off_has_no_page_of_facts(client):
    ServicePage.objects.filter(locale__language_code=EN).delete()
    ServiceFactory(slug="ukinjena", is_active=False)

    assert client.get("/en/storitve/ukinjena/").status_code == 404
    assert client.get("/en/storitve/ni-je/").status_code == 404


@pytest.mark.req("M1")
@pytest.mark.parametrize("fate", FATES, ids=lambda fate: fate.__name__)
@pytest.mark.parametrize("changed", [SL, EN])
def test_translation_leads_to_the_other_only_while_it_is_there(client, fate, changed):
    own_article()
    other = EN if changed == SL else SL
    fate(ArticlePage.objects.get(slug="novo", locale__language_code=changed))

    page = read(client, f"/{other}/novo/")

    assert page.status == 200
    assert dead_links(client, f"/{other}/novo/") == []
    wanted = {other, "x-default"} | ({changed} if fate is move_away else set())
    assert set(page.alternates) == wanted


@pytest.mark.req("M1")
def test_draft_of_a_live_page_is_not_shown(client):
    page = own_article()
    page.title = page.lead = SECRET
    page.save_revision()

    for path in ("/sl/novo/", "/en/novo/", "/sl/", "/sl/storitve/"):
        assert SECRET not in client.get(path).content.decode()


@pytest.mark.req("M1")
def test_alias_shows_its_text_in_its_own_language_and_is_no_alternate(client):
    page = own_article(codes=(SL,))
    page.copy_for_translation(Locale.objects.get(language_code=EN), alias=True)
    alias = ArticlePage.objects.get(alias_of=page.pk)

    shown = read(client, alias.url)

    assert (shown.status, shown.soup.html["lang"], shown.soup.main["lang"]) == (200, "en", "sl")
    assert set(shown.alternates) == {"sl", "x-default"}
    assert dead_links(client, alias.url) == []
    assert set(read(client, "/sl/novo/").alternates) == {"sl", "x-default"}


@pytest.mark.req("M1")
def test_first_page_without_translation_is_the_slovene_one(client):
    HomePage.objects.get(locale__language_code=EN).unpublish()

    page = read(client, "/en/")

    assert (page.status, page.soup.main["lang"]) == (200, "sl")
    assert dead_links(client, "/en/") == []


@pytest.mark.req("M1")
def test_missing_page_leads_to_first_pages_only(client):
    page = read(client, "/sl/nikjer/")

    assert page.status == 404
    assert page.alternates == {}
    assert page.switch == {"sr-Cyrl": "/sr/", "sr-Latn": "/sr-latn/", "en": "/en/"}
    assert dead_links(client, "/sl/nikjer/") == []


def test_section_lists_only_what_everybody_may_read(client):
    home = HomePage.objects.get(locale__language_code=SL)
    section = home.add_child(instance=SectionPage(title="Razdelek", slug="razdelek"))
    for title in ("Javno", "Zaprto", "Osnutek"):
        section.add_child(
            instance=ArticlePage(title=title, slug=title.lower(), live=title != "Osnutek")
        )
    restrict(Page.objects.get(slug="zaprto"))

    text = read(client, "/sl/razdelek/").text

    assert ("Javno" in text, "Zaprto" in text, "Osnutek" in text) == (True, False, False)


def test_switch_and_menus_ask_as_often_for_more_pages(client):
    client.get("/sl/pomoc/")

    with CaptureQueriesContext(connection) as one:
        client.get("/sl/pomoc/")
    home = HomePage.objects.get(locale__language_code=SL)
    for number in range(29):
        home.add_child(instance=ArticlePage(title=f"Stran {number}", slug=f"stran-{number}"))
    with CaptureQueriesContext(connection) as many:
        client.get("/sl/pomoc/")

    assert len(many) == len(one)
