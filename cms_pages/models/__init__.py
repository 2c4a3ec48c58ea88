from cms_pages.models.article import ArticlePage
from cms_pages.models.challenge import ChallengeIndexPage, ChallengePage
from cms_pages.models.good_practice import GoodPracticeIndexPage, GoodPracticePage
from cms_pages.models.home import HomePage
from cms_pages.models.programme import CommunityPage, ProgrammePage, ProjectGroupPage
from cms_pages.models.section import SectionPage
from cms_pages.models.service import ServicePage
from cms_pages.models.service_index import ServiceIndexPage

__all__ = [
    "ArticlePage",
    "ChallengeIndexPage",
    "ChallengePage",
    "CommunityPage",
    "GoodPracticeIndexPage",
    "GoodPracticePage",
    "HomePage",
    "ProgrammePage",
    "ProjectGroupPage",
    "SectionPage",
    "ServiceIndexPage",
    "ServicePage",
]
