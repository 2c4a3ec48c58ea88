"""The admin speaks of Okence, not of the software below it (B73)."""

import json
import re

import pytest
from django.urls import reverse

from accounts.roles import Role
from portal.foreign_words import OF_SCRIPTS
from tests.factories.accounts import staff

pytestmark = pytest.mark.django_db


@pytest.mark.req("B73")
def test_admin_is_titled_by_our_name_and_leads_to_no_foreign_help(client):
    staff(client, Role.EDITOR)

    page = client.get("/admin/").content.decode()

    assert re.search(r"<title>[^<]* - (.*)</title>", page)[1] == "Okence"
    assert "releases/new-in-wagtail" not in page
    assert "editor-guide" not in page
    assert "guide.wagtail.org" not in page


@pytest.mark.req("B73")
def test_summary_counts_in_words_of_our_own(client):
    """Wagtail's own sentence has no Slovene translation."""
    staff(client, Role.EDITOR)

    response = client.get("/admin/", headers={"Accept-Language": "sl"})

    used = {template.origin.name for template in response.templates if template.origin}
    assert any(
        name.endswith("portal/templates/wagtailadmin/home/site_summary_pages.html") for name in used
    )
    assert "created in" not in response.content.decode()


@pytest.mark.req("B73")
@pytest.mark.parametrize("word", OF_SCRIPTS)
def test_scripts_of_the_admin_have_our_words_and_wagtail_s(client, word):
    staff(client, Role.EDITOR)

    said = client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()

    assert f'"{json.dumps(word)[1:-1]}":' in said
    assert '"Edit your account":' in said or '"Search…":' in said or '"Close":' in said
