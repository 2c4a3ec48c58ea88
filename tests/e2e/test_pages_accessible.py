"""One page of every type in every language, with nothing for axe to find (X1, M1)."""

import pytest

from languages.offered import offered
from tests.e2e.public_pages import public_paths
from tests.e2e.test_citizens_walk import looks_right

pytestmark = [pytest.mark.browser, pytest.mark.req("X1", "M1")]

DARK = ("", "storitve/osebna-izkaznica/", "iskanje/?q=izkaznica", "inovativen-si/oddaj-izziv/")


@pytest.mark.parametrize(
    ("language", "width"), [*((code, 320) for code in offered()), ("sl", 1280)]
)
def test_page_of_every_type_is_accessible(new_page, portal, language, width):
    page = new_page(width=width)

    for path in public_paths(portal, language):
        page.goto(path)
        looks_right(page, width)


def test_pages_are_accessible_in_the_dark(new_page, portal):
    page = new_page(width=320, color_scheme="dark")

    for path in DARK:
        page.goto(f"/sr/{path}")
        looks_right(page, 320)


def test_form_that_is_sent_empty_is_accessible(new_page, portal):
    page = new_page(width=320)
    for path in ("oddaj-izziv", "zaprosi-za-podporo"):
        page.goto(f"/sl/inovativen-si/{path}/")

        page.locator("main form button.govuk-button").last.click()

        page.wait_for_selector(".govuk-error-summary")
        looks_right(page, 320)
