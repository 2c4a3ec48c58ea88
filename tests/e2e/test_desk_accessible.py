"""The desk's pages in a real browser, with nothing for axe to find."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.booking.staff.desk import Desk

AXE = Axe()


def looks_right(page):
    page.wait_for_timeout(400)  # the admin's messages fade in
    found = AXE.run(page)
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"
    assert page.locator("h1").count() == 1, page.url


def submit(page):
    page.locator("form.okence-desk > button[type=submit]").click()
    page.wait_for_load_state()


@pytest.mark.req("B40", "X1")
@pytest.mark.django_db(transaction=True)
def test_desk_pages_are_accessible_from_booking_to_finding(live_server, browser):
    client = Client()
    desk = Desk(client)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "url": live_server.url}
    context = browser.new_context(base_url=live_server.url, locale="sl")
    context.add_cookies([{**cookie, "value": client.cookies[cookie["name"]].value}])
    page = context.new_page()
    page.set_default_timeout(60_000)

    page.goto(desk.url("book"))
    page.select_option("#id_service", desk.service.slug)
    page.locator("form.okence-inline button").click()
    page.locator(".okence-desk-days a").first.click()
    looks_right(page)
    page.locator(".okence-slots-list a").first.click()
    submit(page)
    looks_right(page)  # with errors
    page.fill("[name=visitor-0-name]", "Maja Zupan")
    page.check("[name=contact-is_privacy_read]")
    submit(page)
    looks_right(page)  # booked
    key = page.url.rstrip("/").rsplit("/", 1)[-1]
    for name in ("slip", "move", "cancel"):
        page.goto(desk.url(name, key))
        looks_right(page)
    page.goto(reverse("calendar:find"))
    page.fill("[name=question]", "zupan")
    submit(page)
    assert page.locator("table.listing tbody tr").count() == 1
    looks_right(page)
    context.close()
