"""A clerk drags an appointment to a free time, or carries it there with the keyboard (B28, X1)."""

import pytest

from tests.e2e.signing_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.req("B28", "X1")]

PLACE = "ljubljana-sedez"
DAY = """
SELECT (lower(period) AT TIME ZONE 'Europe/Ljubljana')::date AS day, min(appointment.id)
FROM booking_appointment appointment
JOIN booking_counter counter ON counter.id = appointment.counter_id
JOIN booking_location location ON location.id = counter.location_id
WHERE location.slug = %s AND status = 'booked' AND lower(period) > now() + interval '2 days'
GROUP BY 1 HAVING count(*) < 200 ORDER BY 1 OFFSET 2 LIMIT 1
"""
PERIOD = "SELECT counter_id, lower(period), status FROM booking_appointment WHERE id = %s"


@pytest.fixture
def schedule(new_page, portal):
    """The schedule of a day with appointments and free time, and the key of one of them."""
    with portal.database() as database:
        day, appointment = database.execute(DAY, [PLACE]).fetchone()
    page = new_page(width=1280)
    sign_in(page, portal, "clerk")
    page.clock.install()
    page.goto(f"/admin/narocanje/{PLACE}/dan/{day}/")
    return page, appointment


def state(portal, appointment):
    with portal.database() as database:
        return database.execute(PERIOD, [appointment]).fetchone()


def test_dragging_opens_the_form_of_the_move_and_changes_nothing_before_it_is_sent(
    schedule, portal
):
    page, appointment = schedule
    before = state(portal, appointment)
    line = page.locator(f"[data-line=a{appointment}][data-move]").first
    free = page.locator("[data-time]").last
    wanted = free.get_attribute("data-time")

    line.drag_to(free)
    page.wait_for_url("**/prestavi/?**")

    assert page.url.endswith(f"/termin/{appointment}/prestavi/?{wanted}")
    assert state(portal, appointment) == before
    assert page.locator("form.okence-desk input[name=start]").input_value() in wanted.replace(
        "%3A", ":"
    )


def test_a_look_for_news_does_not_take_the_line_out_of_the_hand(schedule, portal):
    page, appointment = schedule
    line = page.locator(f"[data-line=a{appointment}][data-move]").first
    free = page.locator("[data-time]").last
    wanted = free.get_attribute("data-time")
    free.scroll_into_view_if_needed()
    handle = line.element_handle()

    line.hover()
    page.mouse.down()
    page.mouse.move(200, 420, steps=4)
    with portal.database() as database:
        database.execute(
            "UPDATE booking_appointment SET status = 'arrived' WHERE id ="
            " (SELECT id FROM booking_appointment WHERE status = 'booked' AND counter_id ="
            " (SELECT counter_id FROM booking_appointment WHERE id = %(key)s) AND id <> %(key)s"
            "  AND lower(period)::date = (SELECT lower(period)::date FROM booking_appointment"
            "  WHERE id = %(key)s) LIMIT 1)",
            {"key": appointment},
        )
    page.clock.run_for(45_000)
    assert handle.evaluate("line => line.isConnected")
    free.hover()
    free.hover()
    page.mouse.up()

    page.wait_for_url("**/prestavi/?**")
    assert page.url.endswith(wanted)


def test_the_keyboard_does_the_same_and_escape_lets_go(schedule, portal):
    page, appointment = schedule
    said = page.locator("[data-live-said]")
    picked = page.locator(".okence-line--picked")
    line = page.locator(f"[data-line=a{appointment}]").first

    line.focus()
    page.keyboard.press("Space")
    assert picked.count() == 1
    assert "{what}" not in said.inner_text()
    assert said.inner_text() != ""
    page.keyboard.press("Escape")
    assert picked.count() == 0

    page.keyboard.press("Space")
    for _press in range(300):
        if page.evaluate("'time' in document.activeElement.dataset"):
            break
        page.keyboard.press("ArrowDown")
    if not page.evaluate("'time' in document.activeElement.dataset"):
        page.locator("[data-time]").first.focus()
    wanted = page.evaluate("document.activeElement.dataset.time")
    page.keyboard.press("Enter")
    page.wait_for_url("**/prestavi/?**")

    assert page.url.endswith(f"/termin/{appointment}/prestavi/?{wanted}")
    assert state(portal, appointment)[2] == "booked"
