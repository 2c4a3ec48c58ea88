"""Articles and sections of the active language, found by their words (U3)."""

from django.utils.translation import get_language
from wagtail.models import Page

from booking.search import Document, search
from cms_pages.models import ArticlePage, SectionPage


def find_articles(question: str, *, limit: int = 5) -> list[Page]:
    """Return the live articles and sections somebody may mean."""
    return search(question, [_document(page) for page in _live()])[:limit]


def _live() -> list[ArticlePage | SectionPage]:
    language = get_language()
    pages: list[ArticlePage | SectionPage] = []
    for model in (ArticlePage, SectionPage):
        pages += model.objects.live().public().filter(locale__language_code=language)
    return pages


def _document(page: ArticlePage | SectionPage) -> Document:
    body = (
        " ".join(page.body.stream_block.get_searchable_content(page.body))
        if isinstance(page, ArticlePage)
        else ""
    )
    return Document(page, ((3.0, page.title), (1.5, page.lead), (0.5, body)))
