"""On a phone: somebody applies to the call without an account, a member answers an event."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client
from django.utils import timezone

from learning_cluster.enums import ApplicationState, PaperKind, RegistrationState
from learning_cluster.models import Application, Registration
from tests.e2e.test_runs_accessible import PRIMARY, looks_right
from tests.factories.learning_cluster import EventFactory, MemberFactory, signed_up
from tests.learning_cluster.call.acts import PDF, open_call

TYPED = "main form .govuk-button:not(.govuk-button--secondary)"
pytestmark = [pytest.mark.browser, pytest.mark.req("X1"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(live_server, browser):
    """Return a page of 360 px; `sign_in` of it lets a user in."""
    context = browser.new_context(base_url=live_server.url, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


def sign_in(page, live_server, user):
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "url": live_server.url, "value": client.cookies[name].value}
    page.context.add_cookies([cookie])


def send(page, **fields):
    """Fill in the form of the page, look at it, and send it."""
    for name, value in fields.items():
        page.fill(f"[name={name}]", value)
    looks_right(page)
    page.click(TYPED)


def begun(page, call):
    """Ask for the link on the page of the call and open it; return the draft."""
    page.goto(f"/sr-latn/poziv/{call.slug}/")
    looks_right(page)
    page.click("main a[href$='/prijava/']")
    send(page, name="Jelena Primjer", email="jelena@prijava.example")
    page.wait_for_url("**/poslano/")
    draft = Application.objects.get()
    page.goto(draft.path())
    looks_right(page)
    page.click(PRIMARY)
    return draft


@pytest.mark.req("L12")
def test_call_is_applied_to_without_an_account(phone):
    call, page = open_call(), phone
    draft = begun(page, call)

    page.goto(draft.path("call_about"))
    page.check("[name=kind][value=natural]")
    page.check("[name=profile][value=b]")
    send(page)
    for criterion in call.criteria.all():
        page.goto(draft.path("call_answer", criterion.pk))
        send(page, text="I have led a day centre for eight years.")
    page.goto(draft.path("call_amount"))
    send(page, amount="6131,53")
    page.wait_for_selector(".govuk-error-summary")
    refused = page.locator(".govuk-error-summary li").inner_text()
    send(page, amount="6131,52")
    for kind in PaperKind:
        page.goto(draft.path("call_paper", kind.value))
        page.set_input_files("[name=file]", {"name": "a.pdf", "mimeType": "", "buffer": PDF})
        send(page)
    page.wait_for_url(f"**{draft.path()}")
    looks_right(page)
    page.click("main form[action$='/predaja/'] .govuk-button")
    page.wait_for_load_state()

    looks_right(page)
    draft.refresh_from_db()
    assert "0,01" in refused
    assert (draft.state, str(draft.amount)) == (ApplicationState.SUBMITTED, "6131.52")


@pytest.mark.req("L8")
@pytest.mark.parametrize("language", ["sr", "sr-latn"])
def test_member_answers_an_event_from_the_first_page(phone, live_server, language):
    member = MemberFactory()
    begins = timezone.now() + timedelta(days=20)
    event = EventFactory(
        cluster=member.cluster, period=DateTimeTZRange(begins, begins + timedelta(hours=6))
    )
    asked = event.registrations.create(member=member, invited_at=timezone.now())
    page = phone
    sign_in(page, live_server, signed_up(member))

    page.goto(f"/{language}/grozd/{member.cluster.slug}/")
    looks_right(page)
    page.click(f"main a[href$='/dogodki/{event.pk}/']")
    page.check("[name=answer][value=registered]")
    send(page, needs="Rampa")
    page.wait_for_load_state()

    looks_right(page)
    row = Registration.objects.get(pk=asked.pk)
    assert (row.state, row.needs) == (RegistrationState.REGISTERED, "Rampa")
