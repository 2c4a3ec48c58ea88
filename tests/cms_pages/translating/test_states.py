"""How far each language of a page is (M1)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import TranslationLog

from accounts.roles import Role
from cms_pages.translating.following import follow
from cms_pages.translating.states import State, language_states, sources
from languages.codes import EN, SL, SR, SR_LATN
from tests.cms_pages.trees import article, homes, translated, write

pytestmark = [pytest.mark.django_db, pytest.mark.req("M1")]


@pytest.fixture
def tree():
    return homes()


@pytest.fixture
def page(tree):
    return article(tree[SL], "Pomoč", slug="pomoc", lead="Pridite.")


def state(page, code):
    rows = language_states([Page.objects.get(pk=page.pk)])[page.pk]
    return next(row for row in rows if row.code == code)


def keys(pages):
    return set(pages.values_list("pk", flat=True))


def test_languages_without_a_page_are_missing(page):
    assert {code: state(page, code).state for code in (SL, SR, SR_LATN, EN)} == {
        SL: State.SOURCE,
        SR: State.MISSING,
        SR_LATN: State.MISSING,
        EN: State.MISSING,
    }
    assert state(page, EN).turn == Role.EDITOR


def test_complete_live_translation_is_up_to_date(page, tree):
    translated(page, article(tree[EN], "Help", of=page, lead="Come."))

    assert (state(page, EN).state, state(page, EN).turn) == (State.UP_TO_DATE, None)


def test_draft_of_a_translation_is_a_draft(page, tree):
    translated(page, article(tree[EN], "Help", of=page, lead="Come.", live=False))

    assert state(page, EN).state == State.DRAFT


def test_translation_left_behind_is_outdated_since_its_source_moved(page, tree):
    row = translated(page, article(tree[EN], "Help", of=page, lead="Come."))
    moved_at = timezone.now()
    page.lead = "Drugače."
    page.save()

    follow(page, at=moved_at)
    follow(page, at=moved_at + timedelta(hours=1))

    found = state(page, EN)
    assert (found.state, found.since, found.open_texts) == (State.OUTDATED, moved_at, 1)
    write(row, "lead", "Otherwise.")
    assert state(page, EN).state == State.UP_TO_DATE


def test_text_translated_after_the_page_was_saved_makes_a_draft(page, tree):
    row = translated(page, article(tree[EN], "Help", of=page, lead="Come."))
    TranslationLog.objects.create(source=row.source, locale=row.target_locale)

    assert state(page, EN).state == State.UP_TO_DATE
    write(row, "lead", "Come in.")
    assert state(page, EN).state == State.DRAFT


def test_alias_is_no_translation(page):
    from wagtail.models import Locale

    page.copy_for_translation(Locale.objects.get(language_code=EN), alias=True)

    assert state(page, EN).state == State.MISSING


def test_page_that_begins_in_serbian_is_its_own_source(tree):
    serbian = article(tree[SR], "Кластер учења")

    assert serbian.pk in keys(sources())
    assert state(serbian, SR).state == State.SOURCE
    assert state(serbian, SL).state == State.MISSING


def test_translations_are_no_sources(page, tree):
    english = article(tree[EN], "Help", of=page)

    assert english.pk not in keys(sources())
    assert page.pk in keys(sources())


def test_states_cost_the_same_for_one_and_thirty(page, tree):
    translated(page, article(tree[EN], "Help", of=page, lead="Come."))
    with CaptureQueriesContext(connection) as one:
        language_states([page])
    pages = [article(tree[SL], f"Stran {n}", slug=f"s{n}", lead="x") for n in range(29)]
    for each in pages:
        translated(each, article(tree[EN], f"Page {each.slug}", of=each, lead="y"))

    with CaptureQueriesContext(connection) as many:
        found = language_states([page, *pages])

    assert len(found) == 30
    assert len(many) == len(one)
