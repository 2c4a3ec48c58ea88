"""Searching in a real browser: with the keyboard, and without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.req("U3", "X1")]

FIELD = "#home-search"
LIST = "#home-search-suggestions"


def type_into(page, text):
    page.goto("/en/")
    page.locator(FIELD).press_sequentially(text, delay=30)
    page.wait_for_selector(f"{LIST}:not([hidden])")


def test_suggestion_is_chosen_with_the_keyboard_alone(new_page):
    page = new_page()
    type_into(page, "identi")
    field = page.locator(FIELD)
    first = page.locator(f"{LIST} [role=option]").first

    field.press("ArrowDown")

    assert first.inner_text() == "Identity card"
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-activedescendant") == first.get_attribute("id")
    assert first.get_attribute("aria-selected") == "true"
    assert "suggestion" in page.locator(f"{LIST} + [role=status]").inner_text()
    assert Axe().run(page).violations_count == 0

    field.press("Enter")
    page.wait_for_url("**/en/storitve/osebna-izkaznica/")


def test_escape_closes_the_list_and_enter_searches(new_page):
    page = new_page()
    type_into(page, "identi")
    field = page.locator(FIELD)

    field.press("Escape")

    assert page.locator(LIST).is_hidden()
    assert (field.input_value(), field.get_attribute("aria-expanded")) == ("identi", "false")

    field.press("Enter")
    page.wait_for_url("**/en/iskanje/?q=identi")
    assert page.locator(".okence-service__name").first.inner_text() == "Identity card"


def test_list_fits_the_narrowest_screen(new_page):
    page = new_page(width=320)
    type_into(page, "ljubljana")

    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_search_works_without_javascript(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/en/")
    page.locator(FIELD).fill("licna karta")

    page.locator(FIELD).press("Enter")

    page.wait_for_url("**/en/iskanje/?q=licna+karta")
    assert page.locator(".okence-service__name").first.inner_text() == "Identity card"
    assert page.locator("[role=listbox]").count() == 0
