"""Pages in the tree of the demonstration: addresses, facts, titles, previews."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Locale

from booking.models import Service
from cms_pages.actions import copy_names
from cms_pages.models import ArticlePage, HomePage, ServiceIndexPage, ServicePage
from languages.offered import offered
from languages.transliteration import to_latin
from privacy.models import Notice
from tests.booking.offices import office, privacy_notice
from tests.factories.booking import RequiredDocumentFactory, ServiceFactory

LANGUAGES = offered()

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def tree(planted):
    """Plant the pages of the demonstration."""


def page_of(service, language="en"):
    return ServicePage.objects.get(service=service, locale__language_code=language)


def get(client, name, *args, language="en"):
    with translation.override(language):
        return client.get(reverse(name, args=args))


@pytest.mark.req("U1", "M1")
@pytest.mark.parametrize("language", LANGUAGES)
def test_service_page_opens_by_its_name_in_every_language(client, service, tree, language):
    page = get(client, "service", service.slug, language=language)

    with translation.override(language):
        assert page.status_code == 200
        assert service.name in page.content.decode()
        assert page.request["PATH_INFO"] == f"/{language}/storitve/potni-list/"
        assert page_of(service, language).url == page.request["PATH_INFO"]


@pytest.mark.req("M2")
def test_serbian_latin_is_derived_from_cyrillic(service, tree):
    cyrillic, latin = page_of(service, "sr"), page_of(service, "sr-latn")

    assert (cyrillic.title, latin.title) == ("Пасош", "Pasoš")
    assert [block.value.source for block in latin.body] == [
        to_latin(block.value.source) for block in cyrillic.body
    ]
    assert len(latin.body) == 1


@pytest.mark.req("M1")
def test_pages_of_one_service_are_translations_of_each_other(service, tree):
    assert page_of(service).get_translations().count() == len(LANGUAGES) - 1


@pytest.mark.req("U1")
def test_service_page_shows_the_facts_of_the_row(client, now, tree, service):
    place, _ = office(service=service, at=now)
    RequiredDocumentFactory(service=service, text_en="your old passport")
    Service.objects.filter(pk=service.pk).update(
        fee="48.67",
        fee_year=2023,
        law_en="Travel Documents Act",
        competence="residence",
        minutes=20,
    )

    page = get(client, "service", service.slug)

    body = page.content.decode()
    assert page.context["facts"]["first_free_note"] == place.name
    assert page.context["facts"]["duration"] == "20 minutes"
    assert page.context["facts"]["action_url"] == "/en/narocanje/potni-list/"
    for fact in ("48.67 EUR", "as of 2023", "Travel Documents Act", "your old passport"):
        assert fact in body
    assert "The municipality you live in decides which administrative unit is competent" in body


@pytest.mark.req("U1")
def test_online_alternative_comes_before_the_button_only_when_it_spares_the_visit(
    client, tree, service
):
    def online_is_first(presence):
        Service.objects.filter(pk=service.pk).update(online_en="On eUprava", presence=presence)
        body = get(client, "service", service.slug).content.decode()
        return body.index("On eUprava") < body.index("okence-facts__action")

    assert online_is_first("not_required")
    assert not online_is_first("required")


@pytest.mark.req("U1")
def test_service_without_appointments_has_no_button(client, tree, service):
    Service.objects.filter(pk=service.pk).update(appointment_need="not_needed")

    page = get(client, "service", service.slug)

    assert "action_url" not in page.context["facts"]
    assert "You need no appointment." in page.content.decode()


def test_new_name_of_a_service_becomes_the_title_of_its_pages(tree, service):
    service.name_sr = "Путна исправа"
    service.save()

    assert copy_names(service) == 2
    assert page_of(service, "sr").title == "Путна исправа"
    assert page_of(service, "sr-latn").title == "Putna isprava"
    assert copy_names(service) == 0


def test_page_takes_title_and_address_from_its_service(tree):
    other = ServiceFactory(slug="poroka", name_sl="Poroka")
    index = ServiceIndexPage.objects.get(locale__language_code="sl")

    page = index.add_child(
        instance=ServicePage(service=other, title="Nekaj drugega", slug="drugam")
    )

    assert (page.title, page.slug) == ("Poroka", "poroka")


def test_service_has_one_page_per_language(tree, service):
    index = ServiceIndexPage.objects.get(locale__language_code="sl")

    with pytest.raises((ValidationError, IntegrityError)), transaction.atomic():
        index.add_child(instance=ServicePage(service=service, title="Potni list"))


def test_pages_take_no_post(client, tree, service):
    for path in ("/sl/", "/sl/storitve/", "/sl/storitve/potni-list/", "/sl/zasebnost/"):
        assert client.post(path).status_code == 405


def test_home_shows_the_earliest_free_time_and_asks_as_often_for_more(client, now, tree, service):
    office(service=service, at=now)
    get(client, "home")

    with CaptureQueriesContext(connection) as one:
        page = get(client, "home")
    ServiceFactory.create_batch(30, category=service.category, order=9)
    with CaptureQueriesContext(connection) as many:
        get(client, "home")

    assert page.context["rows"][0]["name"] == service.short_name_en
    assert page.context["rows"][0]["first_free"].endswith(", Ljubljana")
    assert len(one) == len(many)


@pytest.mark.req("U3")
def test_list_of_services_asks_as_often_for_more(client, tree, service):
    get(client, "services")

    with CaptureQueriesContext(connection) as one:
        assert service.short_name_en in get(client, "services").content.decode()
    ServiceFactory.create_batch(30)
    with CaptureQueriesContext(connection) as many:
        get(client, "services")

    assert len(one) == len(many)


@pytest.mark.req("X1")
@pytest.mark.parametrize("language", LANGUAGES)
def test_accessibility_statement_and_help_open(client, tree, language):
    assert get(client, "accessibility", language=language).status_code == 200
    assert get(client, "help", language=language).status_code == 200


@pytest.mark.req("B24")
def test_privacy_page_shows_the_notice_in_force(client, tree, now):
    assert "No notice is in force yet" in get(client, "privacy_notice").content.decode()
    notice = privacy_notice(at=now)
    Notice.objects.create(
        kind="privacy",
        object_key="booking",
        version=2,
        effective_from=now + timezone.timedelta(days=9),
        text_sl="Pozneje",
        text_sr="Касније",
        text_en="Later",
    )

    assert get(client, "privacy_notice").context["notice"] == notice


def test_preview_shows_an_unsaved_text(tree, service, rf):
    page = page_of(service, "sl")
    page.body = [("warning", {"text": "Še neobjavljeno"})]

    response = page.make_preview_request()

    assert "Še neobjavljeno" in response.render().content.decode()


@pytest.mark.req("M1")
def test_translation_of_a_live_page_does_not_go_live(tree, now):
    from wagtail_localize.operations import translate_object

    home = HomePage.objects.get(locale__language_code="sl")
    article = ArticlePage(title="Novo", slug="novo", live=True)
    home.add_child(instance=article)

    translate_object(article, [Locale.objects.get(language_code="en")])

    assert not article.get_translation(Locale.objects.get(language_code="en")).live


def test_service_page_takes_few_statements_however_many_documents(client, service, tree):
    RequiredDocumentFactory.create_batch(30, service=service)
    office(service=service, at=timezone.now())
    get(client, "service", service.slug)

    with CaptureQueriesContext(connection) as queries:
        page = get(client, "service", service.slug)

    assert page.context["first_free"]
    assert len(queries) <= 15
