"""wagtail-localize's screens write only where the grants of the language allow it (M1, X2)."""

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import Translation

from accounts.actions import sync_staff_group
from accounts.roles import Role
from cms_pages.translating.approving import make_approvals
from languages.codes import EN, SL
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
