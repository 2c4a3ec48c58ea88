"""Plants rows of demo_texts/ as pages: creates what is missing, leaves what is there."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps
from wagtail.models import Locale, Page

from cms_pages.demo_bodies import linked, stream, text_in
from cms_pages.models import HomePage
from languages.codes import SL

Row = dict[str, Any]

_ZONE = ZoneInfo("Europe/Ljubljana")
_OWN = ("title", "lead")


@dataclass
class Planter:
    """Makes the pages of one language; `originals` are the Slovene ones by their address."""

    code: str
    locale: Locale
    at: datetime
    library: Mapping[str, int]
    originals: dict[str, Page]
    made: Counter[str] = field(default_factory=Counter)

    def plant(self, parent: Page, row: Row, address: str = "") -> Page:
        """Return the page of `row` below `parent`, with the pages of its `children` below it.

        `key` stands for the slug where that differs from language to language.
        """
        address = f"{address}/{row.get('key', row['slug'])}"
        page = self.ensure(parent, self._page(row, address), address)
        for child in row.get("children", []):
            self.plant(page, child, address)
        return page

    def ensure(self, parent: Page, page: Page, address: str) -> Page:
        """Return the stored page of that slug below `parent`, or store the one given."""
        stored = Page.objects.child_of(parent).filter(slug=page.slug).first()
        if stored is None:
            page.locale = self.locale
            if address in self.originals:
                page.translation_key = self.originals[address].translation_key
            self.add(parent, page)
        found = stored.specific if stored else page
        self.originals.setdefault(address, found)
        return found

    def add(self, parent: Page, page: Page) -> None:
        page.live = True
        page.first_published_at = page.last_published_at = self.at
        page.latest_revision_created_at = self.at
        page.draft_title = page.title
        parent.add_child(instance=page)
        self.made[type(page).__name__] += 1

    def stream(self, rows: list[Row], key: str) -> str:
        """Return the blocks of one field as JSON, in the planter's language, links and all."""
        return linked(stream(rows, self.code, key, self.library), _key_of)

    def _page(self, row: Row, address: str) -> Page:
        texts = {name: row[name] for name in _OWN if name in row} | row.get("texts", {})
        fields = {name: text_in(value, self.code) for name, value in texts.items()}
        streams = row.get("streams", {}) | ({"body": row["blocks"]} if "blocks" in row else {})
        for name, rows in streams.items():
            fields[name] = self.stream(rows, f"{address}:{name}")
        fields |= row.get("fields", {}) | self._days(row)
        model: type[Page] = apps.get_model("cms_pages", row["type"])
        return model(slug=row["slug"], **fields)

    def _days(self, row: Row) -> Row:
        """Return the days a row gives from the day of the demonstration on."""
        today = self.at.astimezone(_ZONE).date()
        days = {
            name: today + timedelta(days=number) for name, number in row.get("days", {}).items()
        }
        moments = {
            name: datetime.combine(
                today + timedelta(days=moment["in_days"]), time.fromisoformat(moment["at"]), _ZONE
            )
            for name, moment in row.get("moments", {}).items()
        }
        return {**days, **moments}


def _key_of(address: str) -> int | None:
    """Return the key of the Slovene page at `address`, which starts with a slash."""
    home = HomePage.objects.filter(locale__language_code=SL).first()
    if home is None:
        return None
    path = f"{home.url_path}{address.strip('/')}/"
    return Page.objects.filter(url_path=path).values_list("pk", flat=True).first()
