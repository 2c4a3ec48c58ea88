"""The index is right at once: what is published is found, nothing else ever is (U3)."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from accounts.roles import Role
from booking.actions.catalogue import import_catalogue
from booking.actions.places import add_place, change_place
from booking.enums import LocationKind
from booking.models import Location, ServiceCategory
from cms_pages.demo import make_demo_pages
from cms_pages.models import ArticlePage, HomePage, SearchEntry, SectionPage, ServicePage
from cms_pages.search.find import find
from cms_pages.search.index import index_pages, rebuild
from privacy.audit import SYSTEM
from tests.booking.workbooks import one_service, put, tables
from tests.factories.accounts import staff
from tests.factories.booking import LocationFactory, ServiceFactory, UnitFactory
from tests.kept_rows import put as put_rows
from tests.kept_rows import rows_made_by

pytestmark = [pytest.mark.django_db, pytest.mark.req("U3")]


def make_home():
    make_demo_pages(at=timezone.now())
    rebuild()


@pytest.fixture(scope="module")
def home_rows(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return rows_made_by(make_home)


@pytest.fixture
def home(home_rows, db):
    put_rows(home_rows)
    return HomePage.objects.get(locale__language_code="sl")


def article(parent, title="Kolesarnica", **fields):
    """Add an article as an editor does: a draft at first."""
    page = ArticlePage(title=title, live=False, locale=parent.locale, **fields)
    parent.add_child(instance=page)
    return page


def published(page):
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def names(question, language="sl", at=None):
    found = find(question, language=language, at=at or timezone.now(), limit=20)
    return [str(entry.thing) for entry in found]


def test_page_is_found_from_publishing_to_unpublishing(home):
    page = article(home)
    draft = names("kolesarnica")

    published(page)
    live = names("kolesarnica")
    page.unpublish()

    assert (draft, live, names("kolesarnica")) == ([], ["Kolesarnica"], [])
    assert not SearchEntry.objects.filter(page=page).exists()


def test_change_of_a_page_is_found_when_it_is_published_only(home):
    page = published(article(home))
    page.title = "Čolnarna"

    page.save_revision()
    as_draft = names("colnarna"), names("kolesarnica")
    published(page)

    assert as_draft == ([], ["Kolesarnica"])
    assert (names("colnarna"), names("kolesarnica")) == (["Čolnarna"], [])


def test_scheduled_page_is_found_from_its_time_on(home):
    page = article(home)
    page.go_live_at = timezone.now() + timedelta(hours=1)
    published(page)
    before = names("kolesarnica")

    revision = page.revisions.get()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = None
    revision.save()
    call_command("publish_scheduled")

    assert (before, names("kolesarnica")) == ([], ["Kolesarnica"])


def test_expired_page_is_not_found_even_before_the_job_has_run(home):
    expires = timezone.now() + timedelta(hours=1)
    page = published(article(home, expire_at=expires))

    assert names("kolesarnica") == ["Kolesarnica"]
    assert names("kolesarnica", at=expires) == []

    ArticlePage.objects.filter(pk=page.pk).update(expire_at=timezone.now())
    call_command("publish_scheduled")
    assert not SearchEntry.objects.filter(page=page).exists()


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
def test_private_page_and_what_is_below_it_are_not_found(home, kind):
    section = SectionPage(title="Kotlovnica", locale=home.locale)
    home.add_child(instance=section)
    published(section)
    below = published(article(section))
    before = names("kotlovnica"), names("kolesarnica")

    restriction = PageViewRestriction.objects.create(
        page=section, restriction_type=kind, password="skrivnost"
    )
    private = names("kotlovnica"), names("kolesarnica")
    stored = SearchEntry.objects.filter(page__in=[section.pk, below.pk]).count()
    restriction.delete()

    assert before == (["Kotlovnica"], ["Kolesarnica"])
    assert (private, stored) == (([], []), 0)
    assert (names("kotlovnica"), names("kolesarnica")) == before


def test_page_made_private_behind_the_index_is_not_found(home):
    page = published(article(home))
    restriction = PageViewRestriction(page=page, restriction_type=PageViewRestriction.GROUPS)
    PageViewRestriction.objects.bulk_create([restriction])
    restriction.groups.add(Group.objects.create(name="notranji"))

    assert SearchEntry.objects.filter(page=page).exists()
    assert names("kolesarnica") == []


def test_page_moved_below_a_private_one_is_not_found(home):
    page = published(article(home))
    section = SectionPage(title="Kotlovnica", locale=home.locale)
    home.add_child(instance=section)
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)

    page.move(section, pos="last-child")

    assert names("kolesarnica") == []
    assert not SearchEntry.objects.filter(page=page).exists()


def test_deleted_page_is_not_found(home):
    page = published(article(home))
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    Page.objects.get(pk=page.pk).delete()

    assert names("kolesarnica") == []


def test_page_is_found_in_its_own_language_only(home):
    published(article(home))

    assert [names("kolesarnica", code) for code in ("sr", "sr-latn", "en")] == [[], [], []]


def test_every_page_type_is_found_by_its_search_fields(home):
    page = article(home, lead="Hrbtenica", body=[("text", "<p>V kleti stoji <b>kolo</b>.</p>")])

    published(page)

    assert names("hrbtenica") == names("kleti") == ["Kolesarnica"]


def test_service_is_found_by_its_live_prose_and_once_per_language(home):
    service = ServiceFactory()
    make_demo_pages(at=timezone.now())
    page = ServicePage.objects.get(service=service, locale=Locale.objects.get(language_code="sl"))
    page.body = [("text", "<p>Kolesarnica</p>")]

    published(page)
    live = names("kolesarnica")
    page.unpublish()

    assert (live, names("kolesarnica")) == ([service.name], [])


def test_service_forgets_the_prose_of_a_deleted_page(home):
    service = ServiceFactory()
    make_demo_pages(at=timezone.now())
    page = ServicePage.objects.get(service=service, locale__language_code="sl")
    page.body = [("text", "<p>Kolesarnica</p>")]
    published(page)

    page.delete()

    assert names("kolesarnica") == []
    assert names("osebna") == [service.name]


def test_service_switched_off_is_not_found():
    service = ServiceFactory()
    rebuild()

    type(service).objects.update(is_active=False)

    assert names("osebna") == []


def test_imported_names_are_found_at_once(at):
    one_service()

    import_catalogue(tables(put("short_name_sl", "Kolesarnica")), by=SYSTEM, at=at)

    assert names("kolesarnica") != []


def test_edited_category_is_found_by_its_new_name(client):
    service = ServiceFactory()
    staff(client, Role.EDITOR)
    category = service.category
    texts = {"name_sl": "Kolesarnica", "name_sr": "Бицикли", "name_en": "Bicycles"}

    client.post(
        reverse("catalogue_categories:edit", args=[category.pk]),
        texts | {"slug": category.slug, "order": "1"},
    )

    assert ServiceCategory.objects.get().name_sl == "Kolesarnica"
    assert names("kolesarnica") == [service.name]


def test_new_and_renamed_places_are_found_at_once(at):
    unit = add_place(parent=None, name="Upravna enota Žalec", by=SYSTEM, at=at)
    office = add_place(
        parent=unit, name="Krajevni urad Vransko", kind=LocationKind.LOCAL_OFFICE, by=SYSTEM, at=at
    )
    new = names("zalec"), names("vransko")

    change_place(office, name="Krajevni urad Tabor", by=SYSTEM, at=at)

    assert new == ([unit.name], [office.name])
    assert (names("vransko"), names("tabor")) == ([], ["Krajevni urad Tabor"])


def test_rebuild_again_gives_the_same(home):
    ServiceFactory()
    LocationFactory(parent=UnitFactory())
    first = rebuild()

    assert rebuild() == first
    assert first["services"] == 1
    assert first["offices"] == Location.objects.count() == 2


def test_rebuild_forgets_words_that_nothing_holds_any_more(home):
    page = published(article(home))
    page.delete()

    rebuild()

    assert names("kolesarnica") == []


def test_indexing_a_page_twice_keeps_one_entry(home):
    page = published(article(home))

    index_pages([page.pk])

    assert SearchEntry.objects.filter(page=page).count() == 1
