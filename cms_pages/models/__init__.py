from cms_pages.models.article import ArticlePage
from cms_pages.models.home import HomePage
from cms_pages.models.search import SearchEntry, SearchSynonym, SearchWord
from cms_pages.models.section import SectionPage
from cms_pages.models.service import ServicePage
from cms_pages.models.service_index import ServiceIndexPage

__all__ = [
    "ArticlePage",
    "HomePage",
    "SearchEntry",
    "SearchSynonym",
    "SearchWord",
    "SectionPage",
    "ServiceIndexPage",
    "ServicePage",
]
