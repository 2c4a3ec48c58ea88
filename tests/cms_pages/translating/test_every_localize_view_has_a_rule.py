"""Everything below /admin/localize/ is for people who write pages (M1, X2).

A view that wagtail-localize adds fails here until `cms_pages.views.localize` has a rule for it.
"""

import re

import pytest
from django.urls import get_resolver, reverse
from wagtail_localize.wagtail_hooks import register_admin_urls

from accounts.actions import sync_staff_group
from accounts.roles import STAFF_ROLES, Role
from cms_pages.models import ArticlePage
from cms_pages.permissions import PAGE_ROLES
from cms_pages.views.localize import CLOSED, OWN, THEIRS
from languages.codes import EN, SL
from tests.accounts.test_every_view_has_a_rule import views
from tests.cms_pages.trees import article, homes, translated
from tests.factories.accounts import staff

pytestmark = pytest.mark.req("M1", "X2")

METHODS = ("get", "post")


def patterns():
    """Return every address registered below the prefix, theirs and ours, as it is written."""
    prefix = f"{reverse('wagtailadmin_home')}localize/".lstrip("/")
    return sorted({at for at, *_ in views(get_resolver().url_patterns) if at.startswith(prefix)})


@pytest.fixture
def samples(db, monkeypatch):
    """Return a value for every part of an address, of things that are there."""
    monkeypatch.setattr(ArticlePage, "preview_modes", [("", "Page"), ("print", "Print")])
    tree = homes()
    sync_staff_group()
    page = article(tree[SL], "Pomoč", slug="pomoc", lead="Pridite.")
    row = translated(page, article(tree[EN], "Help", of=page, lead="Come."))
    text = row.source.stringsegment_set.first()
    overridable = row.source.overridablesegment_set.create(
        context=text.context, order=1, data_json="{}"
    )
    return {
        "page_id": row.get_target_instance().pk,
        "translation_id": row.pk,
        "translation_source_id": row.source_id,
        "string_segment_id": text.pk,
        "overridable_segment_id": overridable.pk,
        "app_label": "cms_pages",
        "model_name": "articlepage",
        "pk": page.pk,
        "mode": "print",
    }


def filled(pattern, samples):
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda part: str(samples[part[1]]), pattern)


def answered(client, address):
    """Return the methods that are answered with anything but 404."""
    return [name for name in METHODS if getattr(client, name)(address).status_code != 404]


def test_every_view_of_theirs_has_one_rule():
    [theirs] = register_admin_urls()
    rules = [*OWN, *THEIRS, *CLOSED]

    assert sorted(rules) == sorted({entry.name for entry in theirs.url_patterns})


def test_every_rule_has_a_reason():
    assert all([*THEIRS.values(), *CLOSED.values()])


@pytest.mark.parametrize("role", sorted(STAFF_ROLES - PAGE_ROLES.keys()))
def test_whoever_writes_no_pages_finds_nothing_there(client, samples, role):
    staff(client, role)

    found = {at for at in patterns() if answered(client, filled(at, samples))}

    assert found == set()


def test_whoever_writes_pages_finds_what_is_not_shut(client, samples):
    """The 404s above are worth nothing if the things asked for are not there."""
    staff(client, Role.PORTAL_ADMINISTRATOR)
    shut = {filled(at, samples) for at in patterns() if "snippet" in at}

    missing = {
        address
        for at in patterns()
        if client.get(address := filled(at, samples)).status_code == 404
    }

    assert missing == shut
    assert len(shut) == len(CLOSED)
