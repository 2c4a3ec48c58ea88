from cms_pages.models.article import ArticlePage
from cms_pages.models.challenge import ChallengeIndexPage, ChallengePage
from cms_pages.models.content_version import ContentVersion
from cms_pages.models.event import EventIndexPage, EventPage
from cms_pages.models.good_practice import GoodPracticeIndexPage, GoodPracticePage
from cms_pages.models.handbook import ChapterPage, HandbookPage
from cms_pages.models.home import HomePage
from cms_pages.models.language_approval import LanguageApproval
from cms_pages.models.learning_cluster import ClusterPage, ProjectPage
from cms_pages.models.library import LibraryPage
from cms_pages.models.link_check import LinkCheck, LinkUse
from cms_pages.models.media import Paper, Picture, PictureRendition
from cms_pages.models.menu_link import MenuLink
from cms_pages.models.moved_segment import MovedSegment
from cms_pages.models.news import NewsIndexPage, NewsPage
from cms_pages.models.page_reading import PageReading
from cms_pages.models.portal_page import PortalPage
from cms_pages.models.programme import CommunityPage, ProgrammePage, ProjectGroupPage
from cms_pages.models.review_reminder import ReviewReminder
from cms_pages.models.search import SearchEntry, SearchSynonym, SearchWord
from cms_pages.models.section import SectionPage
from cms_pages.models.service import ServicePage
from cms_pages.models.service_index import ServiceIndexPage
from cms_pages.models.shared_text import SharedText
from cms_pages.models.statement import StatementPage
from cms_pages.models.training import TrainingIndexPage, TrainingPage
from cms_pages.models.unit import UnitIndexPage, UnitPage
from cms_pages.models.written_page import WrittenPage

__all__ = [
    "ArticlePage",
    "ChallengeIndexPage",
    "ChallengePage",
    "ChapterPage",
    "ClusterPage",
    "CommunityPage",
    "ContentVersion",
    "EventIndexPage",
    "EventPage",
    "GoodPracticeIndexPage",
    "GoodPracticePage",
    "HandbookPage",
    "HomePage",
    "LanguageApproval",
    "LibraryPage",
    "LinkCheck",
    "LinkUse",
    "MenuLink",
    "MovedSegment",
    "NewsIndexPage",
    "NewsPage",
    "PageReading",
    "Paper",
    "Picture",
    "PictureRendition",
    "PortalPage",
    "ProgrammePage",
    "ProjectGroupPage",
    "ProjectPage",
    "ReviewReminder",
    "SearchEntry",
    "SearchSynonym",
    "SearchWord",
    "SectionPage",
    "ServiceIndexPage",
    "ServicePage",
    "SharedText",
    "StatementPage",
    "TrainingIndexPage",
    "TrainingPage",
    "UnitIndexPage",
    "UnitPage",
    "WrittenPage",
]
