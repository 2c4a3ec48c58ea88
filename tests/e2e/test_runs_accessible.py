"""Pages of runs in a real browser: nothing for axe to find, and all of it without script."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.roles import Role
from privacy.enums import NoticeKind
from privacy.models import Notice
from tests.e2e.html_validator import problems
from tests.factories.accounts import staff
from tests.factories.training import EnrolmentFactory, RunFactory
from tests.training.planning import asked, planned, proposed, scene
from training.enums import Reply
from training.models import Attendance, DateProposal, RunTrainer

AXE = Axe()
PRIMARY = "main form .govuk-button"
pytestmark = [pytest.mark.browser, pytest.mark.req("X1"), pytest.mark.django_db(transaction=True)]


def looks_right(page):
    page.wait_for_timeout(400)  # the admin's messages fade in
    found = AXE.run(page)
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"
    assert page.locator("h1").count() == 1, page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


@transaction.atomic
def stage():
    """Return a scene with a draft its first trainer is asked for, and a run under way."""
    of = scene(advanced=True)
    draft = planned(of)
    draft = asked(draft, of.trainers[0])
    at = timezone.now()
    begins = [at + timedelta(days=30), at + timedelta(days=31)]
    proposed(draft, begins, with_days_off=True)
    running = RunFactory(
        variant=of.variant,
        contract=of.contract,
        starts=[at - timedelta(hours=1), at + timedelta(days=1)],
    )
    RunTrainer.objects.create(
        run=running, trainer=of.trainers[0], reply=Reply.ACCEPTED, asked_at=at
    )
    EnrolmentFactory.create_batch(3, run=running)
    texts = {"text_sl": "Smernice", "text_sr": "Смернице", "text_en": "Guidelines"}
    facts = {"kind": NoticeKind.GUIDELINES, "object_key": "training", "version": 1}
    Notice.objects.create(effective_from=at, **facts, **texts)
    return of, draft, running


def opened_by(client, live_server, browser, **options):
    cookie = {"name": settings.SESSION_COOKIE_NAME, "url": live_server.url}
    context = browser.new_context(base_url=live_server.url, locale="sl", **options)
    context.add_cookies([{**cookie, "value": client.cookies[cookie["name"]].value}])
    page = context.new_page()
    page.set_default_timeout(60_000)
    return page


@pytest.mark.req("T12", "T15")
def test_trainer_answers_and_notes_attendance_on_a_phone_without_script(
    live_server, browser, tmp_path
):
    of, draft, running = stage()
    client = Client()
    client.force_login(of.trainers[0].user)
    phone = {"viewport": {"width": 360, "height": 740}}
    page = opened_by(client, live_server, browser, java_script_enabled=False, **phone)
    seeing = opened_by(client, live_server, browser, **phone)
    session = running.sessions.first()
    home = "/sl/predavatelj/"
    paths = [home, f"{home}smernice/", f"{home}srecanja/{session.pk}/prisotnost/"]
    paths += [f"{home}izvedbe/{run.pk}/" for run in (draft, running)]
    paths += [f"{home}izvedbe/{draft.pk}/termini/"]

    for path in paths:
        seeing.goto(path)
        looks_right(seeing)
    sources = {path: seeing.request.get(path).text() for path in paths}
    page.goto(f"{home}smernice/")
    page.locator(PRIMARY).click()
    page.goto(f"{home}izvedbe/{draft.pk}/")
    page.locator("form[action$='/ustreza/'] .govuk-button").click()
    page.goto(f"{home}srecanja/{session.pk}/prisotnost/")
    page.locator("input[name=present]").first.check()
    page.locator(PRIMARY).click()

    page.context.close()
    seeing.context.close()
    assert problems(sources, tmp_path) == []
    assert of.trainers[0].acknowledgements.count() == 1
    assert DateProposal.objects.get().reply == Reply.ACCEPTED
    assert sorted(Attendance.objects.values_list("is_present", flat=True)) == [False, False, True]


@pytest.mark.parametrize("width", [1280, 360])
def test_coordinators_pages_are_accessible(live_server, browser, width):
    _of, draft, running = stage()
    client = staff(Client(), Role.TRAINING_COORDINATOR)
    page = opened_by(client, live_server, browser, viewport={"width": width, "height": 900})
    root = "/admin/usposabljanja/izvedbe/"
    session = running.sessions.first()
    paths = [root, f"{root}meseci/", f"{root}nova/", f"{root}{draft.pk}/", f"{root}{running.pk}/"]
    paths += [f"{root}{draft.pk}/termini/", f"{root}{running.pk}/srecanja/{session.pk}/prisotnost/"]

    for path in paths:
        page.goto(path)
        looks_right(page)
    page.goto(f"{root}{running.pk}/")
    page.locator("form[action$='/odpovej/'] button").click()
    looks_right(page)  # with an error

    page.context.close()
