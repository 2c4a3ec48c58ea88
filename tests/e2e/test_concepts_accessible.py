"""Concepts and services on a phone, in both scripts: nothing for axe to find, no script needed."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import transaction
from django.test import Client

from accounts.roles import Role
from learning_cluster.actions.action_plans import Planned, add_line
from learning_cluster.actions.findings import Found, add_finding
from learning_cluster.actions.implementing import Report, begin_record
from learning_cluster.enums import ImplementationState
from learning_cluster.models import Feedback
from tests.e2e.html_validator import problems
from tests.factories.accounts import staff
from tests.factories.learning_cluster import AT
from tests.factories.learning_concepts import FeedbackFactory, VersionFactory
from tests.learning_cluster.concepts.scene import BY, FIRST, inside, path, scene, signed

AXE = Axe()
PHONE = {"viewport": {"width": 360, "height": 740}}
SAVE = "main form[enctype] .govuk-button"
pytestmark = [pytest.mark.browser, pytest.mark.req("X1"), pytest.mark.django_db(transaction=True)]


def looks_right(page):
    found = AXE.run(page)
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"
    assert page.locator("h1").count() == 1, page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


@transaction.atomic
def stage():
    """Return a scene with two versions and a row of every kind."""
    of = scene()
    args = {"by": BY, "at": AT}
    line = add_line(of.concept, planned=Planned("Опремити", "Општина", None, None, 12), **args)
    found = add_finding(of.concept, found=Found("42 дјеце", "Мапирање", None), **args)
    FeedbackFactory(version=of.first, author=of.guide, section="usluga")
    VersionFactory(author=of.ana, texts=FIRST | {"usluga": "Дневни боравак.\nИ превоз."})
    said = FeedbackFactory(version=of.concept.document.versions.first(), author=of.guide)
    report = Report("Центар", ImplementationState.PREPARED, None, 40, "Нађен простор.", "", 3)
    record = begin_record(of.own, report=report, author=of.ana, **args)
    return of, line, found, said, record


def opened_by(client, live_server, browser, **options):
    cookie = {"name": settings.SESSION_COOKIE_NAME, "url": live_server.url}
    context = browser.new_context(base_url=live_server.url, locale="sr", **options)
    context.add_cookies([{**cookie, "value": client.cookies[cookie["name"]].value}])
    page = context.new_page()
    page.set_default_timeout(60_000)
    return page


@pytest.mark.parametrize("language", ["sr", "sr-latn", "sl"])
def test_pages_of_a_concept_fit_a_phone_and_are_valid(live_server, browser, tmp_path, language):
    of, line, found, said, record = stage()
    page = opened_by(signed(Client(), of.ana), live_server, browser, **PHONE)
    paths = [inside("concepts", of, language=language)]
    paths += [
        path(name, of, *args, language=language)
        for name, *args in (
            ("concept",),
            ("concept_edit",),
            ("concept_compare",),
            ("concept_version", 1),
            ("concept_reply", said.pk),
            ("concept_decision",),
            ("concept_findings",),
            ("finding", found.pk),
            ("action", line.pk),
        )
    ]
    paths.append(inside("implementation", of, language=language))
    paths.append(inside("implementation_record", of, record.pk, language=language))

    for one in paths:
        page.goto(one)
        looks_right(page)
    sources = {one: page.request.get(one).text() for one in paths}

    page.context.close()
    assert problems(sources, tmp_path) == []


@pytest.mark.req("L11")
def test_two_who_write_at_once_see_both_texts_without_script(live_server, browser, tmp_path):
    of, *_rows = stage()
    edit = path("concept_edit", of, language="sr")
    ana, bojan = (
        opened_by(signed(Client(), one), live_server, browser, java_script_enabled=False, **PHONE)
        for one in (of.ana, of.bojan)
    )
    ana.goto(edit)
    bojan.goto(edit)
    bojan.fill("[name=text_usluga]", "Мобилни тим.")
    bojan.locator(SAVE).click()

    ana.fill("[name=text_usluga]", "Дневни центар с превозом.")
    ana.locator(SAVE).click()
    source = ana.content()
    theirs, mine = ana.locator(".okence-theirs").inner_text(), ana.input_value("[name=text_usluga]")
    ana.fill("[name=text_usluga]", "Дневни центар с превозом и мобилни тим.")
    ana.locator(SAVE).click()

    ana.context.close()
    bojan.context.close()
    assert "Мобилни тим." in theirs
    assert mine == "Дневни центар с превозом."
    versions = of.concept.document.versions.values_list("number", "texts__usluga")
    assert list(versions)[:2] == [
        (4, "Дневни центар с превозом и мобилни тим."),
        (3, "Мобилни тим."),
    ]
    assert problems({edit: source}, tmp_path) == []


@pytest.mark.req("L11")
def test_feedback_to_a_replaced_version_is_told_and_kept_without_script(live_server, browser):
    of, *_rows = stage()
    guide = opened_by(
        signed(Client(), of.guide), live_server, browser, java_script_enabled=False, **PHONE
    )
    before = Feedback.objects.count()
    guide.goto(path("concept", of, language="sr"))
    guide.fill("[name=text]", "Ко води центар?")
    VersionFactory(author=of.ana, texts=FIRST)
    send = "form[action$='/odziv/'] .govuk-button"

    guide.locator(send).click()
    refused = guide.locator(".okence-notification--error").count(), Feedback.objects.count()
    kept = guide.input_value("[name=text]")
    guide.locator(send).click()

    guide.context.close()
    assert refused == (1, before)
    assert kept == "Ко води центар?"
    assert Feedback.objects.latest("pk").version.number == 3


@pytest.mark.parametrize("width", [1280, 360])
def test_board_and_comparison_are_accessible(live_server, browser, width):
    of, *_rows = stage()
    client = staff(Client(), Role.CLUSTER_COORDINATOR, scope=of.cluster)
    size = {"viewport": {"width": width, "height": 900}}
    page = opened_by(client, live_server, browser, **size)

    for one in (
        f"/admin/ucni-grozd/grozd/{of.cluster.slug}/koncepti/",
        path("concept", of),
        path("concept_compare", of),
        inside("implementation", of),
    ):
        page.goto(one)
        page.wait_for_timeout(400)  # the admin's messages fade in
        looks_right(page)

    page.context.close()
