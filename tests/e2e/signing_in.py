"""Staff of the demonstration sign in with password and code."""

import json

from playwright.sync_api import Page

from tests.e2e.portal_run import PortalRun
from tests.factories.accounts import code


def sign_in(page: Page, portal: PortalRun, role: str) -> None:
    accounts = json.loads((portal.var / "demo-accounts.json").read_text())
    account = next(one for one in accounts if one["role"] == role)
    page.goto("/admin/")
    page.fill("input[name=login]", account["username"])
    page.fill("input[name=password]", account["password"])
    page.click("form:has(input[name=password]) button[type=submit]")
    page.fill("input[name=code]", code(account["totp_secret"]))
    page.click("form:has(input[name=code]) button[type=submit]")
    page.wait_for_url("**/admin/**")
