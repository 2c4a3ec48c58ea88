"""A citizen books, gets the mail, moves, cancels: in a real browser against a whole portal."""

import icalendar
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e import walking

pytestmark = pytest.mark.browser

AXE = Axe()


def calendar_of(message):
    part = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    return icalendar.Calendar.from_ical(part.get_payload(decode=True))


def manage_link(message):
    text = message.get_body(("plain",)).get_content()
    return next(word for word in text.split() if "/termin/" in word).strip("<>.,")


@pytest.mark.req("B20", "B22", "B24", "B25", "B28", "U1", "I2")
def test_citizen_books_moves_and_cancels(new_page, portal):
    page = new_page()
    reference = walking.book(page, name="Ana Preizkus", email="ana.walk@example.org")

    mail = portal.mails_about(reference, 1)[-1]
    event = calendar_of(mail).walk("VEVENT")[0]
    assert mail["To"] == "ana.walk@example.org"
    assert calendar_of(mail)["METHOD"] == "REQUEST"

    page.goto(manage_link(mail))
    page.locator("main a[href$='/prestavi/']").click()
    page.locator("button[name=to][value=elsewhere]").click()
    page.locator("main a[href*='/kdaj/']").nth(1).click()
    walking.hold_first(page)
    page.locator(f"main form:not([action]) {walking.PRIMARY}").click()
    page.wait_for_url("**/termin/**")
    assert reference in page.locator("main").inner_text()
    moved = portal.mails_about(reference, 2)[-1]
    assert calendar_of(moved).walk("VEVENT")[0]["SEQUENCE"] == 1
    assert calendar_of(moved).walk("VEVENT")[0]["UID"] == event["UID"]

    page.goto(manage_link(mail))
    page.locator("main a[href$='/odpoved/']").click()
    page.locator("main form button.govuk-button--warning").click()
    cancelled = portal.mails_about(reference, 3)[-1]
    assert calendar_of(cancelled)["METHOD"] == "CANCEL"
    assert calendar_of(cancelled).walk("VEVENT")[0]["UID"] == event["UID"]


@pytest.mark.req("X1")
def test_walk_needs_no_script(new_page, portal):
    page = new_page(java_script_enabled=False)

    reference = walking.book(page, name="Bor Preizkus", email="bor.walk@example.org", people=2)

    assert (
        "Bor Preizkus 1" in portal.mails_about(reference, 1)[-1].get_body(("plain",)).get_content()
    )


@pytest.mark.req("M3")
@pytest.mark.parametrize(
    ("language", "html_lang", "word"),
    [("sr", "sr-Cyrl", "термин"), ("sr-latn", "sr-Latn", "termin")],
)
def test_walk_and_mail_speak_serbian_in_either_script(new_page, portal, language, html_lang, word):
    page = new_page()

    reference = walking.book(
        page, name="Вук Проба", email=f"{language}@example.org", language=language
    )

    assert page.locator("html").get_attribute("lang") == html_lang
    assert word in portal.mails_about(reference, 1)[-1].get_body(("plain",)).get_content().lower()


@pytest.mark.req("X1")
def test_walk_by_keyboard_alone(new_page, portal):
    page = new_page(width=1280)
    page.goto("/sl/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('govuk-skip-link')")

    page.goto(f"/sl/storitve/{walking.SERVICE}/")
    press(page, f"a[href$='/narocanje/{walking.SERVICE}/']", "Enter")
    press(page, "[name=people]", "Space")
    press(page, walking.PRIMARY, "Enter")
    press(page, "a[href*='/kdaj/']", "Enter")
    press(page, "button[name=starts_at]", "Enter")
    press(page, "[name=is_acknowledged]", "Space")
    press(page, f"form:has([name=is_acknowledged]) {walking.PRIMARY}", "Enter")
    press(page, "[name='visitor-0-name']", None)
    page.keyboard.type("Cene Preizkus")
    press(page, "[name='contact-email']", None)
    page.keyboard.type("cene.walk@example.org")
    press(page, "[name='contact-is_privacy_read']", "Space")
    press(page, f"form:has([name='contact-email']) {walking.PRIMARY}", "Enter")
    press(page, f"form:has([name=seen]) {walking.PRIMARY}", "Enter")

    page.wait_for_url("**/rezervacija/potrjeno/")


def press(page, selector, key):
    """Tab until the focus is on `selector`, see that it is visible, then press `key`."""
    page.wait_for_selector(f"main {selector}")
    for _step in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            box = page.evaluate(
                "() => { const r = document.activeElement.getBoundingClientRect();"
                "return r.width > 0 && r.bottom > 0 && r.top < innerHeight }"
            )
            assert box, f"{selector} has the focus out of sight"
            if key:
                page.keyboard.press(key)
                page.wait_for_load_state()
            return
    raise AssertionError(f"{selector} is not reached by Tab")


@pytest.mark.req("X1")
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_the_walk_is_accessible(new_page, portal, width, scheme):
    page = new_page(width=width, color_scheme=scheme)
    for path in (
        "/sl/",
        "/sl/storitve/",
        "/sl/enote/",
        "/sl/enote/ljubljana-sedez/",
        "/sl/cakalne-dobe/",
        "/sl/iskanje/?q=osebna",
        "/sl/iskanje/?q=nicesarnitukaj",
        "/sl/moj-termin/",
        "/sl/ni-take-strani/",
        f"/sl/storitve/{walking.SERVICE}/",
        "/sl/narocanje/gradbeno-dovoljenje/",
    ):
        page.goto(path)
        looks_right(page, width)

    page.goto(f"/sl/narocanje/{walking.SERVICE}/")
    looks_right(page, width)
    walking.to_times(page)
    looks_right(page, width)
    walking.hold_first(page)
    looks_right(page, width)
    page.locator(f"form:has([name=is_acknowledged]) {walking.PRIMARY}").click()
    looks_right(page, width)  # with its error
    assert page.evaluate("document.activeElement.closest('.govuk-error-summary') !== null")
    walking.acknowledge(page)
    looks_right(page, width)
    page.locator(f"form:has([name='contact-email']) {walking.PRIMARY}").click()
    looks_right(page, width)
    page.locator(".govuk-error-summary a").first.click()
    assert page.evaluate("document.activeElement.name") == "visitor-0-name"
    walking.tell_who(page, "Dana Preizkus", "dana.walk@example.org")
    looks_right(page, width)
    walking.confirm(page)
    looks_right(page, width)
    link = page.locator("main a[href$='/odpoved/']").get_attribute("href").removesuffix("odpoved/")
    page.goto(link)
    looks_right(page, width)
    page.goto(f"{link}prestavi/")
    looks_right(page, width)
    page.locator("button[name=to][value=here]").click()
    walking.hold_first(page)
    page.wait_for_url("**/rezervacija/prestavitev/")
    looks_right(page, width)
    page.goto(f"{link}odpoved/")
    looks_right(page, width)
    page.locator("main form button.govuk-button--warning").click()
    page.wait_for_url(f"**{link}")
    looks_right(page, width)  # cancelled


def looks_right(page, width):
    """Nothing for axe to find, contrast on, and no sideways scrolling."""
    found = AXE.run(page)
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    assert page.locator("h1").count() == 1, page.url


@pytest.mark.req("B27")
def test_back_button_and_a_second_tab_do_no_harm(new_page, portal):
    page = new_page()
    walking.to_times(page)
    walking.hold_first(page)
    page.go_back()
    walking.hold_first(page)
    walking.acknowledge(page)
    second = page.context.new_page()
    second.goto("/sl/rezervacija/kdo-pride/")
    walking.tell_who(second, "Ema Preizkus", "ema.walk@example.org")
    reference = walking.confirm(second)

    page.goto("/sl/rezervacija/preveri/")

    with portal.database() as database:
        count = database.execute(
            "SELECT count(*) FROM booking_contact WHERE email = 'ema.walk@example.org'"
        ).fetchone()
    assert count == (1,)
    assert reference
