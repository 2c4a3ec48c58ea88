"""The handbook inside the portal: for everybody of the calendar module, from every screen (B6)."""

import re

import pytest
from django.urls import reverse

from accounts.roles import Role
from booking.handbook.reading import titles
from booking.handbook.subjects import Subject
from tests.booking.staff.stage import every_pattern, stage
from tests.factories.accounts import staff

pytestmark = pytest.mark.django_db

HELP = re.compile(r'<p class="okence-help"><a href="([^"]*)"')
PATTERNS = every_pattern()


@pytest.mark.req("B6")
@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.name)
def test_screen_leads_to_its_chapter(client, own, pattern):
    staff(client, Role.LOCATION_MANAGER, scope=own.place.unit)
    parts = {name: own.value(name) for name in pattern.pattern.converters}
    page = client.get(reverse(f"calendar:{pattern.name}", kwargs=parts))

    # What is no page of the admin: files, the printout for a customer, and what leads elsewhere.
    if page.status_code == 200 and "wagtailadmin/base.html" in [t.name for t in page.templates]:
        chapter = pattern.callback.view_class.chapter
        expected = reverse("calendar:handbook_chapter", args=[chapter])
        assert HELP.findall(page.content.decode()) == [expected]
    else:
        assert pattern.name in {
            "paper", "slip", "go_to_day", "go_to_week", "walk_in", "change_confirm",
            "hours_end", "exception_change",
            "reserve_end", "visit_unlink",
        }  # fmt: skip


@pytest.mark.req("B6")
@pytest.mark.parametrize("role", [Role.CLERK, Role.LOCATION_MANAGER, Role.PORTAL_ADMINISTRATOR])
@pytest.mark.parametrize("subject", Subject)
def test_chapter_is_read_by_everybody_of_the_module(client, own, role, subject):
    staff(client, role, scope=None if role == Role.PORTAL_ADMINISTRATOR else own.place.unit)

    page = client.get(reverse("calendar:handbook_chapter", args=[subject]))

    assert page.status_code == 200
    assert page.context["chapter"].title == titles()[subject]


def test_chapter_that_does_not_exist_is_not_there(client, own):
    staff(client, Role.CLERK, scope=own.place)

    assert client.get(reverse("calendar:handbook_chapter", args=["nikamor"])).status_code == 404


@pytest.mark.req("B6")
def test_contents_name_every_chapter_in_order(client, own):
    staff(client, Role.CLERK, scope=own.place)

    page = client.get(reverse("calendar:handbook"))

    assert [shown.subject for _address, shown in page.context["chapters"]] == list(Subject)


def test_printed_handbook_holds_every_chapter_and_links_within_itself(client, own):
    staff(client, Role.CLERK, scope=own.place)

    page = client.get(reverse("calendar:handbook_print")).content.decode()

    whole = page[page.index("okence-handbook--whole") : page.index("</main>")]
    anchors = re.findall(r' id="([^"]*)"', whole)
    links = re.findall(r'href="#([^"]*)"', whole)
    assert len(set(anchors)) == len(anchors)
    assert set(links) - set(anchors) == set()
    assert {str(subject) for subject in Subject} - set(anchors) == set()
    assert [link for link in re.findall(r'href="([^"]*)"', whole) if link[0] != "#"] == [
        reverse("calendar:handbook")
    ]


@pytest.mark.parametrize(
    ("role", "is_shown"),
    [(Role.CLERK, True), (Role.PORTAL_ADMINISTRATOR, True), (Role.EDITOR, False)],
)
def test_menu_leads_those_of_the_module_to_the_handbook(client, role, is_shown):
    own = stage()
    staff(client, role, scope=own.place if role == Role.CLERK else None)

    page = client.get("/admin/").content.decode()

    assert (reverse("calendar:handbook") in page) == is_shown
