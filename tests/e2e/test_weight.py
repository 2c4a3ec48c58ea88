"""What a first visit costs: bytes, strangers, and how soon the page can be read (U4, X1)."""

import re
from urllib.parse import urlsplit

import brotli
import pytest

from languages.offered import offered
from tests.e2e.walking import SERVICE

pytestmark = pytest.mark.browser

MOST_BYTES = 120_000
PACKED = re.compile(r"\.(css|js|svg)$")
SHEET = "/static/built/okence.css"
BLOCKING = """() => performance.getEntriesByType("resource")
  .filter((one) => one.renderBlockingStatus === "blocking")
  .map((one) => new URL(one.name).pathname)"""


def answers_of(page, path):
    """Open `path`; return every answer the browser got, and the icons it asks for later."""
    found = []
    page.on("response", lambda answer: found.append(answer))
    page.goto(path, wait_until="networkidle")
    icons = page.locator("link[rel~=icon], link[rel=apple-touch-icon]")
    hrefs = icons.evaluate_all("links => links.map(link => link.href)")
    return [*found, *(page.request.get(href) for href in hrefs)]


def transferred(answer):
    """Return the bytes of an answer as production sends it.

    WhiteNoise keeps every file packed with Brotli; whether a proxy packs pages is its owner's
    choice, so they count unpacked.
    """
    body = answer.body()
    is_packed = PACKED.search(urlsplit(answer.url).path)
    return len(brotli.compress(body)) if is_packed else len(body)


@pytest.mark.req("U4")
@pytest.mark.parametrize("language", offered())
def test_first_page_is_light_and_asks_nobody_else(new_page, portal, language):
    answers = answers_of(new_page(width=1280), f"/{language}/")

    weights = {answer.url: transferred(answer) for answer in answers}
    assert sum(weights.values()) < MOST_BYTES, weights
    assert {url for url in weights if not url.startswith(f"{portal.address}/")} == set()
    assert f"{portal.address}{SHEET}" in weights


@pytest.mark.parametrize("path", [f"storitve/{SERVICE}/", "", f"narocanje/{SERVICE}/"])
def test_only_the_style_sheet_is_waited_for(new_page, portal, path):
    page = new_page()

    kinds = []
    page.on("request", lambda request: kinds.append(request.resource_type))

    page.goto(f"/sl/{path}", wait_until="networkidle")

    assert page.evaluate(BLOCKING) == [SHEET]
    assert set(kinds) - {"other"} == {"document", "stylesheet", "script"}  # other: the icon


def test_style_sheet_asks_for_nothing_more(new_page, portal):
    sheet = new_page().request.get(SHEET).text()

    assert re.findall(r"@import|@font-face|url\((?!\"?data:)[^)]*\)", sheet) == []


def test_service_can_be_read_with_page_and_style_sheet_alone(new_page, portal):
    path = f"/sl/storitve/{SERVICE}/"
    whole, bare = new_page(java_script_enabled=False), new_page(java_script_enabled=False)
    bare.route(lambda url: urlsplit(url).path not in (path, SHEET), lambda route: route.abort())

    for page in (whole, bare):
        page.goto(path)

    assert bare.locator("main").inner_text() == whole.locator("main").inner_text()
    assert len(bare.locator("main").inner_text()) > 1000
