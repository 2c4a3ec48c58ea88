"""The handbook in a real browser: nothing for axe to find, and it fits a phone (B6)."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from booking.handbook.subjects import Subject
from tests.booking.offices import office
from tests.e2e.test_desk_accessible import looks_right
from tests.factories.accounts import staff


@pytest.mark.req("B6", "X1")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [320, 1280])
def test_handbook_is_accessible_and_fits(live_server, browser, width):
    client = Client()
    place, _service = office(1)
    staff(client, Role.CLERK, scope=place)
    context = browser.new_context(
        base_url=live_server.url, locale="sl", viewport={"width": width, "height": 800}
    )
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies(
        [{"name": name, "url": live_server.url, "value": client.cookies[name].value}]
    )
    page = context.new_page()

    chapters = [reverse("calendar:handbook_chapter", args=[one]) for one in Subject]
    for path in (reverse("calendar:handbook"), reverse("calendar:handbook_print"), *chapters):
        page.goto(path)
        looks_right(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()
