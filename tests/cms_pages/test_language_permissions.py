"""Every page answers to the grants of its language, the tree's root to administrators (M1, X2)."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page

from accounts.actions import sync_staff_group
from accounts.roles import Role
from cms_pages.models import ArticlePage, HomePage, SectionPage
from languages.codes import EN, SL
from tests.cms_pages.trees import article, homes
from tests.factories.accounts import GrantFactory, staff

pytestmark = [pytest.mark.django_db, pytest.mark.req("M1", "X2")]


@pytest.fixture
def tree():
    found = homes()
    sync_staff_group()
    return found


@pytest.fixture
def page(tree):
    return article(tree[SL], "Pomoč", slug="pomoc", lead="Pridite.", live=False)


def came(client, *roles, code=None):
    """Sign somebody in who holds `roles` for a language, None for all."""
    locale = Locale.objects.get(language_code=code) if code else None
    staff(client, roles[0], scope=locale)
    user = client.get(reverse("wagtailadmin_home")).wsgi_request.user
    for role in roles[1:]:
        kept = user.grants.first()
        GrantFactory(user=user, role=role, scope_type=kept.scope_type, scope_id=kept.scope_id)
    client.get(reverse("wagtailadmin_home"))
    return client


def copied(client, page, parent):
    """Copy `page` below `parent` as the screen does; return how many pages came of it."""
    before = Page.objects.count()
    client.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {"new_title": "Kopija", "new_slug": "kopija", "new_parent_page": parent.pk},
    )
    return Page.objects.count() - before


def moved(client, page, parent):
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, parent.pk]))
    return Page.objects.get(pk=page.pk).get_parent().pk == parent.pk


@pytest.mark.parametrize(
    ("roles", "code", "may"),
    [
        ((Role.EDITOR, Role.PUBLISHER), None, False),
        ((Role.EDITOR, Role.PUBLISHER), SL, False),
        ((Role.PORTAL_ADMINISTRATOR,), SL, False),
        ((Role.PORTAL_ADMINISTRATOR,), None, True),
    ],
)
def test_below_the_root_only_portal_administrators_write(client, tree, page, roles, code, may):
    came(client, *roles, code=code)
    root = Page.get_first_root_node()
    add = reverse("wagtailadmin_pages:add", args=["cms_pages", "homepage", root.pk])

    assert (client.get(f"{add}?locale={EN}").status_code == 200) == may
    assert copied(client, tree[SL], root) == may
    assert HomePage.objects.filter(slug="kopija").exists() == may


def test_page_is_moved_below_the_root_only_by_portal_administrators(client, tree):
    below = HomePage(title="Druga", slug="druga", locale=tree[SL].locale, live=False)
    tree[SL].add_child(instance=below)
    root = Page.get_first_root_node()

    came(client, Role.EDITOR, Role.PUBLISHER)
    assert not moved(client, below, root)
    came(client, Role.PORTAL_ADMINISTRATOR)
    assert moved(client, below, root)


def test_editor_of_one_language_makes_no_page_in_the_tree_of_another(client, tree, page):
    came(client, Role.EDITOR, code=SL)

    for home, may in ((tree[SL], True), (tree[EN], False)):
        add = reverse("wagtailadmin_pages:add", args=["cms_pages", "articlepage", home.pk])
        assert (client.get(add).status_code == 200) == may
        assert copied(client, page, home) == may


def test_copy_asks_the_language_it_keeps(client, tree):
    english = article(tree[EN], "Help", slug="help", lead="Come.", live=False)
    came(client, Role.EDITOR, code=SL)
    user = client.get(reverse("wagtailadmin_home")).wsgi_request.user
    kept = user.grants.get()
    GrantFactory(
        user=user, role=Role.REVIEWER, scope_type=kept.scope_type, scope_id=english.locale_id
    )

    assert copied(client, english, tree[SL]) == 0


def test_page_is_not_moved_into_the_tree_of_another_language(client, tree, page):
    below = SectionPage(title="Oddelek", slug="oddelek", locale=tree[SL].locale)
    tree[SL].add_child(instance=below)
    came(client, Role.EDITOR, Role.PUBLISHER, code=SL)
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])

    assert not moved(client, page, tree[EN])
    client.post(f"{many}?id={page.pk}&next=/admin/", {"chooser": tree[EN].pk})
    assert Page.objects.get(pk=page.pk).get_parent().pk == tree[SL].pk
    client.post(f"{many}?id={page.pk}&next=/admin/", {"chooser": below.pk})
    assert Page.objects.get(pk=page.pk).get_parent().pk == below.pk


def test_pages_of_another_language_are_not_sorted(client, tree):
    first, second = (article(tree[EN], name, slug=name, lead="x") for name in ("a", "b"))
    address = reverse("wagtailadmin_pages:set_page_position", args=[second.pk])

    came(client, Role.EDITOR, Role.PUBLISHER, code=SL)
    client.post(f"{address}?position=0")
    assert list(ArticlePage.objects.child_of(tree[EN]).order_by("path")) == [first, second]
    came(client, Role.EDITOR, Role.PUBLISHER, code=EN)
    client.post(f"{address}?position=0")
    assert list(ArticlePage.objects.child_of(tree[EN]).order_by("path")) == [second, first]
