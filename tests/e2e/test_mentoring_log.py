"""The resource person's log on a phone: the connection goes, nothing typed does (L9, X1)."""

import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from learning_cluster.messages.mentoring import SUMMARY
from learning_cluster.models import MentoringLog
from messaging.models import Message
from tests.learning_cluster.mentoring.scene import begun, saved, scene

AXE = Axe()
STATE = "[data-log-state]"
FINISH = "[data-log-finish]"
SCRIPTS = ("sr", "sr-latn")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.req("L9", "X1"),
    pytest.mark.django_db(transaction=True),
]


class Phone:
    """A browser of 360 px, signed in as the resource person of a scene, at a session's log."""

    def __init__(self, live_server, browser, *, language="sr", **options):
        self.server = live_server
        self.of = scene()
        self.session = begun(self.of, self.of.pilot, self.of.other, starts_at=half_an_hour_ago())
        size = {"width": 360, "height": 740}
        self.context = browser.new_context(base_url=live_server.url, viewport=size, **options)
        self.sign_in()
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        with translation.override(language):
            self.path = reverse("cluster_log", args=[self.of.cluster.slug, self.session.uid])
        self.page.goto(self.path)

    def sign_in(self):
        client = Client()
        client.force_login(self.of.guide.user)
        name = settings.SESSION_COOKIE_NAME
        value = client.cookies[name].value
        self.context.add_cookies([{"name": name, "url": self.server.url, "value": value}])

    def write(self, text, name="questions"):
        self.page.fill(f"[name={name}]", text)

    def reads(self, name="questions"):
        return self.page.input_value(f"[name={name}]")

    def says(self, what):
        """Wait until the state is the text of that name."""
        wanted = self.page.get_attribute("form[data-log]", f"data-{what}")
        self.page.wait_for_function(
            "([place, text]) => document.querySelector(place).textContent === text",
            arg=[STATE, wanted],
        )


def half_an_hour_ago():
    return timezone.now() - timezone.timedelta(minutes=30)


def looks_right(page):
    found = AXE.run(page)
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url
    assert page.locator("h1").count() == 1, page.url


def until(check, seconds=25):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if check():
            return True
        time.sleep(0.2)
    return False


def kept():
    row = MentoringLog.objects.first()
    return row.questions if row else None


@pytest.fixture
def phone(live_server, browser):
    opened = []

    def open_one(**options):
        opened.append(Phone(live_server, browser, **options))
        return opened[-1]

    yield open_one
    for one in opened:
        one.context.close()


@pytest.mark.parametrize("language", SCRIPTS)
def test_log_is_written_through_a_lost_connection_and_sends_itself(phone, language):
    of = phone(language=language)
    page = of.page
    looks_right(page)
    page.check(f"[name=present][value='{of.of.pilot.pk}']")
    of.write("Ко плаћа превоз?")
    assert until(lambda: kept() == "Ко плаћа превоз?")

    of.context.set_offline(True)
    of.write("Ко плаћа превоз? Општина.")
    of.says("keeping")
    looks_right(page)
    assert kept() == "Ко плаћа превоз?"
    of.context.set_offline(False)

    assert until(lambda: kept() == "Ко плаћа превоз? Општина.")
    assert MentoringLog.objects.count() == 1
    assert page.evaluate("Object.keys(localStorage).length") == 0


def only_reading(route):
    """Let pages through and nothing that is sent: a connection too weak for an answer."""
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


def test_text_typed_without_a_connection_survives_the_end_of_the_page(phone):
    of = phone()
    of.context.set_offline(True)
    of.write("Записано у возу")
    of.says("keeping")
    of.page.close()
    of.context.route("**/*", only_reading)
    of.context.set_offline(False)

    of.page = of.context.new_page()
    of.page.goto(of.path)

    of.page.wait_for_function("document.querySelector('[name=questions]').value !== ''")
    assert of.reads() == "Записано у возу"
    assert kept() is None
    of.context.unroute("**/*")
    assert until(lambda: kept() == "Записано у возу")


def test_text_typed_after_the_session_expired_is_sent_once_signed_in_again(phone):
    of = phone()
    of.write("Прво")
    assert until(lambda: kept() == "Прво")
    Session.objects.all().delete()

    of.write("Прво и друго")
    of.says("signed-out")
    looks_right(of.page)
    of.sign_in()
    of.page.click("[data-log-help] a")

    of.page.wait_for_function("document.querySelector('[name=questions]').value !== 'Прво'")
    assert of.reads() == "Прво и друго"
    assert until(lambda: kept() == "Прво и друго")


def test_text_of_a_second_device_is_shown_beside_ones_own_and_neither_is_lost(phone):
    of = phone()
    of.write("С телефона")
    assert until(lambda: kept() == "С телефона")
    saved(of.of, of.session, version=1, questions="С рачунара", at=timezone.now())

    of.write("С телефона, даље")
    of.says("both")
    assert kept() == "С рачунара"
    of.page.click("[data-log-compare] button")
    of.page.wait_for_selector(".okence-log__other")
    looks_right(of.page)
    both = (of.reads(), of.page.locator(".okence-log__other").inner_text())
    of.page.click("button[name=save]")

    assert both[0] == "С телефона, даље"
    assert "С рачунара" in both[1]
    assert until(lambda: kept() == "С телефона, даље")


def test_summary_wanted_without_a_connection_goes_out_when_it_is_back(phone):
    of = phone()
    of.page.check(f"[name=present][value='{of.of.pilot.pk}']")
    of.context.set_offline(True)
    of.write("Договорили смо буџет")
    of.page.click(FINISH)
    of.says("waiting")

    of.context.set_offline(False)

    of.page.wait_for_url("**/srecanja/*/")
    looks_right(of.page)
    mails = Message.objects.filter(kind=SUMMARY)
    assert [one.recipient for one in mails] == [of.of.pilot.email]


def test_summary_that_lacks_something_comes_back_with_the_field_named(phone):
    of = phone()
    of.write("Само текст")
    of.page.click(FINISH)

    of.page.wait_for_selector(".govuk-error-summary")

    looks_right(of.page)
    assert of.reads() == "Само текст"
    assert not Message.objects.filter(kind=SUMMARY).exists()


def test_log_works_without_a_script(phone):
    of = phone(java_script_enabled=False)
    of.page.check(f"[name=present][value='{of.of.pilot.pk}']")
    of.write("Без скрипте")

    of.page.click("button[name=save]")
    after = kept()
    of.page.click(FINISH)

    assert after == "Без скрипте"
    assert Message.objects.filter(kind=SUMMARY).count() == 1


def test_second_tab_shows_what_the_first_one_types(phone):
    of = phone()
    second = of.context.new_page()
    second.goto(of.path)

    of.write("У првој")

    second.wait_for_function("document.querySelector('[name=questions]').value === 'У првој'")
    assert until(lambda: kept() == "У првој")
    second.fill("[name=questions]", "У првој, па у другој")
    assert until(lambda: kept() == "У првој, па у другој")


@pytest.mark.req("X4")
def test_signing_out_says_what_is_not_saved_and_leaves_nothing_in_the_browser(phone):
    of = phone()
    of.context.set_offline(True)
    of.write("Записано у возу")
    of.says("keeping")
    of.page.evaluate("localStorage.setItem('okence.log.0.other', JSON.stringify({at: Date.now()}))")
    of.page.close()
    of.context.set_offline(False)
    page = of.context.new_page()
    page.goto(reverse("my_clusters"))
    page.wait_for_selector("[data-sign-out-unsent]", state="visible")
    looks_right(page)

    page.click("form[data-sign-out] button")
    page.wait_for_url(lambda address: not address.endswith("/grozd/"))

    assert page.evaluate("Object.keys(localStorage)") == ["okence.log.0.other"]
    assert kept() is None


def test_signing_out_says_nothing_where_everything_is_saved(phone):
    of = phone()
    of.page.goto(reverse("my_clusters"))
    of.page.wait_for_load_state("networkidle")

    assert of.page.locator("[data-sign-out-unsent]").is_hidden()
