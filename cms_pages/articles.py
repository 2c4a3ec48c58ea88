"""Written pages and sections of the active language, found by their words (U3)."""

from django.utils.translation import get_language
from wagtail.models import Page

from booking.search import Document, search
from cms_pages.models import (
    ArticlePage,
    ChapterPage,
    EventPage,
    HandbookPage,
    NewsPage,
    SectionPage,
    StatementPage,
    WrittenPage,
)

SEARCHED = (
    *(ArticlePage, SectionPage, StatementPage),
    *(HandbookPage, ChapterPage, NewsPage, EventPage),
)


def find_articles(question: str, *, limit: int = 5) -> list[Page]:
    """Return the live pages somebody may mean."""
    return search(question, [_document(page) for page in _live()])[:limit]


def _live() -> list[WrittenPage | SectionPage]:
    language = get_language()
    pages: list[WrittenPage | SectionPage] = []
    for model in SEARCHED:
        pages += model.objects.live().public().filter(locale__language_code=language)
    return pages


def _document(page: WrittenPage | SectionPage) -> Document:
    body = (
        " ".join(page.body.stream_block.get_searchable_content(page.body))
        if isinstance(page, WrittenPage)
        else ""
    )
    return Document(page, ((3.0, page.title), (1.5, page.lead), (0.5, body)))
