"""One portal for all journeys that need a whole one, and a Chromium for those of a file."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

from tests.e2e.portal_run import PortalRun

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Without these Chromium looks for its maker's servers at every start.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def _run(tmp_path_factory, django_db_setup, django_db_blocker):
    """Run `make demo` on the tables that the migrations have already made for the tests."""
    run = PortalRun(tmp_path_factory.mktemp("portal"))
    with django_db_blocker.unblock():
        run.take_tables()
    try:
        run.start()
        yield run
    finally:
        run.stop()


@pytest.fixture
def portal(_run):
    """Return the running portal; a test that ended it leaves the start to the next one."""
    if _run.process.poll() is not None:
        _run.start()
    return _run


@pytest.fixture(scope="module")
def browser():
    """Return a browser for the journeys of a file.

    Playwright's event loop runs in this thread as long as it is open; the process has other tests
    to run that open one of their own.
    """
    path = next(filter(None, map(shutil.which, NAMES)), None)
    assert path, "Chromium is missing: run `sh tests/machine/install.sh chromium`"
    # Django must not take that loop for an async view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def new_page(portal, browser):
    """Return a maker of pages; each has its own cookies. Any error of a script fails the test."""
    contexts, errors = [], []

    def make(width=360, height=800, **options):
        context = browser.new_context(
            base_url=portal.address, viewport={"width": width, "height": height}, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert errors == []
