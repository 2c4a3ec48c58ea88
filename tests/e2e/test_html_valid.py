"""The HTML of every kind of page follows the standard, in every language (X1)."""

import http.client
from urllib.parse import urljoin, urlsplit

import pytest

from languages.offered import offered
from tests.e2e import walking
from tests.e2e.html_validator import problems
from tests.e2e.public_pages import public_paths

pytestmark = [pytest.mark.browser, pytest.mark.req("X1")]

GOOD = (
    '<!DOCTYPE html><html lang="sl"><head><title>Okence</title></head>'
    '<body><main id="main"><h1>Osebna izkaznica</h1>{}</main></body></html>'
)


def fetched(portal, path):
    """Return the page as the server sends it, before any script; it must be there."""
    connection = http.client.HTTPConnection(urlsplit(portal.address).netloc, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    assert answer.status == 200, path
    return answer.read().decode()


@pytest.mark.parametrize("language", offered())
def test_page_of_every_type_is_valid(portal, tmp_path, language):
    pages = {path: fetched(portal, path) for path in public_paths(portal, language)}

    assert problems(pages, tmp_path) == []


def test_pages_of_the_walk_and_its_errors_are_valid(new_page, portal, tmp_path):
    pages = {}

    def keep(route):
        answer = route.fetch(max_redirects=0)
        moved = answer.headers.get("location")  # no route sees where a redirect leads
        shown = page.request.get(urljoin(portal.address, moved)) if moved else answer
        pages[f"{len(pages)} {shown.url}"] = shown.text()
        route.fulfill(response=answer)

    page = new_page(java_script_enabled=False)
    page.route(lambda url: "/static/" not in url, keep)
    walking.to_times(page)
    walking.hold_first(page)
    page.locator(f"form:has([name=is_acknowledged]) {walking.PRIMARY}").click()
    walking.acknowledge(page)
    page.locator(f"form:has([name='contact-email']) {walking.PRIMARY}").click()
    walking.tell_who(page, "Fani Preizkus", "fani.walk@example.org")
    walking.confirm(page)
    link = page.locator("main a[href$='/odpoved/']").get_attribute("href").removesuffix("odpoved/")
    for path in (link, f"{link}prestavi/", f"{link}odpoved/", "/sl/ni-take-strani/"):
        page.goto(path)
    for path in ("oddaj-izziv", "zaprosi-za-podporo"):
        page.goto(f"/sl/inovativen-si/{path}/")
        page.locator("main form button.govuk-button").last.click()

    assert len(pages) == 18
    assert problems(pages, tmp_path) == []


@pytest.mark.parametrize(
    ("fragment", "rule"),
    [
        ('<p id="main">dvakrat</p>', "no-dup-id"),
        ("<p><div>v odstavku</div></p>", "close-order"),
        ('<img src="/slika.png">', "wcag/h37"),
        ("<center>nekoč</center>", "deprecated"),
        ("<ul><p>ni postavka</p></ul>", "element-permitted-content"),
        ('<label for="nikjer">Ime</label>', "no-missing-references"),
    ],
)
def test_validator_finds_what_breaks_the_standard(tmp_path, fragment, rule):
    found = problems({"/": GOOD.format(fragment)}, tmp_path)

    assert rule in [line.split(": ")[1].partition(",")[0] for line in found]


def test_validator_has_nothing_against_a_good_page(tmp_path):
    assert problems({"/": GOOD.format("<p>Dobro.</p>")}, tmp_path) == []
