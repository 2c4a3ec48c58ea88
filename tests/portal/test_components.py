"""The base page, the form renderer and the components, drawn by Django's own template engine."""

from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from portal.context import LanguageLink

TEMPLATES = Path(settings.ROOT) / "portal" / "templates"
VOID = {"input", "meta", "link", "br", "img", "hr"}


class Tree(HTMLParser):
    """Collects every element as (tag, attributes, text) and refuses wrongly nested ones."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[tuple[str, list[str]]] = []
        self.feed(source)
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        text: list[str] = []
        self.elements.append((tag, dict(attrs), text))
        if tag not in VOID:
            self._open.append((tag, text))

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), []))

    def handle_endtag(self, tag):
        name, _ = self._open.pop()
        assert name == tag

    def handle_data(self, data):
        for _, text in self._open:
            text.append(data)

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in wanted.items()}
        return [a for t, a, _ in self.elements if t == tag and wanted.items() <= a.items()]

    def texts(self, tag: str, **wanted: str) -> list[str]:
        return [
            " ".join("".join(text).split())
            for t, a, text in self.elements
            if t == tag
            and {k.rstrip("_").replace("_", "-"): v for k, v in wanted.items()}.items() <= a.items()
        ]


class VisitForm(forms.Form):
    name = forms.CharField(
        label="Name",
        help_text="As on your document.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    notify = forms.ChoiceField(
        label="Notify me by",
        choices=[("email", "E-mail"), ("sms", "SMS")],
        widget=forms.RadioSelect,
    )
    phone = forms.CharField(
        label="Phone",
        required=False,
        widget=forms.TextInput(attrs={"data-revealed-by": "notify:sms"}),
    )
    needs = forms.MultipleChoiceField(
        label="Needs",
        required=False,
        choices=[("sign", "Sign language"), ("step", "No steps")],
        widget=forms.CheckboxSelectMultiple,
    )
    born = forms.DateField(label="Born", widget=forms.SelectDateWidget(years=[1990]))
    step = forms.CharField(initial="2", widget=forms.HiddenInput)


def draw(source: str, **context: object) -> Tree:
    return Tree(engines["django"].from_string(source).render(context))


def component(name: str, **context: object) -> Tree:
    return draw(f'{{% include "components/{name}.html" %}}', **context)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def page():
    links = [
        LanguageLink("sl", "sl", "Slovenščina", "/sl/x/?q=1", "/sl/x/", True, True),
        LanguageLink("sr", "sr-Cyrl", "Српски", "/sr/x/?q=1", "/sr/x/", True, False),
        LanguageLink("en", "en", "English", "/en/", "", False, False),
    ]
    request = RequestFactory().get("/sl/x/", headers={"host": "okence.test"})
    return {"language_links": links, "default_link": links[0], "request": request}


@pytest.mark.req("M3")
@pytest.mark.parametrize(
    ("language", "lang"),
    [("sl", "sl"), ("sr", "sr-Cyrl"), ("sr-latn", "sr-Latn"), ("en", "en")],
)
def test_base_page_names_its_language(page, language, lang):
    with translation.override(language):
        tree = draw('{% extends "base.html" %}', **page)

    assert tree.all("html")[0]["lang"] == lang


def test_base_page_offers_the_same_page_in_other_languages(page):
    tree = draw('{% extends "base.html" %}', **page)

    assert [link["href"] for link in tree.all("link", rel="alternate")] == [
        "http://okence.test/sl/x/",
        "http://okence.test/sr/x/",
        "http://okence.test/sl/x/",
    ]
    assert [link["hreflang"] for link in tree.all("link", rel="alternate")] == [
        "sl",
        "sr-Cyrl",
        "x-default",
    ]
    assert [link["href"] for link in tree.all("a", hreflang="en")] == ["/en/"]
    assert tree.texts("a", hreflang="sr-Cyrl", lang="sr-Cyrl") == ["Српски"]
    assert tree.texts("span", aria_current="true") == ["Slovenščina"]


@pytest.mark.req("X1")
def test_base_page_begins_with_a_link_to_its_content(page):
    tree = draw('{% extends "base.html" %}', **page)

    assert tree.all("a")[0]["href"] == "#main"
    assert tree.all("main")[0]["id"] == "main"


def test_base_page_shows_the_demonstration_only_when_it_is_one(page):
    real = draw('{% extends "base.html" %}', **page)
    demonstration = draw('{% extends "base.html" %}', demo_mode=True, **page)

    assert len(real.all("aside")) == 0
    assert len(demonstration.all("aside")) == 1


def test_base_page_of_a_foreign_host_is_still_drawn(page, settings):
    settings.ALLOWED_HOSTS = ["okence.test"]
    page["request"] = RequestFactory().get("/", headers={"host": "elsewhere.test"})

    tree = draw('{% extends "400.html" %}', **page)

    assert tree.texts("h1") == ["The request could not be understood"]


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_error_page_needs_no_context(name):
    tree = draw(f'{{% include "{name}.html" %}}')

    assert len(tree.all("h1")) == 1


@pytest.mark.req("X1")
def test_title_says_error_first_when_the_form_has_errors(page):
    source = '{% extends "base.html" %}{% block title %}Your data{% endblock %}'

    blank = draw(source, form=VisitForm(), **page)
    wrong = draw(source, form=VisitForm({}), **page)

    assert blank.texts("title") == ["Your data – Okence"]
    assert wrong.texts("title") == ["Error: Your data – Okence"]


@pytest.mark.req("X1")
def test_error_summary_leads_to_an_element_for_every_error(page):
    form = VisitForm({"notify": "pigeon"})
    tree = draw(
        '{% extends "base.html" %}{% block content %}{{ form }}{% endblock %}', form=form, **page
    )

    targets = [a["href"] for a in tree.all("a") if "#id_" in (a.get("href") or "")]
    focusable = {
        a["id"] for t, a, _ in tree.elements if t in ("input", "select", "textarea") and a.get("id")
    }

    assert targets == ["#id_name", "#id_notify", "#id_born_day"]
    assert {target.removeprefix("#") for target in targets} <= focusable


def test_error_without_a_field_stands_in_the_summary_as_text():
    form = VisitForm({})
    form.add_error(None, "This time is taken.")

    tree = component("error_summary", form=form)

    assert tree.texts("li")[0] == "This time is taken."


def test_error_summary_names_a_form_once_though_the_page_names_it_twice():
    form = VisitForm({})

    tree = component("error_summary", form=form, forms=[form])

    assert tree.texts("li") == component("error_summary", form=form).texts("li")


def test_error_summary_says_which_field_where_the_words_fit_any():
    form = VisitForm({})
    form.add_error("note", "Shorter.")

    tree = component("error_summary", form=form)

    assert tree.texts("li")[0] == "Name: This field is required."
    assert "Shorter." in tree.texts("li")


@pytest.mark.req("X1")
def test_field_is_described_by_its_hint_and_error():
    tree = draw("{{ form.name.as_field_group }}", form=VisitForm({}))

    (field,) = tree.all("input")
    assert field["aria-describedby"] == "id_name_helptext id_name_error"
    assert field["aria-invalid"] == "true"
    assert field["class"] == "govuk-input govuk-input--width-30 govuk-input--error"
    assert field["autocomplete"] == "name"
    assert tree.texts("p", id="id_name_error") == ["Error: This field is required."]
    assert tree.texts("label", for_="id_name") == ["Name"]


def test_optional_field_says_so():
    tree = draw("{{ form }}", form=VisitForm())

    assert tree.texts("label", for_="id_note") == ["Note (optional)"]
    assert tree.texts("legend") == ["Notify me by", "Needs (optional)", "Born"]


def test_every_choice_and_part_of_a_date_has_a_label():
    tree = draw("{{ form }}", form=VisitForm())

    labelled = {a["for"] for a in tree.all("label")}
    drawn = {
        a["id"]
        for t, a, _ in tree.elements
        if t in ("input", "select", "textarea") and a.get("type") != "hidden"
    }

    assert drawn == labelled
    assert tree.texts("label", for_="id_notify_1") == ["SMS"]
    assert tree.texts("label", for_="id_born_year") == ["Year"]


def test_revealed_field_is_drawn_once_below_its_option():
    tree = draw("{{ form }}", form=VisitForm({"notify": "sms"}))

    (option,) = tree.all("input", value="sms")
    (below,) = tree.all("div", id=option["data-aria-controls"])
    assert len(tree.all("input", name="phone")) == 1
    assert "conditional--hidden" not in below["class"]


def test_chosen_option_is_checked_and_the_hidden_field_kept():
    tree = draw("{{ form }}", form=VisitForm({"notify": "sms", "step": "3"}))

    assert [a["value"] for a in tree.all("input", name="notify") if "checked" in a] == ["sms"]
    assert tree.all("input", name="step")[0]["value"] == "3"


def test_widget_outside_a_field_group_keeps_djangos_own_look():
    tree = draw("{{ form.name }}", form=VisitForm())

    assert "class" not in tree.all("input")[0]


@pytest.mark.req("M3")
@pytest.mark.parametrize(("count", "text"), [(1, "1 free time"), (5, "5 free times")])
def test_day_list_counts_free_times(count, text):
    tree = component("day_list", days=[{"text": "Tuesday", "count": count, "url": "?day=1"}])

    assert tree.texts("a") == [f"Tuesday {text}"]


def test_day_without_free_times_is_no_link():
    tree = component("day_list", days=[{"text": "Tuesday", "count": 0}])

    assert tree.texts("li") == ["Tuesday nothing free"]
    assert tree.all("a") == []


def test_slot_buttons_send_the_chosen_time():
    groups = [{"label": "Morning", "slots": [{"value": "2026-11-24T08:20", "time": "8.20"}]}]

    tree = component("slot_buttons", groups=groups, action="/hold/", hidden={"service": "passport"})

    assert tree.all("form", method="post", action="/hold/") != []
    assert tree.all("input", name="service")[0]["value"] == "passport"
    assert tree.all("button")[0]["value"] == "2026-11-24T08:20"


def test_hold_bar_bears_the_end_for_the_script_and_for_the_eye():
    tree = component(
        "hold_bar", expires_at=datetime(2026, 11, 24, 8, 42, tzinfo=UTC), extend_url="/extend/"
    )

    assert tree.all("section")[0]["data-expires-at"] == "2026-11-24T09:42:00+01:00"
    assert len(tree.texts("strong")) == 1
    assert tree.all("form", method="post", action="/extend/") != []


@pytest.mark.req("X1")
def test_tag_says_its_state_in_words_and_hides_the_sign_from_readers():
    tree = component("tag", state="cancelled", text="Cancelled")

    assert tree.texts("strong", class_="okence-tag okence-tag--red") == ["× Cancelled"]
    assert tree.texts("span", aria_hidden="true") == ["×"]


@pytest.mark.req("X1")
def test_checklist_shows_every_group_without_script():
    groups = [
        {"code": "", "label": "", "items": [{"text": "photograph"}]},
        {"code": "child", "label": "For a child", "items": [{"text": "consent"}]},
    ]

    tree = component("checklist", groups=groups)

    assert tree.texts("li") == ["photograph", "consent"]
    assert ["hidden" in a for a in tree.all("div") if "data-when" in a] == [False, False]
    assert tree.all("input")[0]["value"] == "child"


def test_facts_say_when_nothing_is_free_and_nothing_is_charged():
    tree = component("facts", first_free="", duration="15 minutes", fee="")

    assert tree.texts("dd") == ["none at the moment", "15 minutes", "free of charge"]


def test_summary_list_names_what_each_link_changes():
    rows = [{"key": "When", "value": "Tuesday", "href": "/when/"}, {"key": "Fee", "value": "5 EUR"}]

    tree = component("summary_list", rows=rows)

    assert tree.texts("a") == ["Change When"]
    assert tree.texts("dt") == ["When", "Fee"]


def test_current_section_is_marked_in_the_navigation():
    inside = component(
        "navigation_item", url="/sl/storitve/", text="Services", path="/sl/storitve/x/"
    )
    outside = component("navigation_item", url="/sl/storitve/", text="Services", path="/sl/")

    assert inside.all("a")[0]["aria-current"] == "true"
    assert "aria-current" not in outside.all("a")[0]


def test_pagination_keeps_the_other_parameters():
    tree = component("pagination", page_obj=Paginator(range(30), 10).page(2), query="q=a")

    assert [a["href"] for a in tree.all("a")] == ["?q=a&page=1", "?q=a&page=3"]


def test_telephone_link_holds_digits_only():
    tree = component("footer", call_centre={"phone": "+386 1 828 16 90", "hours": ""})

    assert tree.texts("a", href="tel:+38618281690") == ["+386 1 828 16 90"]


@pytest.mark.req("X1")
def test_templates_hold_no_inline_script_or_style():
    offenders = [
        f"{path.name}: {tag}"
        for path in TEMPLATES.rglob("*.html")
        for tag in ("<style", " style=", "<script>", " onclick=", "javascript:")
        if tag in path.read_text()
    ]

    assert offenders == []


def test_templates_stay_within_their_sizes():
    limits = {"base.html": 130}
    lengths = {
        path.relative_to(TEMPLATES): len(path.read_text().splitlines())
        for path in TEMPLATES.rglob("*.html")
    }

    assert {p: n for p, n in lengths.items() if n > limits.get(str(p), 100)} == {}
