"""wagtail-localize's screens write only where the grants of the language allow it (M1, X2)."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, PageViewRestriction
from wagtail_localize.models import Translation

from accounts.actions import sync_staff_group
from accounts.roles import Role
from cms_pages.translating.approving import make_approvals
from languages.codes import EN, SL, SR
from tests.cms_pages.trees import article, homes, in_language, translated
from tests.factories.accounts import GrantFactory, staff

pytestmark = [pytest.mark.django_db, pytest.mark.req("M1", "X2")]


@pytest.fixture
def tree():
    found = homes()
    make_approvals()
    sync_staff_group()
    return found


@pytest.fixture
def page(tree):
    return article(tree[SL], "Pomoč", slug="pomoc", lead="Pridite.")


@pytest.fixture
def row(page, tree):
    return translated(page, article(tree[EN], "Help", of=page, lead="Come.", live=False))


def came(client, *roles, code=None):
    """Sign somebody in who holds `roles` for a language, None for all."""
    locale = Locale.objects.get(language_code=code) if code else None
    staff(client, roles[0], scope=locale)
    user = client.get(reverse("wagtailadmin_home")).wsgi_request.user
    kept = user.grants.get()
    for role in roles[1:]:
        GrantFactory(user=user, role=role, scope_type=kept.scope_type, scope_id=kept.scope_id)
    client.get(reverse("wagtailadmin_home"))
    return client


@pytest.mark.parametrize(
    ("role", "code", "may"),
    [
        (Role.EDITOR, None, False),
        (Role.EDITOR, EN, False),
        (Role.REVIEWER, EN, False),
        (Role.PUBLISHER, SL, False),
        (Role.PUBLISHER, EN, True),
        (Role.PORTAL_ADMINISTRATOR, None, True),
    ],
)
def test_page_becomes_an_alias_only_for_publishers_of_its_language(
    client, row, page, role, code, may
):
    draft = row.get_target_instance()
    came(client, role, code=code)

    client.post(reverse("wagtail_localize:convert_to_alias", args=[draft.pk]))

    now = in_language(page, EN)
    assert (now.live, now.alias_of_id == page.pk) == (may, may)
    assert Translation.objects.filter(pk=row.pk).exists() != may


def private(page):
    return PageViewRestriction.objects.create(page=page, restriction_type="login")


def is_private(page):
    return PageViewRestriction.objects.filter(page_id=page.pk).exists()


@pytest.mark.parametrize(
    ("role", "code", "stays"),
    [
        (Role.EDITOR, None, True),
        (Role.EDITOR, EN, True),
        (Role.REVIEWER, EN, True),
        (Role.PUBLISHER, EN, False),
        (Role.PORTAL_ADMINISTRATOR, None, False),
    ],
)
def test_bringing_in_line_opens_a_private_page_only_for_its_publishers(
    client, page, tree, role, code, stays
):
    row = translated(page, article(tree[EN], "Help", of=page, lead="Come."))
    private(row.get_target_instance())
    came(client, role, code=code)

    client.post(reverse("wagtail_localize:update_translations", args=[row.source_id]))

    assert is_private(in_language(page, EN)) == stays


def test_bringing_in_line_opens_no_page_of_a_language_published_by_others(client, page, tree):
    english = translated(page, article(tree[EN], "Help", of=page, lead="Come."))
    serbian = translated(page, article(tree[SR], "Помоћ", of=page, lead="Дођите."))
    for row in (english, serbian):
        private(row.get_target_instance())
    came(client, Role.PUBLISHER, code=EN)
    address = reverse("wagtail_localize:update_translations", args=[english.source_id])

    answer = client.get(address)
    client.post(address)

    assert [row["locale"].language_code for row in answer.context["translations"]] == [EN]
    assert (is_private(in_language(page, EN)), is_private(in_language(page, SR))) == (False, True)


def test_bringing_in_line_is_not_there_for_another_language(client, row):
    address = reverse("wagtail_localize:update_translations", args=[row.source_id])
    came(client, Role.EDITOR, code=SR)

    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


def test_draft_that_is_handed_in_stays_private(client, row, page):
    private(row.get_target_instance())
    came(client, Role.EDITOR, code=EN)

    client.post(reverse("translation_hand_in", args=[row.pk]))

    now = in_language(page, EN)
    assert now.current_workflow_state is not None
    assert is_private(now)
    assert now.get_latest_revision_as_object().lead == "Come."
