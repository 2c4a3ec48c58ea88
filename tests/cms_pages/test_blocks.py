"""Blocks of running text: each with preview, description and template, translatable, checked."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from accounts.roles import Role
from cms_pages.blocks import BodyBlock
from cms_pages.blocks.library import ShelfBlock
from cms_pages.models import ArticlePage, SharedText
from tests.cms_pages.writing import Reader, article, home, paper, picture
from tests.factories.accounts import staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planted")]

REGISTRY = {**BodyBlock().child_blocks, "shelf": ShelfBlock()}
NAMES = sorted(REGISTRY)
# A shared text is translated where it is written (test_shared_texts).
OWN_TEXTS = [name for name in NAMES if name != "shared"]


def sample(name):
    """Return the block's sample, with what a sample cannot carry put in."""
    block = REGISTRY[name]
    if name == "shared":
        SharedText.objects.get_or_create(name="Plačilo", text_sl="<p>S kartico.</p>")
    value = block.normalize(block.get_preview_value())
    if name == "photo":
        value["picture"] = picture()
    if name == "shelf":
        for listed in value["papers"]:
            listed["document"] = paper()
    return value


# ---- the picker ----------------------------------------------------------------------------------
@pytest.mark.parametrize("name", NAMES)
def test_block_is_complete_for_the_picker(name):
    block = REGISTRY[name]

    assert block.is_previewable
    assert block.get_description()
    assert block.meta.template == f"cms_pages/blocks/{name}.html"


@pytest.mark.parametrize("name", sorted(BodyBlock().child_blocks))
def test_preview_of_a_block_opens_for_an_editor(client, name):
    staff(client, Role.EDITOR)
    block = ArticlePage._meta.get_field("body").stream_block.child_blocks[name]

    page = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})

    html = page.content.decode()
    assert page.status_code == 200
    assert Reader(html).problems == []
    assert "built/okence.css" in html


@pytest.mark.parametrize("name", NAMES)
def test_sample_of_a_block_may_be_published(name):
    REGISTRY[name].clean(sample(name))


# ---- what keeps a page from being published ------------------------------------------------------
def published(page):
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def problems_of(page):
    with pytest.raises(ValidationError) as refused, translation.override("en"):
        published(page)
    return refused.value.message_dict


@pytest.mark.req("X1")
@pytest.mark.parametrize("text", ["", "   ", "IMG_2041.jpg"])
def test_picture_nobody_described_is_not_published(text):
    photo = {"picture": picture(), "alternative_text": text, "caption": ""}
    page = article(live=False, body=[("text", "<h2>A</h2>"), ("photo", photo)])

    problems = problems_of(page)

    page.refresh_from_db()
    assert not page.live
    (message,) = problems["body"]
    assert message.startswith("Block 2 (Photo): Photo: ")


def test_described_picture_is_published():
    photo = {"picture": picture(), "alternative_text": "Tri okenca.", "caption": ""}

    assert published(article(live=False, body=[("photo", photo)])).live


@pytest.mark.req("X1")
def test_emblem_nobody_described_is_not_published():
    emblem = {"picture": picture(), "alternative_text": "", "link": ""}
    funding = {"statement": "Sofinancira EU.", "programme": "", "emblems": [emblem]}

    problems = problems_of(article(live=False, body=[("funding", funding)]))

    (message,) = problems["body"]
    assert message.startswith(
        "Block 1 (Funding statement): Emblem: the alternative text is missing"
    )


@pytest.mark.req("X1")
@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ([("text", "<h3>A</h3>")], "Block 1 (Text)"),
        ([("text", "<h2>A</h2>"), ("text", "<h4>B</h4>")], "Block 2 (Text)"),
        ([("steps", {"title": "", "steps": ["a"]}), ("text", "<h3>B</h3>")], "Block 2 (Text)"),
    ],
)
def test_heading_that_skips_a_level_is_not_published(body, wrong):
    (message,) = problems_of(article(live=False, body=body))["body"]

    assert message.startswith(f"{wrong}: The heading “")


def test_heading_may_follow_the_title_of_a_block():
    body = [("steps", {"title": "Kako", "steps": ["a"]}), ("text", "<h3>B</h3>")]

    assert published(article(live=False, body=body)).live


def video(**changes):
    value = {"title": "V", "file": None, "captions": None, "link": "https://example.org/v"}
    return {**value, "transcript": "<p>Vse, kar se sliši.</p>", **changes}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"transcript": ""}, "required"),
        ({"link": ""}, "choose a file or give a link"),
        ({"file": "v.pdf", "link": ""}, "neither MP4 nor WebM"),
        ({"captions": "v.txt"}, "WebVTT"),
    ],
)
def test_video_is_not_published_without_what_it_needs(change, says):
    files = {name: paper(change[name]) for name in ("file", "captions") if name in change}

    (message,) = problems_of(article(live=False, body=[("video", video(**change | files))]))["body"]

    assert says in message


def table(**changes):
    columns = [{"type": "text", "heading": "Dan"}, {"type": "number", "heading": "Okenc"}]
    return {
        "caption": "Po dnevih",
        "columns": columns,
        "rows": [{"values": ["pon", "4"]}],
        **changes,
    }


@pytest.mark.req("X1")
@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"caption": " "}, "caption"),
        ({"rows": []}, "a row at least"),
        ({"rows": [{"values": ["", "4"]}]}, "first cell of row 1"),
        (
            {"columns": [{"type": "text", "heading": "Dan"}, {"type": "text", "heading": ""}]},
            "column 2 has no heading",
        ),
    ],
)
def test_table_is_not_published_without_its_headings(change, says):
    (message,) = problems_of(article(live=False, body=[("table", table(**change))]))["body"]

    assert says in message


def test_call_to_action_leads_to_one_place():
    action = {"text": "Naprej", "page": home(), "link": "https://example.org/", "note": ""}

    (message,) = problems_of(article(live=False, body=[("action", action)]))["body"]

    assert "one of the two" in message


def test_draft_may_be_unfinished(client):
    """What is missing is asked for when the page is published, so nothing written is lost."""
    block = BodyBlock()
    block.set_name("body")
    value = block.to_python([{"type": "photo", "value": {"picture": None, "alternative_text": ""}}])

    block.clean_deferred(value)

    with pytest.raises(ValidationError):
        block.clean(value)


# ---- translation ---------------------------------------------------------------------------------
@pytest.mark.req("M1")
@pytest.mark.parametrize("name", OWN_TEXTS)
def test_texts_of_a_block_are_translated(name):
    """Every text of the sample comes out of the translation in its translated form."""
    page = article(body=[(name, sample(name))]) if name != "shelf" else None
    if page is None:
        from cms_pages.models import LibraryPage

        page = home().add_child(
            instance=LibraryPage(title="K", slug="k", shelves=[("shelf", sample("shelf"))])
        )
    page.refresh_from_db()
    english = Locale.objects.get(language_code="en")
    translate_object(page, [english])
    texts = _texts(page)
    assert texts

    _translate_all(page, english)

    assert _texts(page.get_translation(english).specific) == [f"EN {text}" for text in texts]


def _translate_all(page, locale):
    source = TranslationSource.objects.get_for_instance(page)
    for segment in source.stringsegment_set.all():
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            data=f"EN {segment.string.data}",
        )
    Translation.objects.get(source=source, target_locale=locale).save_target(publish=False)


def _texts(page):
    page = page.get_latest_revision_as_object() if page.latest_revision else page
    found = [
        segment.string.data
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue) and segment.path.split(".")[0] != "slug"
    ]
    return sorted(found)


@pytest.mark.req("M1")
def test_translation_of_a_table_stays_when_rows_are_moved():
    block = BodyBlock().child_blocks["table"]
    before = block.to_python(table(rows=[{"values": ["pon", "4"]}, {"values": ["sre", "6"]}]))
    after = block.to_python(table(rows=[{"values": ["sre", "6"]}, {"values": ["pon", "4"]}]))
    paths = {
        segment.string.data: segment.path for segment in block.get_translatable_segments(before)
    }

    moved = block.get_translatable_segments(after)

    assert {segment.string.data: segment.path for segment in moved} == paths
    translated = [StringSegmentValue(paths["pon"], "Mon")]
    restored = block.restore_translated_segments(after, translated)
    assert [row["values"] for row in restored.row_data] == [["sre", "6"], ["Mon", "4"]]


@pytest.mark.req("M1")
def test_button_leads_to_the_page_in_the_reader_s_language():
    page = ArticlePage.objects.get(slug="pomoc", locale__language_code="sl")
    block = BodyBlock().child_blocks["action"]
    value = block.to_python({"text": "Pomoč", "page": page.pk, "link": "", "note": ""})

    with translation.override("sr"):
        assert value.url == "/sr/pomoc/"


# ---- drawing -------------------------------------------------------------------------------------
@pytest.mark.req("X1")
def test_photo_has_its_text_author_size_and_formats(client):
    photo = {"picture": picture(), "alternative_text": "Tri okenca.", "caption": "Zjutraj"}
    page = article(body=[("photo", photo)])

    body = client.get(page.url).content.decode()

    assert 'alt="Tri okenca."' in body
    (drawn,) = re.findall(r"<img[^>]+>", body)
    assert 'width="400"' in drawn
    assert 'height="225"' in drawn
    assert 'loading="lazy"' in body
    assert 'type="image/webp"' in body
    assert "Ana Vzorec" in body
    assert "creativecommons.org/licenses/by/4.0/" in body


def test_link_to_the_map_has_points_in_its_numbers(client):
    place = {"place": "UE", "address": "Ulica 1", "latitude": 46.05, "longitude": 1014.5}
    page = article(body=[("map_link", place | {"longitude": 14.5})])

    with override_settings(USE_THOUSAND_SEPARATOR=True):
        body = client.get(page.url).content.decode()

    assert "mlat=46.05&amp;mlon=14.5#map=17/46.05/14.5" in body


def test_nothing_in_running_text_comes_from_other_hosts(client):
    values = [(name, sample(name)) for name in sorted(BodyBlock().child_blocks)]
    page = article(body=values)

    read = client.get(page.url).content.decode()

    for attribute in ('src="http', 'srcset="http', "<iframe", "<script>", " style="):
        assert attribute not in read
    assert Reader(read).problems == []


def test_no_block_writes_html_of_its_editor():
    value = BodyBlock().to_python(
        [
            {"type": "warning", "value": {"text": "<b>x</b>"}},
            {"type": "accordion", "value": {"folds": [{"title": "<i>y</i>", "text": "<p>z</p>"}]}},
        ]
    )

    html = "".join(block.render() for block in value)

    assert "<b>x</b>" not in html
    assert "<i>y</i>" not in html


def test_editing_screen_finds_its_scripts_and_styles(client):
    """A block of an app that is not installed leaves the whole text field empty."""
    staff(client, Role.EDITOR)
    page = ArticlePage.objects.get(slug="pomoc", locale__language_code="sl")

    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    # Sass and Node make what is below built/; the tests run without it.
    asked = re.findall(r'(?:src|href)="/static/((?!built/)[^"?]+\.(?:js|css))', html)
    assert asked
    assert [path for path in asked if not finders.find(path)] == []
