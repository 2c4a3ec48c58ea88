"""Staff of the demonstration sign in with password and code."""

import json
import time

from playwright.sync_api import Page

from tests.e2e.portal_run import PortalRun
from tests.factories.accounts import code

_used: dict[str, str] = {}  # by secret: a code opens once, and the next comes within half a minute


def sign_in(page: Page, portal: PortalRun, role: str) -> None:
    accounts = json.loads((portal.var / "demo-accounts.json").read_text())
    account = next(one for one in accounts if one["role"] == role)
    page.goto("/admin/")
    page.fill("input[name=login]", account["username"])
    page.fill("input[name=password]", account["password"])
    page.click("form:has(input[name=password]) button[type=submit]")
    page.fill("input[name=code]", fresh_code(account["totp_secret"]))
    page.click("form:has(input[name=code]) button[type=submit]")
    page.wait_for_url("**/admin/**")


def fresh_code(secret: str) -> str:
    """Return a code that has opened nothing yet, as soon as there is one."""
    until = time.monotonic() + 40
    while (found := code(secret)) == _used.get(secret) and time.monotonic() < until:
        time.sleep(0.5)
    _used[secret] = found
    return found
