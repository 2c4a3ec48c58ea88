"""A page is given a draft in another language, by whoever writes there (M1, X2)."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page

from accounts.actions import give, sync_staff_group
from accounts.models import User
from accounts.roles import Role
from cms_pages.errors import TranslatingError
from cms_pages.models import SectionPage
from cms_pages.translating.starting import open_to, start
from languages.codes import EN, SL, SR, SR_LATN
from privacy.audit import SYSTEM
from tests.cms_pages.trees import article, homes, in_language
from tests.factories.accounts import UserFactory, staff

pytestmark = [pytest.mark.django_db, pytest.mark.req("M1", "X2")]


@pytest.fixture
def tree():
    found = homes()
    sync_staff_group()
    return found


@pytest.fixture
def section(tree):
    made = SectionPage(title="Oddelek", slug="oddelek", locale=tree[SL].locale)
    return tree[SL].add_child(instance=made)


@pytest.fixture
def page(section):
    return article(section, "Pomoč", slug="pomoc", lead="Pridite.")


def person(*roles, code=None):
    user = UserFactory()
    for role in roles:
        give(user, role, scope=locale(code) if code else None, by=SYSTEM, at=timezone.now())
    return User.objects.get(pk=user.pk)


def locale(code):
    return Locale.objects.get(language_code=code)


def started(page, user, *codes, with_subtree=False):
    page = Page.objects.get(pk=page.pk).specific
    start(
        page,
        [locale(code) for code in codes],
        with_subtree=with_subtree,
        user=user,
        by=SYSTEM,
        at=timezone.now(),
    )


def offered(user, page):
    return {found.language_code for found in open_to(user, page)}


def alias(page, code):
    return page.copy_for_translation(locale(code), alias=True)


def test_languages_somebody_writes_in_are_offered(section):
    assert offered(person(Role.EDITOR), section) == {SR, SR_LATN, EN}
    assert offered(person(Role.EDITOR, code=EN), section) == {EN}
    assert offered(person(Role.REVIEWER, Role.PUBLISHER), section) == set()
    assert offered(person(Role.PORTAL_ADMINISTRATOR), section) == {SR, SR_LATN, EN}


def test_draft_is_made_and_nothing_goes_live(section, page):
    started(section, person(Role.EDITOR, code=EN), EN, with_subtree=True)

    for source in (section, page):
        made = in_language(source, EN)
        assert (made.live, made.alias_of_id, made.title) == (False, None, source.title)
    assert in_language(page, EN).get_parent().pk == in_language(section, EN).pk
    assert in_language(section, SR) is None


def test_language_of_others_is_refused(section):
    with pytest.raises(TranslatingError) as refusal:
        started(section, person(Role.EDITOR, code=EN), EN, SR)

    assert refusal.value.code == "not_yours"
    assert (in_language(section, EN), in_language(section, SR)) == (None, None)


def test_aliases_of_live_parents_are_put_by_publishers(section, page):
    author = person(Role.EDITOR, code=EN)
    assert offered(author, page) == set()
    with pytest.raises(TranslatingError) as refusal:
        started(page, author, EN)
    assert refusal.value.code == "not_yours"
    assert in_language(section, EN) is None

    started(page, person(Role.EDITOR, Role.PUBLISHER, code=EN), EN)
    assert in_language(section, EN).live
    assert not in_language(page, EN).live


def test_parents_that_are_not_live_need_no_publisher(section, page):
    section.unpublish()

    started(page, person(Role.EDITOR, code=EN), EN)

    assert not in_language(section, EN).live


def test_live_alias_is_parted_from_its_source_by_publishers_and_shows_the_same(section):
    alias(section, EN)
    author = person(Role.EDITOR, code=EN)
    assert offered(author, section) == set()
    with pytest.raises(TranslatingError):
        started(section, author, EN)
    assert in_language(section, EN).alias_of_id == section.pk

    started(section, person(Role.EDITOR, Role.PUBLISHER, code=EN), EN)
    now = in_language(section, EN)
    assert (now.live, now.alias_of_id, now.title) == (True, None, section.title)
    assert now.has_unpublished_changes


def test_subtree_leaves_the_pages_a_language_has(section, page, tree):
    english = SectionPage(
        title="Section",
        slug="section",
        locale=tree[EN].locale,
        translation_key=section.translation_key,
    )
    tree[EN].add_child(instance=english)
    own = article(english, "Help", of=page, lead="Come.")
    other = article(section, "Drugo", slug="drugo", lead="Tu.")

    started(section, person(Role.EDITOR, code=EN), EN, with_subtree=True)

    own.refresh_from_db()
    assert (own.title, own.lead, own.live, own.latest_revision_id) == ("Help", "Come.", True, None)
    assert not in_language(other, EN).live


def test_subtree_with_a_live_alias_is_refused_whole(section, page):
    started(section, person(Role.EDITOR, code=EN), EN)
    alias(page, EN)
    other = article(section, "Aaa", slug="aaa", lead="Tu.")

    with pytest.raises(TranslatingError) as refusal:
        started(section, person(Role.EDITOR, code=EN), EN, with_subtree=True)

    assert refusal.value.code == "not_yours"
    assert in_language(page, EN).alias_of_id == page.pk
    assert in_language(other, EN) is None


def test_first_page_of_a_language_is_made_by_portal_administrators(tree):
    Page.objects.get(pk=tree[EN].pk).delete()
    writer = person(Role.EDITOR, Role.PUBLISHER)

    assert offered(writer, tree[SL]) == set()
    assert offered(person(Role.PORTAL_ADMINISTRATOR), tree[SL]) == {EN}
    with pytest.raises(TranslatingError):
        started(tree[SL], writer, EN)


@pytest.mark.parametrize(("code", "made"), [(SR, False), (EN, True)])
def test_screen_offers_and_takes_the_languages_of_the_author(client, section, code, made):
    staff(client, Role.EDITOR, scope=locale(code))
    address = reverse("wagtail_localize:submit_page_translation", args=[section.pk])

    form = client.get(address).context["form"]
    client.post(address, {"locales": [locale(EN).pk]})

    assert [found.language_code for found in form.fields["locales"].queryset] == [code]
    assert (in_language(section, EN) is not None) == made


def test_screen_says_what_stands_against_a_subtree(client, section, page, tree):
    page.create_alias(parent=tree[EN], update_locale=locale(EN), reset_translation_key=False)
    staff(client, Role.EDITOR, scope=locale(EN))
    address = reverse("wagtail_localize:submit_page_translation", args=[section.pk])

    answer = client.post(address, {"locales": [locale(EN).pk], "include_subtree": "on"})

    form = answer.context["form"]
    assert [page.title in said for said in form.errors["locales"]] == [True]
    assert (form.data["include_subtree"], in_language(section, EN)) == ("on", None)
