from cms_pages.models.article import ArticlePage
from cms_pages.models.challenge import ChallengeIndexPage, ChallengePage
from cms_pages.models.content_version import ContentVersion
from cms_pages.models.good_practice import GoodPracticeIndexPage, GoodPracticePage
from cms_pages.models.home import HomePage
from cms_pages.models.menu_link import MenuLink
from cms_pages.models.programme import CommunityPage, ProgrammePage, ProjectGroupPage
from cms_pages.models.section import SectionPage
from cms_pages.models.service import ServicePage
from cms_pages.models.service_index import ServiceIndexPage

__all__ = [
    "ArticlePage",
    "ChallengeIndexPage",
    "ChallengePage",
    "CommunityPage",
    "ContentVersion",
    "GoodPracticeIndexPage",
    "GoodPracticePage",
    "HomePage",
    "MenuLink",
    "ProgrammePage",
    "ProjectGroupPage",
    "SectionPage",
    "ServiceIndexPage",
    "ServicePage",
]
