"""`make handbook`: takes the handbook's pictures anew, from the screens of a demonstration.

It starts a portal of its own; with OKENCE_VAR and an address as its argument it takes that one.
The best moment is a working day's morning: only then today's screens show all they can.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any


@contextmanager
def portal(arguments: list[str]) -> Iterator[Any]:
    """Yield the portal whose address is given, or one that lives as long as the pictures take."""
    from tests.e2e.portal_run import PortalRun

    if arguments:
        yield SimpleNamespace(address=arguments[0], var=Path(os.environ["OKENCE_VAR"]))
        return
    with tempfile.TemporaryDirectory() as var:
        run = PortalRun(Path(var))
        run.start()
        try:
            yield run
        finally:
            run.stop()


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    import django

    django.setup()
    from django.utils import timezone
    from playwright.sync_api import sync_playwright

    from booking.handbook.reading import PICTURES
    from tests.e2e.conftest import ARGUMENTS, NAMES
    from tests.e2e.signing_in import sign_in
    from tests.handbook.camera import Camera, new_page
    from tests.handbook.story import Story, citizen, sign_in_page

    path = next(filter(None, map(shutil.which, NAMES)), None)
    assert path, "Chromium is missing: run `sh tests/machine/install.sh chromium`"
    with portal(sys.argv[1:]) as run, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        anonymous = new_page(browser, run.address)
        sign_in_page(anonymous, Camera(anonymous, PICTURES))
        citizen(anonymous, Camera(anonymous, PICTURES))
        page = new_page(browser, run.address)
        sign_in(page, run, "location_manager")
        Story(page, Camera(page, PICTURES), timezone.localdate()).tell()
        browser.close()
    sizes = [one.stat().st_size for one in PICTURES.glob("*.png")]
    print(f"{len(sizes)} pictures, {sum(sizes) / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
