"""The tag that adds signs, footnotes and abbreviations to a page, in every language (L1)."""

import pytest
from django.template import Context, Template
from django.utils import translation

from learning_cluster.models import Acronym, Footnote

pytestmark = [pytest.mark.django_db, pytest.mark.req("L1")]


def drawn(text: str, language: str) -> str:
    page = "{% load cluster_words %}{% marked %}<p>{{ text }}</p>{% endmarked %}"
    with translation.override(language):
        return Template(page).render(Context({"text": text}))


@pytest.mark.parametrize(
    ("language", "text"),
    [("sr", "на Косову"), ("sr-latn", "na Kosovu"), ("sl", "s Kosovom"), ("en", "in Kosovo")],
)
def test_footnote_stands_below_in_the_language_of_the_page(language, text):
    note = Footnote.objects.get()
    with translation.override(language):
        said = note.text

    html = drawn(text, language)

    assert html.count(f'href="#opomba-{note.pk}"') == 1
    assert f'<p id="opomba-{note.pk}">* {said}</p>' in html


@pytest.mark.parametrize(
    ("language", "text", "stands_for"),
    [
        ("sr", "НАЛАС позива", "Мрежа"),
        ("sr-latn", "NALAS poziva", "Mreža"),
        ("en", "NALAS invites", "Network"),
    ],
)
def test_abbreviation_is_explained_in_both_scripts(language, text, stands_for):
    Acronym.objects.create(
        short_sr="НАЛАС", short_en="NALAS", text_sr="Мрежа", text_sl="Mreža", text_en="Network"
    )

    html = drawn(text, language)

    assert f'<abbr title="{stands_for}">' in html
    assert f"<dd>{stands_for}</dd>" in html


def test_text_stays_escaped():
    html = drawn("<b>Kosovo", "en")

    assert html.startswith("<p>&lt;b&gt;Kosovo<a ")
