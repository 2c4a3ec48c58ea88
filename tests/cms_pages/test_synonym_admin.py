"""Synonyms of the search in the admin: who may, and what a save does."""

import pytest
from django.urls import reverse

from accounts.roles import STAFF_ROLES, Role
from cms_pages.models import SearchSynonym
from cms_pages.permissions import CATALOGUE_ROLES
from tests.factories.accounts import staff

pytestmark = [pytest.mark.django_db, pytest.mark.req("U3")]

VIEWS = ("edit", "history", "history_results", "usage", "delete")


@pytest.fixture
def synonym():
    return SearchSynonym.objects.create(language="sl", typed="putovnica", meant="potni list")


def addresses(row):
    yield from (reverse(f"search_synonyms:{view}") for view in ("index", "index_results", "add"))
    yield from (reverse(f"search_synonyms:{view}", args=[row.pk]) for view in VIEWS)


@pytest.mark.req("B7", "X2")
@pytest.mark.parametrize("role", sorted(STAFF_ROLES - CATALOGUE_ROLES))
def test_synonyms_are_not_there_for_other_staff(client, synonym, role):
    staff(client, role)

    read = {client.get(path).status_code for path in addresses(synonym)}
    written = {client.post(path).status_code for path in addresses(synonym)}

    assert (read, written) == ({404}, {404})
    assert SearchSynonym.objects.count() == 1


@pytest.mark.parametrize("role", sorted(CATALOGUE_ROLES))
def test_synonyms_open_for_those_who_edit_the_catalogue(client, synonym, role):
    staff(client, role)

    assert {client.get(path).status_code for path in addresses(synonym)} == {200}


def test_editor_adds_and_deletes_a_synonym(client, synonym):
    staff(client, Role.EDITOR)

    added = client.post(
        reverse("search_synonyms:add"), {"language": "sl", "typed": "ohcet", "meant": "poroka"}
    )
    deleted = client.post(reverse("search_synonyms:delete", args=[synonym.pk]))

    assert (added.status_code, deleted.status_code) == (302, 302)
    assert [str(row) for row in SearchSynonym.objects.all()] == ["ohcet → poroka"]


def test_same_synonym_twice_is_refused_in_words(client, synonym):
    staff(client, Role.EDITOR)

    response = client.post(
        reverse("search_synonyms:add"),
        {"language": "sl", "typed": "putovnica", "meant": "potni list"},
    )

    assert response.status_code == 200
    assert len(response.context["form"].non_field_errors()) == 1
    assert SearchSynonym.objects.count() == 1


@pytest.mark.parametrize("field", ["typed", "meant"])
@pytest.mark.parametrize("text", ["", "?!", "x" * 81])
def test_synonym_without_a_word_is_refused(client, field, text):
    staff(client, Role.EDITOR)
    data = {"language": "sl", "typed": "ohcet", "meant": "poroka"} | {field: text}

    response = client.post(reverse("search_synonyms:add"), data)

    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    assert response.context["form"][field].value() == text
