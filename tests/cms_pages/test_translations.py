"""Serbian, its Latin script and English beside the Slovene source."""

import pytest
from wagtail.models import Locale
from wagtail_localize.models import String, Translation, TranslationSource

from cms_pages.models import ArticlePage, ServicePage
from cms_pages.transliterator import SerbianLatin
from languages.codes import EN, SL, SR, SR_LATN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planted")]


def article(code, slug="pomoc"):
    return ArticlePage.objects.get(slug=slug, locale__language_code=code)


def translation(page, code):
    return Translation.objects.get(
        source__object_id=page.translation_key, target_locale__language_code=code
    )


@pytest.mark.req("M1", "M2")
def test_every_page_has_its_translations_recorded_and_complete():
    found = {
        (row.source.locale.language_code, row.target_locale.language_code)
        for row in Translation.objects.all()
    }

    assert found == {(SL, SR), (SL, EN), (SR, SR_LATN)}
    for row in Translation.objects.all():
        total, done = row.get_progress()
        assert total == done, row.source.object_repr


@pytest.mark.req("M1")
def test_changed_source_leaves_its_translation_incomplete():
    page = article(SL)
    page.lead = "Nekaj čisto novega."
    page.save()

    TranslationSource.update_or_create_from_instance(page)

    total, done = translation(page, EN).get_progress()
    assert total - done == 1


@pytest.mark.req("M1")
def test_publishing_a_translation_changes_neither_title_nor_address():
    page = ServicePage.objects.get(locale__language_code=EN)
    before = (page.title, page.url, [block.value.source for block in page.body])

    translation(page, EN).save_target(publish=True)

    page.refresh_from_db()
    assert (page.title, page.url, [block.value.source for block in page.body]) == before


@pytest.mark.req("M2")
def test_serbian_latin_can_be_derived_in_the_editor_and_only_from_cyrillic():
    locales = {code: Locale.objects.get(language_code=code) for code in (SL, SR, SR_LATN)}
    text = String(data="Њујорк и <b>Љубљана</b>").as_value()

    derived = SerbianLatin({}).translate(locales[SR], locales[SR_LATN], [text])

    assert derived[text].data == "Njujork i <b>Ljubljana</b>"
    assert SerbianLatin({}).can_translate(locales[SR], locales[SR_LATN])
    assert not SerbianLatin({}).can_translate(locales[SR_LATN], locales[SR])
    assert not SerbianLatin({}).can_translate(locales[SL], locales[SR_LATN])
