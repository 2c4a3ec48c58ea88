"""A clerk drags an appointment to a free time, or carries it there with the keyboard (B28, X1)."""

import pytest

from tests.e2e.signing_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.req("B28", "X1")]

PLACE = "ljubljana-sedez"
DAY = """
SELECT (lower(period) AT TIME ZONE 'Europe/Ljubljana')::date AS day, appointment.id, service.slug
FROM booking_appointment appointment
JOIN booking_service service ON service.id = appointment.service_id
JOIN booking_counter counter ON counter.id = appointment.counter_id
JOIN booking_location location ON location.id = counter.location_id
WHERE location.slug = %s AND status = 'booked' AND lower(period) > now() + interval '5 days'
  AND lower(period) < now() + interval '40 days' AND service.competence = 'any'
  AND NOT EXISTS (  -- for a family a free time for one is too short
    SELECT 1 FROM booking_appointment other
    WHERE other.booking_id = appointment.booking_id AND other.id <> appointment.id)
ORDER BY lower(period) DESC, appointment.id LIMIT 1
"""
PERIOD = "SELECT counter_id, lower(period), status FROM booking_appointment WHERE id = %s"

ANOTHER_ARRIVES = """
UPDATE booking_appointment SET status = 'arrived' WHERE id = (
    SELECT other.id FROM booking_appointment one JOIN booking_appointment other
      ON other.counter_id = one.counter_id AND other.status = 'booked' AND other.id <> one.id
     AND lower(other.period)::date = lower(one.period)::date
    WHERE one.id = %(key)s LIMIT 1)
"""


def test_appointment_is_carried_to_a_free_time_and_nothing_changes_before_it_is_sent(
    new_page, portal
):
    with portal.database() as database:
        day, appointment, service = database.execute(DAY, [PLACE]).fetchone()
    before = state(portal, appointment)
    # So large that nothing has to be scrolled while the button is down.
    page = new_page(width=3200, height=3000)
    sign_in(page, portal, "clerk")
    page.clock.install()
    schedule = f"/admin/narocanje/{PLACE}/dan/{day}/?service={service}"  # only where it fits in

    for carry in (drag, drag_while_the_table_changes, carry_by_keyboard):
        page.goto(schedule)
        wanted = carry(page, portal, appointment)
        page.wait_for_url("**/prestavi/?**")
        assert page.url.endswith(f"/termin/{appointment}/prestavi/?{wanted}"), carry.__name__
        assert state(portal, appointment) == before

    start = page.locator("form.okence-desk input[name=start]").input_value()
    assert f"start={start.replace(':', '%3A')}" in wanted
    page.click("form.okence-desk button[type=submit]")
    page.wait_for_url("**/naroceno/**")
    assert state(portal, appointment)[2] == "moved"


def drag(page, portal, appointment):
    line, free = ends(page, appointment)
    wanted = free.get_attribute("data-time")

    line.drag_to(free)

    return wanted


def drag_while_the_table_changes(page, portal, appointment):
    """A look for news does not take the line out of the hand."""
    line, free = ends(page, appointment)
    handle, said = line.element_handle(), page.locator("[data-live-said]")
    line.hover()
    page.mouse.down()
    page.mouse.move(600, 600, steps=4)
    with portal.database() as database:
        database.execute(ANOTHER_ARRIVES, {"key": appointment})

    page.clock.run_for(45_000)
    assert handle.evaluate("line => line.isConnected")
    assert said.inner_text() == ""
    wanted = free.get_attribute("data-time")
    free.hover()
    free.hover()
    page.mouse.up()
    return wanted


def carry_by_keyboard(page, portal, appointment):
    line, free = ends(page, appointment)
    wanted = free.get_attribute("data-time")
    said, picked = page.locator("[data-live-said]"), page.locator(".okence-line--picked")
    line.focus()

    page.keyboard.press("Space")
    assert picked.count() == 1
    assert "{what}" not in said.inner_text()
    assert said.inner_text() != ""
    page.keyboard.press("Escape")
    assert picked.count() == 0
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert picked.count() == 1
    free.focus()
    page.keyboard.press("Enter")
    return wanted


def ends(page, appointment):
    """Return the line of the appointment and the last time of the day that is free for all."""
    line = page.locator(f"[data-line=a{appointment}][data-move]").first
    return line, page.locator(".okence-line--free[data-time]").last


def state(portal, appointment):
    with portal.database() as database:
        return database.execute(PERIOD, [appointment]).fetchone()
