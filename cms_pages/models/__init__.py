from cms_pages.models.article import ArticlePage
from cms_pages.models.content_version import ContentVersion
from cms_pages.models.home import HomePage
from cms_pages.models.menu_link import MenuLink
from cms_pages.models.section import SectionPage
from cms_pages.models.service import ServicePage
from cms_pages.models.service_index import ServiceIndexPage

__all__ = [
    "ArticlePage",
    "ContentVersion",
    "HomePage",
    "MenuLink",
    "SectionPage",
    "ServiceIndexPage",
    "ServicePage",
]
