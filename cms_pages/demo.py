"""The page tree of the demonstration in all four languages.

Creates what is missing and leaves every existing page as its editors made it, so it may run again
at any time. Prose comes from the catalogue (`body` of each service) and from demo_texts/.
"""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import override
from wagtail.models import Locale, Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from booking.demo.catalogue import read
from booking.models import Location, Service
from cms_pages.demo_bodies import service_body, stream
from cms_pages.demo_media import make_demo_media
from cms_pages.demo_translations import keep_translations
from cms_pages.demo_tree import Planter
from cms_pages.models import ServicePage, UnitPage
from cms_pages.translating.approving import make_approvals
from languages.codes import SL
from languages.offered import offered

Row = dict[str, Any]

TEXTS = Path(__file__).parent / "demo_texts"


def make_demo_pages(*, at: datetime) -> dict[str, int]:
    """Make locales, site and every missing page, live since `at`; return how many of each type.

    Service pages are made for the services, and pages of offices for the offices, that are stored.
    """
    texts = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in TEXTS.glob("*.yaml")}
    bodies = _bodies()
    services = list(Service.objects.active())
    places = {place.slug: place for place in Location.objects.filter(slug__in=texts["offices"])}
    made: Counter[str] = Counter()
    with transaction.atomic(), disable_reference_index_auto_update():
        originals: dict[str, Page] = {}
        library = make_demo_media()
        for code in offered():
            locale, _ = Locale.objects.get_or_create(language_code=code)
            planter = Planter(code, locale, at, library, originals, made)
            with override(code):
                home, pages = _plant_pages(planter, texts)
                _plant_services(planter, pages["storitve"], services, bodies)
                _plant_offices(planter, pages["enote"], places, texts["offices"])
            if code == SL:
                _point_site_at(home)
        keep_translations()
        make_approvals()
    return dict(made)


def _plant_pages(planter: Planter, texts: Row) -> tuple[Page, dict[str, Page]]:
    """Return the home of one language and the pages right below it, by slug."""
    home_row = texts["home"]["home"]
    slug = "okence" if planter.code == SL else f"okence-{planter.code}"
    home = planter.plant(Page.get_first_root_node(), home_row | {"slug": slug, "key": "okence"})
    rows = [row for name in ("home", "statements", "pages") for row in texts[name]["pages"]]
    return home, {row["slug"]: planter.plant(home, row) for row in rows}


def _plant_services(
    planter: Planter, index: Page, services: list[Service], bodies: dict[str, Row]
) -> None:
    stored = set(ServicePage.objects.child_of(index).values_list("service_id", flat=True))
    for service in services:
        if service.pk not in stored:
            body = service_body(service.slug, bodies.get(service.slug, {}), planter.code)
            page = ServicePage(service=service, locale=planter.locale, body=body)
            page.take_name()
            planter.add(index, page)


def _plant_offices(
    planter: Planter, index: Page, places: dict[str, Location], texts: dict[str, Row]
) -> None:
    stored = set(UnitPage.objects.child_of(index).values_list("location_id", flat=True))
    for slug, place in places.items():
        if place.pk not in stored:
            blocks = texts[slug]["blocks"]
            body = stream(blocks, planter.code, f"/enote/{slug}", planter.library)
            page = UnitPage(location=place, locale=planter.locale, body=body)
            page.take_name()
            planter.add(index, page)


def _point_site_at(home: Page) -> None:
    """Make `home` the default site's root and remove the page Wagtail is installed with."""
    site = Site.objects.filter(is_default_site=True).first() or Site(
        hostname="localhost", is_default_site=True
    )
    if site.root_page_id == home.pk:
        return
    site.root_page, site.site_name = home, "Okence"
    site.save()
    Page.objects.filter(depth=2, slug="home", content_type__model="page").delete()


def _bodies() -> dict[str, Row]:
    catalogue = read("nation")
    return {
        row["slug"]: row.get("body") or {}
        for part in catalogue.categories
        for row in part["services"]
    }
