"""The page tree of the demonstration in all four languages.

Creates what is missing and leaves every existing page as its editors made it, so it may run again
at any time. Prose comes from the catalogue (`body` of each service) and demo_texts/articles.yaml.
"""

from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.db import transaction
from django.utils.translation import override
from wagtail.models import Locale, Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from booking.demo.catalogue import read
from booking.models import Service
from cms_pages.demo_bodies import article_body, service_body
from cms_pages.demo_translations import keep_translations
from cms_pages.models import ArticlePage, HomePage, ServiceIndexPage, ServicePage
from cms_pages.translating.approving import make_approvals
from languages.codes import SL
from languages.offered import offered
from languages.translated import pick

Row = dict[str, Any]
AnyPage = TypeVar("AnyPage", bound=Page)

TEXTS = Path(__file__).parent / "demo_texts" / "articles.yaml"


def make_demo_pages(*, at: datetime) -> dict[str, int]:
    """Make locales, site and every missing page, live since `at`; return how many of each kind.

    Service pages are made for the services that are stored.
    """
    texts = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    bodies = _bodies()
    services = list(Service.objects.active())
    counts = {"homes": 0, "lists": 0, "services": 0, "articles": 0}
    with transaction.atomic(), disable_reference_index_auto_update():
        originals: dict[str, Page] = {}
        for code in offered():
            with override(code):
                made = _make_tree(code, texts, services, bodies, originals, at)
            counts = {kind: number + made[kind] for kind, number in counts.items()}
        _point_site_at(HomePage.objects.get(locale__language_code=SL))
        keep_translations()
        make_approvals()
    return counts


def _make_tree(
    code: str,
    texts: Row,
    services: list[Service],
    bodies: dict[str, Row],
    originals: dict[str, Page],
    at: datetime,
) -> dict[str, int]:
    """Make the tree of one language; `originals` holds the Slovene pages by their slug."""
    locale, _ = Locale.objects.get_or_create(language_code=code)
    root = Page.get_first_root_node()
    home_slug = "okence" if code == SL else f"okence-{code}"
    home, home_made = _ensure(
        root, HomePage(slug=home_slug, **_heading(texts["home"], code)), locale, originals, at
    )
    index, index_made = _ensure(
        home,
        ServiceIndexPage(slug="storitve", **_heading(texts["services"], code)),
        locale,
        originals,
        at,
    )
    articles = [
        _ensure(home, _article(row, code), locale, originals, at)[1] for row in texts["articles"]
    ]
    stored = set(ServicePage.objects.child_of(index).values_list("service_id", flat=True))
    missing = [service for service in services if service.pk not in stored]
    for service in missing:
        page = ServicePage(
            service=service,
            locale=locale,
            body=service_body(service.slug, bodies.get(service.slug, {}), code),
        )
        page.take_name()
        _add(index, page, at)
    return {
        "homes": home_made,
        "lists": index_made,
        "services": len(missing),
        "articles": sum(articles),
    }


def _ensure(
    parent: Page, page: AnyPage, locale: Locale, originals: dict[str, Page], at: datetime
) -> tuple[AnyPage, int]:
    """Return the stored page of that slug below `parent`, or store the one given; 1 if new."""
    key = page.slug.removesuffix(f"-{locale.language_code}")
    stored = type(page).objects.child_of(parent).filter(slug=page.slug).first()
    found = stored or page
    if stored is None:
        page.locale = locale
        if key in originals:
            page.translation_key = originals[key].translation_key
        _add(parent, page, at)
    originals.setdefault(key, found)
    return found, int(stored is None)


def _add(parent: Page, page: Page, at: datetime) -> None:
    page.live = True
    page.first_published_at = page.last_published_at = page.latest_revision_created_at = at
    page.draft_title = page.title
    parent.add_child(instance=page)


def _point_site_at(home: HomePage) -> None:
    """Make `home` the default site's root and remove the page Wagtail is installed with."""
    site = Site.objects.filter(is_default_site=True).first() or Site(
        hostname="localhost", is_default_site=True
    )
    if site.root_page_id == home.pk:
        return
    site.root_page, site.site_name = home, "Okence"
    site.save()
    Page.objects.filter(depth=2, slug="home", content_type__model="page").delete()


def _heading(row: Row, code: str) -> dict[str, str]:
    return {"title": pick(row["title"], code), "lead": pick(row["lead"], code)}


def _article(row: Row, code: str) -> ArticlePage:
    return ArticlePage(
        slug=row["slug"],
        body=article_body(row, code),
        shows_privacy_notice=row.get("shows_privacy_notice", False),
        **_heading(row, code),
    )


def _bodies() -> dict[str, Row]:
    catalogue = read("nation")
    return {
        row["slug"]: row.get("body") or {}
        for part in catalogue.categories
        for row in part["services"]
    }
