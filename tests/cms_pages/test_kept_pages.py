"""Kept pages: the same bytes again, right at once after a change, never one visitor's for another.

Transactions commit here: the content version is written at commit.
"""

import threading

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import translation
from wagtail.models import Locale, Page, Site

from booking.models import Counter, Service
from cms_pages.kept_pages import KEPT_VIEWS, content_version
from cms_pages.models import ArticlePage, HomePage, ServiceIndexPage, ServicePage
from tests.booking.acting import book
from tests.booking.offices import office, privacy_notice
from tests.cms_pages.fates import FATES
from tests.factories.accounts import UserFactory
from tests.factories.booking import RequiredDocumentFactory, ServiceFactory

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/en/storitve/potni-list/"


@pytest.fixture(autouse=True)
def _keep(settings):
    cache.clear()
    settings.PAGES_KEPT_SECONDS = 60
    settings.BASE_URL = "http://testserver"


@pytest.fixture
def service():
    return ServiceFactory(
        slug="potni-list", name_sl="Potni list", name_sr="Пасош", name_en="Passport"
    )


@pytest.fixture
def tree(service):
    """Four English pages: the whole demonstration would be made anew for every test."""
    locale, _ = Locale.objects.get_or_create(language_code="en")
    home = Page.get_first_root_node().add_child(
        instance=HomePage(title="Okence", slug="okence-en", locale=locale)
    )
    Site.objects.update(root_page=home)
    index = home.add_child(
        instance=ServiceIndexPage(title="Services", slug="storitve", locale=locale)
    )
    home.add_child(instance=ArticlePage(title="Help", slug="pomoc", locale=locale))
    page = ServicePage(service=service, locale=locale)
    page.take_name()
    index.add_child(instance=page)


def get(address=PAGE, client=None, **headers):
    response = (client or Client()).get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def statements(address=PAGE, client=None):
    client = client or Client()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(address)
    return len(queries)


def test_page_asked_again_takes_two_statements(tree):
    first = get()

    again = get()

    assert again == first
    assert statements() == 2


def test_page_has_the_same_headers_drawn_and_kept(tree):
    drawn, kept = (Client().get(PAGE).headers for _ in range(2))

    assert dict(kept) == dict(drawn)
    assert kept["Content-Language"] == "en"
    assert kept["Cache-Control"] == "no-cache"
    assert "default-src" in kept["Content-Security-Policy"]


def test_page_unchanged_is_answered_304_without_a_body(tree):
    etag = Client().get(PAGE)["ETag"]

    again = Client().get(PAGE, headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")


def rename():
    Service.objects.filter(slug="potni-list").update(name_en="Travel passport")


def publish():
    page = ServicePage.objects.get(locale__language_code="en")
    page.seo_title = "Travel passport"
    page.save_revision().publish()


def bring_more():
    RequiredDocumentFactory(
        service=Service.objects.get(slug="potni-list"), text_en="Travel passport"
    )


@pytest.mark.parametrize("change", [rename, publish, bring_more])
def test_page_is_right_at_once_after_a_change(tree, change):
    before = get()

    change()

    assert "Travel passport" not in before
    assert "Travel passport" in get()


def test_page_unpublished_is_gone_at_once(tree):
    home = HomePage.objects.get()
    home.add_child(instance=ArticlePage(title="There", slug="clanek", locale=home.locale))
    get("/en/clanek/")

    ArticlePage.objects.get(slug="clanek").unpublish()

    assert Client().get("/en/clanek/").status_code == 404


@pytest.mark.req("M1")
@pytest.mark.parametrize("fate", FATES, ids=lambda fate: fate.__name__)
def test_kept_page_goes_with_what_happens_to_it(tree, fate):
    get("/en/pomoc/")

    fate(ArticlePage.objects.get(slug="pomoc"))

    # A page that moved leaves a redirect, a closed one asks for a sign-in.
    statuses = {"move_away": 301, "restrict": 302}
    answers = [Client().get("/en/pomoc/").status_code for _again in range(2)]
    assert answers == [statuses.get(fate.__name__, 404)] * 2


def test_page_drawn_while_an_editor_publishes_is_not_shown_afterwards(tree, monkeypatch):
    """The page is read, then the change commits, then the page is kept: too late to be right."""
    drawing, changed = threading.Event(), threading.Event()
    context = ServicePage.get_context

    def slow(self, *args, **kwargs):
        found = context(self, *args, **kwargs)
        drawing.set()
        assert changed.wait(20)
        return found

    monkeypatch.setattr(ServicePage, "get_context", slow)
    visitor = threading.Thread(target=_visit_and_close)
    visitor.start()
    assert drawing.wait(20)
    rename()
    changed.set()
    visitor.join(20)

    assert "Travel passport" in get()


def _visit_and_close():
    try:
        get()
    finally:
        connection.close()


def test_change_rolled_back_leaves_the_kept_page(tree):
    get()

    with transaction.atomic():
        rename()
        transaction.set_rollback(True)

    assert statements() == 2


def test_counter_put_out_of_use_changes_its_page_at_once(tree):
    place, _service = office(service=Service.objects.get())
    with translation.override("en"):
        address = reverse("location", args=[place.slug])
    get(address)

    version = content_version()
    Counter.objects.filter(location=place).update(is_active=False)

    assert content_version() != version
    assert statements(address) > 2


def test_booking_does_not_touch_the_content_version(tree):
    place, service = office(service=Service.objects.get())
    privacy_notice()
    version = content_version()

    book(place, service)

    assert content_version() == version


def test_visitor_with_a_cookie_of_ours_gets_a_page_of_their_own(tree):
    get()

    visitor = Client()
    visitor.cookies["hold"] = "somebody's"
    assert statements(client=visitor) > 2


def test_page_drawn_for_somebody_signed_in_is_kept_for_nobody(tree):
    """Wagtail draws an editor's bar on it, with their name and the way to drafts."""
    editor = Client()
    editor.force_login(UserFactory(is_superuser=True, is_staff=True))
    editor.get(PAGE)

    assert statements() > 2


@pytest.mark.parametrize(
    "address", ["/en/moj-termin/", "/en/iskanje/", "/en/narocanje/potni-list/"]
)
def test_page_with_a_form_is_never_kept(tree, address):
    Client().get(address)

    assert "ETag" not in Client().get(address).headers


def test_question_in_the_address_is_never_kept(tree):
    address = f"{PAGE}?q=Ana+Novak"
    Client().get(address)

    assert "ETag" not in Client().get(address).headers


@pytest.mark.req("X4")
@pytest.mark.parametrize(
    ("scheme", "host"),
    [
        ("http", "testserver:80"),
        ("http", "testserver:8000"),
        ("http", "TestServer"),
        ("http", "testserver."),
        ("http", "other.example"),
        ("https", "testserver"),
    ],
)
def test_page_asked_by_another_form_of_our_address_is_never_kept(tree, scheme, host):
    variant = {"wsgi.url_scheme": scheme, "HTTP_HOST": host}
    for _again in range(2):
        answer = Client().get(PAGE, **variant)
        assert answer.status_code == 200
        assert "ETag" not in answer.headers

    get()

    assert statements() == 2
    assert "ETag" not in Client().get(PAGE, **variant).headers


@pytest.mark.parametrize("base", ["HTTP://TestServer/", "http://testserver:80"])
def test_our_address_is_read_as_browsers_write_it(tree, settings, base):
    settings.BASE_URL = base
    get()

    assert statements() == 2


def test_missing_page_is_not_kept(tree):
    Client().get("/en/ni-je/")
    page = ArticlePage.objects.filter(locale__language_code="en").first()
    page.copy(update_attrs={"slug": "ni-je", "title": "There"}, recursive=False)

    assert Client().get("/en/ni-je/").status_code == 200


@pytest.mark.req("U4", "X4")
def test_sitemap_is_drawn_once_whoever_asks_for_it(tree):
    first = get("/sitemap.xml")
    visitor = Client()
    visitor.cookies["hold"] = "somebody's"

    again = get("/sitemap.xml?x=1", client=visitor)

    assert again == first
    assert statements("/sitemap.xml?x=2", client=visitor) == 2


@pytest.mark.req("U4")
def test_sitemap_is_right_at_once_after_a_change(tree):
    before = get("/sitemap.xml")

    ArticlePage.objects.get(slug="pomoc").unpublish()

    assert "/en/pomoc/" in before
    assert "/en/pomoc/" not in get("/sitemap.xml")


def test_every_kept_view_is_an_address_of_the_portal():
    names = {pattern.name for pattern in _patterns(get_resolver().url_patterns)}

    assert names >= KEPT_VIEWS


def _patterns(patterns):
    for pattern in patterns:
        yield from (
            _patterns(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern]
        )
