"""Texts written once: on every page, in every language, followed at once (U1)."""

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.models import ReferenceIndex
from wagtail.rich_text import get_text_for_indexing

from accounts.roles import STAFF_ROLES, Role
from cms_pages.blocks import BodyBlock
from cms_pages.kept_pages import content_version
from cms_pages.models import LinkCheck, SearchEntry, SharedText
from cms_pages.permissions import CATALOGUE_ROLES
from tests.cms_pages.care.trees import article
from tests.factories.accounts import staff

pytestmark = [pytest.mark.django_db, pytest.mark.req("U1")]

FIELDS = {
    "text_sl": "<p>S kartico.</p>",
    "text_sr": "<p>Картицом.</p>",
    "text_en": "<p>By card.</p>",
}
VIEWS = ("edit", "history", "history_results", "usage", "delete")


@pytest.fixture
def shared(db):
    return SharedText.objects.create(name="Plačilo", **FIELDS)


def page_with(shared, home):
    return article(home, body=[("shared", shared)])


def raw(html):
    """Return `html` as the rich-text editor posts it."""
    return DraftailRichTextArea(features=["bold", "link"]).format_value(html)


def posted(**changes):
    texts = {name: raw(html) for name, html in FIELDS.items()}
    changed = {name: raw(html) for name, html in changes.items() if name.startswith("text_")}
    return {"name": "Plačilo", **texts, **changed}


# ---- what readers see ----------------------------------------------------------------------------
def test_text_stands_on_the_page(client, shared, home):
    page = page_with(shared, home)

    html = client.get(page.url).content.decode()

    assert '<div class="okence-prose" lang="sl"><p>S kartico.</p></div>' in html


@pytest.mark.req("M2")
@pytest.mark.parametrize(
    ("language", "text", "lang"),
    [
        ("sl", "<p>S kartico.</p>", "sl"),
        ("sr", "<p>Картицом.</p>", "sr-Cyrl"),
        ("sr-latn", "<p>Karticom.</p>", "sr-Latn"),
        ("en", "<p>By card.</p>", "en"),
    ],
)
def test_text_is_read_in_the_reader_s_language(shared, language, text, lang):
    with translation.override(language):
        assert (shared.text, shared.lang) == (text, lang)


@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
def test_slovene_stands_in_and_says_so(language):
    shared = SharedText(name="P", text_sl="<p>S kartico.</p>")

    with translation.override(language):
        assert (shared.text, shared.lang) == ("<p>S kartico.</p>", "sl")


def test_change_is_seen_on_the_page_at_once(client, shared, home):
    page = page_with(shared, home)
    client.get(page.url)
    staff(client, Role.EDITOR)

    saved = client.post(
        reverse("shared_texts:edit", args=[shared.pk]), posted(text_sl="<p>Z gotovino.</p>")
    )
    client.logout()

    assert saved.status_code == 302
    html = client.get(page.url).content.decode()
    assert ("Z gotovino." in html, "S kartico." in html) == (True, False)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", ["insert", "update", "delete"])
def test_kept_pages_follow_a_shared_text(change):
    row = SharedText.objects.create(name="P", text_sl="<p>A</p>") if change != "insert" else None
    before = content_version()

    if change == "insert":
        SharedText.objects.create(name="P", text_sl="<p>A</p>")
    elif change == "update":
        SharedText.objects.filter(pk=row.pk).update(text_sl="<p>B</p>")
    else:
        row.delete()

    assert content_version() > before


@pytest.mark.req("U3")
def test_search_and_link_check_follow_a_shared_text(client, shared, home):
    page = page_with(shared, home)
    page.save_revision().publish()
    staff(client, Role.EDITOR)

    client.post(
        reverse("shared_texts:edit", args=[shared.pk]),
        posted(text_sl='<p>Bankovec, <a href="https://a.example/">več</a></p>'),
    )

    assert "'bankovec'" in SearchEntry.objects.get(page=page.pk).vector
    assert LinkCheck.objects.get(address="https://a.example/").uses.get().shared_text == shared


def test_block_whose_text_is_gone_draws_nothing(client, shared, home):
    page = page_with(shared, home)
    shared.delete()

    assert client.get(page.url).status_code == 200


def test_list_of_texts_opens_with_the_one_that_is_chosen(shared):
    """What Wagtail's script for plain lists takes: else the block cannot be drawn."""
    block = BodyBlock().child_blocks["shared"]

    assert (block.get_form_state(shared), block.get_form_state(None)) == ([str(shared.pk)], [""])


@pytest.mark.parametrize("posted", ["", None, "x", "-1", "9" * 30, "99999"])
def test_block_without_a_choice_is_an_unfinished_draft_and_no_error(posted):
    block = BodyBlock().child_blocks["shared"]

    assert block.value_from_datadict({"b": posted}, {}, "b") is None


def test_block_takes_the_text_that_is_chosen(shared):
    block = BodyBlock().child_blocks["shared"]

    assert block.value_from_datadict({"b": str(shared.pk)}, {}, "b") == shared


# ---- the admin -----------------------------------------------------------------------------------
def addresses(row):
    yield from (reverse(f"shared_texts:{view}") for view in ("index", "index_results", "add"))
    yield from (reverse(f"shared_texts:{view}", args=[row.pk]) for view in VIEWS)


@pytest.mark.req("X2")
@pytest.mark.parametrize("role", sorted(STAFF_ROLES - CATALOGUE_ROLES))
def test_shared_texts_are_not_there_for_other_staff(client, shared, role):
    staff(client, role)

    read = {client.get(path).status_code for path in addresses(shared)}
    written = {client.post(path).status_code for path in addresses(shared)}

    assert (read, written) == ({404}, {404})
    assert SharedText.objects.count() == 1


@pytest.mark.parametrize("role", sorted(CATALOGUE_ROLES))
def test_shared_texts_open_for_editors(client, shared, role):
    staff(client, role)

    assert {client.get(path).status_code for path in addresses(shared)} == {200}


def test_editor_adds_a_text(client, db):
    staff(client, Role.EDITOR)

    response = client.post(reverse("shared_texts:add"), posted())

    assert response.status_code == 302
    assert get_text_for_indexing(SharedText.objects.get().text_en).strip() == "By card."


def test_name_given_twice_is_refused_and_nothing_typed_is_lost(client, shared):
    staff(client, Role.EDITOR)

    response = client.post(reverse("shared_texts:add"), posted())

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["name"]
    assert "By card." in response.content.decode()


def test_pages_that_show_a_text_are_listed(client, shared, home):
    page_with(shared, home)
    staff(client, Role.EDITOR)

    listed = client.get(reverse("shared_texts:usage", args=[shared.pk])).content.decode()

    assert "Clanek" in listed


def test_text_that_stands_on_a_page_is_not_deleted(client, shared, home):
    page_with(shared, home)
    staff(client, Role.EDITOR)

    refused = client.post(reverse("shared_texts:delete", args=[shared.pk]))

    assert (refused.status_code, refused.headers["Location"]) == (
        302,
        reverse("shared_texts:usage", args=[shared.pk]),
    )
    assert SharedText.objects.get() == shared


def test_text_nobody_uses_is_deleted(client, shared):
    staff(client, Role.EDITOR)
    assert not ReferenceIndex.get_references_to(shared).exists()

    client.post(reverse("shared_texts:delete", args=[shared.pk]))

    assert not SharedText.objects.exists()
