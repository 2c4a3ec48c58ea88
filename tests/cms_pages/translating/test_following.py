"""What follows when a page is published, in its other languages (M1, M2)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from cms_pages.models import MovedSegment
from cms_pages.translating.reading import moved_texts
from languages.codes import EN, SL, SR, SR_LATN
from tests.cms_pages.trees import article, homes, in_language, translated, translation_into, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    return homes()


@pytest.fixture
def publish(django_capture_on_commit_callbacks):
    def publish_(page, **facts):
        page = Page.objects.get(pk=page.pk).specific
        for name, value in facts.items():
            setattr(page, name, value)
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        return Page.objects.get(pk=page.pk).specific

    return publish_


@pytest.fixture
def slovene(tree):
    return article(tree[SL], "Pomoč", slug="pomoc", lead="Pridite na okence.")


@pytest.fixture
def cyrillic(tree):
    return article(tree[SR], "Кластер учења", lead="Љубав и ЊЕГОШ")


@pytest.mark.req("M1")
def test_publishing_a_source_publishes_no_translation_and_flags_it(tree, slovene, publish):
    english = article(tree[EN], "Help", of=slovene, lead="Come to the counter.")
    row = translated(slovene, english)

    publish(slovene, lead="Pridite na svoje okence.")

    assert in_language(slovene, EN).lead == "Come to the counter."
    assert [(text.was, text.now, text.mine) for text in moved_texts(row)] == [
        ("Pridite na okence.", "Pridite na svoje okence.", "Come to the counter.")
    ]


@pytest.mark.req("M1")
def test_publishing_a_source_publishes_no_draft_of_a_translation(tree, slovene, publish):
    english = article(tree[EN], "Help", of=slovene, lead="Come.", live=False)
    translated(slovene, english)

    publish(slovene)

    assert not in_language(slovene, EN).live


@pytest.mark.req("M1")
def test_text_that_moves_twice_keeps_what_was_translated(tree, slovene, publish):
    row = translated(slovene, article(tree[EN], "Help", of=slovene, lead="Come."))

    publish(slovene, lead="Pridite na svoje okence.")
    publish(slovene, lead="Pridite točno na svoje okence.")

    assert [(text.was, text.now) for text in moved_texts(row)] == [
        ("Pridite na okence.", "Pridite točno na svoje okence.")
    ]


@pytest.mark.req("M1")
def test_text_that_moves_back_or_is_translated_needs_nobody(tree, slovene, publish):
    row = translated(slovene, article(tree[EN], "Help", of=slovene, lead="Come."))
    publish(slovene, lead="Drugače.")
    assert len(moved_texts(row)) == 1

    publish(slovene, lead="Pridite na okence.")
    assert moved_texts(row) == []
    publish(slovene, lead="Tretjič.")
    write(row, "lead", "A third time.")
    assert moved_texts(row) == []


@pytest.mark.req("M1")
def test_text_taken_out_waits_until_the_translation_is_saved(
    tree, slovene, publish, django_capture_on_commit_callbacks
):
    row = translated(slovene, article(tree[EN], "Help", of=slovene, lead="Come."))

    publish(slovene, lead="")

    assert [(text.was, text.now) for text in moved_texts(row)] == [("Pridite na okence.", "")]
    with django_capture_on_commit_callbacks(execute=True):
        translation_into(slovene, EN).save_target(publish=True)
    assert moved_texts(row) == []
    assert in_language(slovene, EN).lead == ""


def test_publishing_unchanged_flags_nothing(tree, slovene, publish):
    translated(slovene, article(tree[EN], "Help", of=slovene, lead="Come."))

    publish(slovene)
    publish(slovene)

    assert not MovedSegment.objects.exists()


@pytest.mark.req("M2")
def test_latin_follows_its_cyrillic_page_and_is_live_with_it(cyrillic, publish):
    publish(cyrillic)

    latin = in_language(cyrillic, SR_LATN)
    assert (latin.title, latin.lead, latin.live) == ("Klaster učenja", "Ljubav i NJEGOŠ", True)
    assert (cyrillic.slug, latin.slug) == ("klaster-ucenja", "klaster-ucenja")
    publish(cyrillic, title="Кластер знања", slug="klaster-znanja")
    latin = in_language(cyrillic, SR_LATN)
    assert (latin.title, latin.slug) == ("Klaster znanja", "klaster-znanja")
    assert not MovedSegment.objects.exists()


@pytest.mark.req("M2")
def test_latin_derives_its_parents_first(tree, publish):
    from cms_pages.models import SectionPage

    section = tree[SR].add_child(
        instance=SectionPage(title="Учење", slug="", locale=tree[SR].locale)
    )
    page = article(section, "Позив")

    publish(page)

    latin = in_language(page, SR_LATN)
    assert latin.get_parent().specific.title == "Učenje"
    assert latin.url == "/sr-latn/ucenje/poziv/"


@pytest.mark.req("M2")
def test_latin_is_never_live_without_its_cyrillic_page(cyrillic, publish):
    cyrillic.save_revision()
    assert in_language(cyrillic, SR_LATN) is None
    publish(cyrillic)

    Page.objects.get(pk=cyrillic.pk).specific.unpublish()

    assert not in_language(cyrillic, SR_LATN).live
    publish(cyrillic)
    assert in_language(cyrillic, SR_LATN).live


@pytest.mark.req("M2")
def test_scheduled_cyrillic_page_has_no_latin_yet(tree, publish):
    page = article(tree[SR], "Сутра", live=False)

    publish(page, go_live_at=timezone.now() + timedelta(days=1))

    assert in_language(page, SR_LATN) is None


@pytest.mark.req("M2")
def test_latin_is_deleted_with_its_cyrillic_page_and_moves_with_it(tree, cyrillic, publish):
    from cms_pages.models import SectionPage

    section = tree[SR].add_child(instance=SectionPage(title="Одсек", locale=tree[SR].locale))
    publish(section)
    publish(cyrillic)

    Page.objects.get(pk=cyrillic.pk).specific.move(section, pos="last-child")
    assert in_language(cyrillic, SR_LATN).url == "/sr-latn/odsek/klaster-ucenja/"
    Page.objects.get(pk=cyrillic.pk).delete()
    assert in_language(cyrillic, SR_LATN) is None


@pytest.mark.req("M2")
def test_own_latin_text_is_kept_and_not_flagged_while_its_source_stands(cyrillic, publish):
    publish(cyrillic)
    row = translation_into(cyrillic, SR_LATN)
    write(row, "lead", "Ljubav i Njegoš")

    publish(cyrillic, title="Кластер знања")

    latin = in_language(cyrillic, SR_LATN)
    assert (latin.title, latin.lead) == ("Klaster znanja", "Ljubav i Njegoš")
    assert moved_texts(row) == []


@pytest.mark.req("M2")
def test_own_latin_text_is_kept_and_flagged_when_its_source_moves(cyrillic, publish):
    publish(cyrillic)
    row = translation_into(cyrillic, SR_LATN)
    write(row, "lead", "Ljubav i Njegoš")

    publish(cyrillic, title="Кластер знања", lead="Љубав и ЊЕГОШ данас")

    live = in_language(cyrillic, SR_LATN)
    assert (live.title, live.live) == ("Klaster učenja", True)  # as before: a person must look
    draft = live.get_latest_revision_as_object()
    assert (draft.title, draft.lead) == ("Klaster znanja", "Ljubav i Njegoš")
    assert [(text.was, text.now, text.mine) for text in moved_texts(row)] == [
        ("Љубав и ЊЕГОШ", "Љубав и ЊЕГОШ данас", "Ljubav i Njegoš")
    ]

    write(row, "lead", "Ljubav i Njegoš danas")
    assert moved_texts(row) == []
    publish(cyrillic)
    assert in_language(cyrillic, SR_LATN).lead == "Ljubav i Njegoš danas"


@pytest.mark.req("M2")
def test_flag_stays_when_the_source_moves_again(cyrillic, publish):
    publish(cyrillic)
    row = translation_into(cyrillic, SR_LATN)
    write(row, "lead", "Moje")
    publish(cyrillic, lead="Друго")
    publish(cyrillic, lead="Треће")

    assert [(text.was, text.now) for text in moved_texts(row)] == [("Љубав и ЊЕГОШ", "Треће")]
    assert in_language(cyrillic, SR_LATN).get_latest_revision_as_object().lead == "Moje"


@pytest.mark.req("M2")
def test_latin_that_an_editor_took_over_is_left_alone(cyrillic, publish):
    publish(cyrillic)
    row = translation_into(cyrillic, SR_LATN)
    row.enabled = False
    row.save()

    publish(cyrillic, title="Друго")

    assert in_language(cyrillic, SR_LATN).title == "Klaster učenja"


@pytest.mark.req("M2")
def test_serbian_that_translates_slovene_has_latin_too(tree, slovene, publish):
    serbian = article(tree[SR], "Помоћ", of=slovene, lead="Дођите на шалтер.")
    translated(slovene, serbian)

    publish(serbian)

    assert in_language(slovene, SR_LATN).title == "Pomoć"
    assert StringTranslation.objects.filter(locale__language_code=SR_LATN).count() == 2


@pytest.mark.req("M1")
def test_every_text_taken_out_of_a_body_is_kept(tree, slovene, publish):
    slovene.body = [("text", "<p>Prinesite izkaznico.</p><p>Plačajte takso.</p><p>Ostane.</p>")]
    slovene.save()
    row = translated(slovene, article(tree[EN], "Help", of=slovene, lead="Come."), only=("title",))
    changed = [("text", "<p>Ostane.</p>")]
    changed_body = slovene.body.stream_block.to_python(
        [{"type": kind, "value": text, "id": slovene.body[0].id} for kind, text in changed]
    )

    publish(slovene, body=changed_body)

    assert {(text.was, text.now) for text in moved_texts(row)} == {
        ("Prinesite izkaznico.", ""),
        ("Plačajte takso.", ""),
    }
