"""The steps of the citizen's walk, found by what they send, never by their words."""

from playwright.sync_api import Page

SERVICE = "osebna-izkaznica"
PRIMARY = "button.govuk-button:not(.govuk-button--secondary)"


def to_times(page: Page, language: str = "sl", service: str = SERVICE, people: int = 1) -> None:
    """Walk from the service's page to the times of the first office."""
    page.goto(f"/{language}/storitve/{service}/")
    page.locator(f"main a[href$='/narocanje/{service}/']").first.click()
    page.locator("[name=people]").nth(people - 1).check()
    page.locator(f"main form:has([name=people]) {PRIMARY}").click()
    page.locator("main a[href*='/kdaj/']").first.click()


def hold_first(page: Page) -> None:
    page.locator("main form[action*='/zadrzi/'] button[name=starts_at]").first.click()


def acknowledge(page: Page) -> None:
    page.locator("[name=is_acknowledged]").check()
    page.locator(f"form:has([name=is_acknowledged]) {PRIMARY}").click()


def tell_who(page: Page, name: str, email: str, people: int = 1) -> None:
    for number in range(people):
        page.locator(f"[name='visitor-{number}-name']").fill(f"{name} {number or ''}".strip())
    page.locator("[name='contact-email']").fill(email)
    page.locator("[name='contact-is_privacy_read']").check()
    page.locator(f"form:has([name='contact-email']) {PRIMARY}").click()


def confirm(page: Page) -> str:
    """Book; return the reference shown."""
    page.locator(f"form:has([name=seen]) {PRIMARY}").click()
    page.wait_for_url("**/rezervacija/potrjeno/")
    return page.locator(".okence-panel__reference").inner_text().strip()


def book(page: Page, *, name: str, email: str, language: str = "sl", people: int = 1) -> str:
    """Walk all of it; return the reference."""
    to_times(page, language, people=people)
    hold_first(page)
    acknowledge(page)
    tell_who(page, name, email, people)
    return confirm(page)
