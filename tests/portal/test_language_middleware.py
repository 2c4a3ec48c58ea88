"""The language of an address is its first part."""

import pytest

from accounts.roles import Role
from tests.factories.accounts import staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/admin/ni-tega/", "/api/v1/ni-tega/", "/ni-tega/"])
def test_what_is_missing_is_not_looked_for_below_a_language(client, path):
    staff(client, Role.EDITOR)

    assert client.get(path).status_code == 404


@pytest.mark.req("B73")
@pytest.mark.parametrize("browser", ["en", "sr", "de", ""])
def test_admin_is_slovene_whatever_the_browser_prefers(client, browser):
    staff(client, Role.EDITOR)

    page = client.get("/admin/", headers={"accept-language": browser})

    assert '<html lang="sl"' in page.content.decode()


def test_public_page_keeps_the_language_of_its_address(client):
    page = client.get("/sr-latn/enote/", headers={"accept-language": "en"})

    assert page.headers["Content-Language"] == "sr-latn"
