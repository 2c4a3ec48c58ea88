"""A clerk's day on the screen: read by axe, by keyboard, kept up to date, printed (B13, X1)."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.signing_in import sign_in

pytestmark = pytest.mark.browser

AXE = Axe()
PLACE = "ljubljana-sedez"
BUSY_DAY = """
SELECT (lower(period) AT TIME ZONE 'Europe/Ljubljana')::date, min(appointment.id)
FROM booking_appointment appointment
JOIN booking_counter counter ON counter.id = appointment.counter_id
JOIN booking_location location ON location.id = counter.location_id
WHERE location.slug = %s AND status = 'booked' AND lower(period) > now() + interval '1 day'
GROUP BY 1 ORDER BY 1 LIMIT 1
"""


@pytest.mark.req("B3", "B13", "X1")
def test_clerk_reads_a_day_by_keyboard_while_it_changes(new_page, portal):
    with portal.database() as database:
        day, appointment = database.execute(BUSY_DAY, [PLACE]).fetchone()
    page = new_page(width=1280)
    sign_in(page, portal, "clerk")
    page.clock.install()

    base = f"/admin/narocanje/{PLACE}"
    for path in (f"{base}/dan/{day}/", f"{base}/teden/{day}/", f"{base}/termin/{appointment}/"):
        page.goto(path)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = AXE.run(page)
            assert found.violations_count == 0, f"{path} {scheme}: {found.generate_report()}"
        assert page.locator("h1").count() == 1
    page.emulate_media(color_scheme="light")

    page.goto(f"{base}/dan/{day}/")
    lines = page.locator("[data-live-table] a[data-line]")
    assert page.locator("[data-line][tabindex='0']").count() == 1
    lines.first.focus()
    page.keyboard.press("ArrowDown")
    second = focused(page)
    page.keyboard.press("ArrowRight")
    assert focused(page) not in (None, second)
    page.keyboard.press("ArrowLeft")
    assert column(page) == 1

    kept = page.evaluate("document.activeElement.dataset.line")
    said = page.locator("[data-live-said]")
    page.clock.run_for(21_000)
    page.wait_for_load_state("networkidle")
    assert said.inner_text() == ""  # nothing has changed, nothing is said
    with portal.database() as database:
        database.execute(
            "UPDATE booking_appointment SET status = 'no_show' WHERE id = %s", [appointment]
        )
    page.clock.run_for(21_000)
    changed = page.locator(f"[data-line=a{appointment}].okence-line--no_show")
    changed.wait_for()
    assert "{time}" not in said.inner_text()
    assert said.inner_text() != ""
    assert page.evaluate("document.activeElement.dataset.line") == kept

    page.emulate_media(media="print")
    assert not page.locator(".okence-choices").is_visible()
    assert page.locator("table.okence-schedule").is_visible()
    # The whole list, not what fits on the screen: two columns of lines, several pages.
    assert page.evaluate("document.documentElement.scrollHeight > 2 * innerHeight")
    page.emulate_media(media="screen")

    page.keyboard.press("Enter")
    page.wait_for_url("**/termin/*/")


def focused(page):
    return page.evaluate("document.activeElement.dataset.line ?? null")


def column(page):
    return page.evaluate("document.activeElement.closest('td').cellIndex")
