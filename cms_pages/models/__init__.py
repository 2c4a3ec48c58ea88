from cms_pages.models.article import ArticlePage
from cms_pages.models.home import HomePage
from cms_pages.models.language_approval import LanguageApproval
from cms_pages.models.moved_segment import MovedSegment
from cms_pages.models.section import SectionPage
from cms_pages.models.service import ServicePage
from cms_pages.models.service_index import ServiceIndexPage

__all__ = [
    "ArticlePage",
    "HomePage",
    "LanguageApproval",
    "MovedSegment",
    "SectionPage",
    "ServiceIndexPage",
    "ServicePage",
]
