"""The report "Prevodi", the panel, the editor with its glossary, and who sees them (M1)."""

import io
import json

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.actions import sync_staff_group
from accounts.roles import STAFF_ROLES, Role
from cms_pages.models import SectionPage
from cms_pages.permissions import PAGE_ROLES
from cms_pages.translating.following import follow
from languages.codes import EN, SL
from languages.slugs import slug_of
from tests.cms_pages.reading import Read
from tests.cms_pages.trees import article, homes, translated
from tests.factories.accounts import UserFactory, staff

pytestmark = [pytest.mark.django_db, pytest.mark.req("M1")]


@pytest.fixture
def tree():
    sync_staff_group()
    return homes()


@pytest.fixture
def pages(tree):
    """Three pages: up to date, outdated and missing in English."""
    found = {}
    for name in ("usklajena", "zastarela", "manjka"):
        found[name] = article(tree[SL], name, slug=name, lead="Pridite na krajevni urad.")
    for name in ("usklajena", "zastarela"):
        translated(found[name], article(tree[EN], f"{name} en", of=found[name], lead="Come."))
    found["zastarela"].lead = "Drugače: prinesite izkaznico."
    found["zastarela"].save()
    follow(found["zastarela"], at=timezone.now())
    return found


def titles(response):
    rows = Read(response).soup.select("table.listing tbody th.title")
    return {row.get_text(strip=True) for row in rows} & {"usklajena", "zastarela", "manjka"}


def report(client, **asked):
    return client.get(reverse("translations_report"), asked)


def english(tree):
    return tree[EN].locale_id


def test_report_is_filtered_by_language_and_state(client, tree, pages):
    staff(client, Role.EDITOR)

    assert titles(report(client)) == {"usklajena", "zastarela", "manjka"}
    found = {
        state: titles(report(client, language=english(tree), state=state))
        for state in ("outdated", "missing", "up_to_date", "open")
    }
    assert found == {
        "outdated": {"zastarela"},
        "missing": {"manjka"},
        "up_to_date": {"usklajena"},
        "open": {"zastarela", "manjka"},
    }


def test_report_is_filtered_by_section_and_owner(client, tree, pages):
    section = tree[SL].add_child(instance=SectionPage(title="Razdelek", slug="razdelek"))
    owner = UserFactory()
    inside = article(section, "usklajena", slug="notri")
    inside.owner = owner
    inside.save()
    staff(client, Role.REVIEWER)

    assert titles(report(client, section=section.pk)) == {"usklajena"}
    assert titles(report(client, owner=owner.pk)) == {"usklajena"}
    assert titles(report(client, section=pages["manjka"].pk)) == {"manjka"}


@pytest.mark.parametrize("asked", [{"state": "x"}, {"language": "999999"}, {"section": "x"}])
def test_odd_filters_are_no_error(client, pages, asked):
    staff(client, Role.EDITOR)

    assert report(client, **asked).status_code == 200


def test_report_is_exported_in_both_forms(client, tree, pages):
    staff(client, Role.PUBLISHER)
    asked = {"language": english(tree), "state": "outdated"}

    book = openpyxl.load_workbook(
        io.BytesIO(b"".join(report(client, **asked, export="xlsx").streaming_content))
    )
    heading, row = book.active.iter_rows(values_only=True)
    text = b"".join(report(client, **asked, export="csv").streaming_content).decode()

    assert set(heading[3:]) == {"Slovenščina", "Српски", "Srpski", "English"}
    assert row[0] == "zastarela"
    assert len(text.splitlines()) == 2
    assert "zastarela" in text


def test_report_asks_as_often_for_more(client, tree, pages):
    staff(client, Role.EDITOR)
    report(client)
    with CaptureQueriesContext(connection) as few:
        report(client)
    for number in range(30):
        page = article(tree[SL], f"Stran {number}", slug=f"stran-{number}", lead="x")
        translated(page, article(tree[EN], f"Page {number}", of=page, lead="y"))
    with CaptureQueriesContext(connection) as many:
        answer = report(client)

    assert len(Read(answer).soup.select("table.listing tbody tr")) >= 33
    assert len(many) == len(few)


@pytest.mark.req("X2")
@pytest.mark.parametrize("role", sorted(STAFF_ROLES - PAGE_ROLES.keys()))
def test_report_is_not_there_for_other_staff(client, role):
    staff(client, role)

    for name in ("translations_report", "translations_report_results"):
        assert client.get(reverse(name)).status_code == 404
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("translations_report") not in home


def test_editing_a_page_shows_its_languages_and_what_moved(client, pages):
    staff(client, Role.EDITOR)

    answer = client.get(reverse("wagtailadmin_pages:edit", args=[pages["zastarela"].pk]))

    page = Read(answer)
    assert len(page.soup.select("table.okence-languages tbody tr")) == 4
    assert page.soup.select_one(".okence-moved del").text == "Pridite na krajevni urad."
    assert page.soup.select_one(".okence-moved ins").text == "Drugače: prinesite izkaznico."
    assert page.soup.select_one(".okence-moved td:nth-of-type(3)")["lang"] == "en"


def test_translation_editor_shows_the_glossary_and_no_script_of_ours(client, pages):
    staff(client, Role.EDITOR)
    row = pages["usklajena"].get_translations().get(locale__language_code=EN)

    page = Read(client.get(reverse("wagtailadmin_pages:edit", args=[row.pk])))

    aside = page.soup.select_one(".okence-translating")
    terms = {
        cells.th.text: cells.td.get_text(" ", strip=True)
        for cells in aside.select("table.listing:not(.okence-languages) tbody tr")
    }
    assert terms == {"krajevni urad": "local office"}
    assert aside.select("script, [style], [onclick]") == []
    assert all(heading.get("scope") for heading in aside.select("th"))


def test_address_of_a_new_page_is_drawn_from_its_title(client, tree):
    staff(client, Role.EDITOR)
    client.get(reverse("wagtailadmin_home"))

    answer = client.post(
        reverse("wagtailadmin_pages:add", args=["cms_pages", "sectionpage", tree["sr"].pk]),
        {"title": "Кластер учења", "slug": "", "lead": "", "comments-TOTAL_FORMS": 0,
         "comments-INITIAL_FORMS": 0},
    )  # fmt: skip

    assert answer.status_code == 302
    assert SectionPage.objects.get(title="Кластер учења").slug == "klaster-ucenja"


def test_browser_draws_the_same_address(client, tree):
    staff(client, Role.EDITOR)
    client.get(reverse("wagtailadmin_home"))

    answer = client.get(
        reverse("wagtailadmin_pages:add", args=["cms_pages", "sectionpage", tree["sr"].pk])
    )

    field = Read(answer).soup.select_one("#id_slug")
    assert "data-w-slug-allow-unicode-value" not in field.attrs
    letters = {regex[0]: said for regex, said in json.loads(field["data-w-slug-formatters-value"])}
    assert {said == slug_of(letter) for letter, said in letters.items()} == {True}
    assert {"љ": "lj", "Ч": "c", "ђ": "dj"}.items() <= letters.items()
