"""Italian and Hungarian are settings and a catalogue, and nothing else (M3)."""

import polib
import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext
from wagtail.models import Locale

from booking.forms.people import ContactForm
from cms_pages.models import HomePage
from languages import dates
from languages.compile_catalogues import compile_all
from languages.offered import offered, own_name
from languages.translated import pick
from tests.booking.offices import office
from tests.cms_pages.reading import dead_links, read
from tests.cms_pages.trees import article, homes
from tests.factories.booking import ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("M3")]

PLURALS = {"it": "nplurals=2; plural=(n != 1);", "hu": "nplurals=2; plural=(n != 1);"}
SAID = {
    "it": {"Services": "Servizi", "minutes": ("%(number)s minuto", "%(number)s minuti")},
    "hu": {"Services": "Szolgáltatások", "minutes": ("%(number)s perc", "%(number)s perc")},
}


@pytest.fixture(autouse=True)
def _two_more(settings, tmp_path):
    for code, said in SAID.items():
        folder = tmp_path / code / "LC_MESSAGES"
        folder.mkdir(parents=True)
        catalogue = polib.POFile()
        catalogue.metadata = {
            "Content-Type": "text/plain; charset=utf-8",
            "Plural-Forms": PLURALS[code],
        }
        catalogue.append(polib.POEntry(msgid="Services", msgstr=said["Services"]))
        one, many = said["minutes"]
        catalogue.append(
            polib.POEntry(
                msgid="%(number)s minute",
                msgid_plural="%(number)s minutes",
                msgstr_plural={0: one, 1: many},
            )
        )
        catalogue.save(str(folder / "django.po"))
    assert compile_all(tmp_path) == 2
    settings.LOCALE_PATHS = [tmp_path, *settings.LOCALE_PATHS]
    settings.LANGUAGES = [*settings.LANGUAGES, ("it", "Italian"), ("hu", "Hungarian")]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
    yield
    translation.activate("sl")


@pytest.fixture
def tree():
    return homes()


@pytest.mark.parametrize(("code", "menu"), [("it", "Servizi"), ("hu", "Szolgáltatások")])
def test_pages_answer_before_any_is_written_in_the_language(client, tree, code, menu):
    article(tree["sl"], "Pomoč", slug="pomoc")
    ServiceFactory(slug="potni-list", name_sl="Potni list")

    for path in ("", "storitve/", "storitve/potni-list/", "pomoc/", "iskanje/"):
        page = read(client, f"/{code}/{path}")
        assert (path, page.status, page.soup.html["lang"]) == (path, 200, code)
        assert menu in page.soup.nav.find_next("nav").text
    assert read(client, f"/{code}/pomoc/").soup.main["lang"] == "sl"
    assert read(client, f"/{code}/storitve/potni-list/").soup.h1.text == "Potni list"
    assert dead_links(client, f"/{code}/") == []


def test_page_written_in_the_language_is_its_own(client, tree):
    locale = Locale.objects.create(language_code="it")
    home = HomePage(
        title="Okence it",
        slug="okence-it",
        locale=locale,
        translation_key=tree["sl"].translation_key,
    )
    tree["sl"].get_parent().add_child(instance=home)

    page = read(client, "/it/")

    assert (page.soup.h1.text, page.soup.main.get("lang")) == ("Okence it", None)
    assert page.alternates["it"] == "/it/"
    assert read(client, "/sl/").switch["it"] == "/it/"
    assert "hu" not in page.alternates


def test_reader_is_led_to_the_language(client):
    assert client.get("/", headers={"Accept-Language": "it-IT,sl;q=0.5"}).url == "/it/"
    assert client.get("/", headers={"Accept-Language": "hu"}).url == "/hu/"


def test_numbers_take_the_forms_of_the_language():
    for code, numbers in {"it": ["1 minuto", "2 minuti"], "hu": ["1 perc", "2 perc"]}.items():
        with translation.override(code):
            said = [
                ngettext("%(number)s minute", "%(number)s minutes", number) % {"number": number}
                for number in (1, 2)
            ]
        assert said == numbers


def test_what_is_not_translated_yet_is_slovene():
    with translation.override("it"):
        assert gettext("Services") == "Servizi"
        assert gettext("Waiting times") == "Čakalne dobe"
    assert pick({"sl": "slovensko", "sr": "српски", "en": "English"}, "it") == "slovensko"


def test_facts_and_dates_are_written_for_the_language(at):
    service = ServiceFactory(name_sl="Potni list")

    with translation.override("hu"):
        assert service.name == "Potni list"
    assert dates.long_date(at.date(), "it") == "martedì 24 novembre 2026"
    assert dates.long_date(at.date(), "hu") == "2026. november 24., kedd"


def test_forms_and_interfaces_offer_the_languages(client, at):
    office(at=at)

    assert offered()[-2:] == ("it", "hu")
    assert (own_name("it"), own_name("hu")) == ("Italiano", "Magyar")
    assert client.get("/api/v1/services/?lang=it").status_code == 200
    assert client.get("/api/v1/services/?lang=xx").status_code == 400
    assert client.get("/koledarji/dela-prosti-dnevi.ics?lang=hu").status_code == 200
    choices = dict(ContactForm.base_fields["language"].choices)
    assert (choices["it"], choices["sr"]) == ("Italiano", "Српски")
