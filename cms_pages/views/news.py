"""The news as a feed (Atom, RFC 4287), in the language of its address."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms_pages.models import NewsIndexPage, NewsPage
from languages.codes import SL, html_lang

NEWEST = 20


class NewsFeed(Feed):
    feed_type = Atom1Feed

    def title(self) -> str:
        return f"Okence – {_('News')}"

    def link(self) -> str:
        lists = NewsIndexPage.objects.live().public()
        index = lists.filter(locale__language_code=_language()).first()
        return (index.url if index else "") or f"/{_language()}/"

    @property
    def language(self) -> str:  # type: ignore[override]  # Django reads it, and never sets it
        return html_lang(_language())

    def items(self) -> Any:
        news = NewsPage.objects.live().public().filter(locale__language_code=_language())
        return news.order_by("-dated_on", "-pk")[:NEWEST]

    def item_title(self, item: NewsPage) -> str:
        return item.title

    def item_description(self, item: NewsPage) -> str:
        return item.lead

    def item_link(self, item: NewsPage) -> str:
        return item.url or ""

    def item_guid(self, item: NewsPage) -> str:
        """Return what stays when title or address change; each language is its own entry."""
        return f"urn:uuid:{item.translation_key}:{_language()}"

    def item_pubdate(self, item: NewsPage) -> datetime:
        return datetime.combine(item.dated_on, time(0), ZoneInfo(settings.TIME_ZONE))

    def item_updateddate(self, item: NewsPage) -> datetime:
        return item.last_published_at or self.item_pubdate(item)


def _language() -> str:
    return get_language() or SL
