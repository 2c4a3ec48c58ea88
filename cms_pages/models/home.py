from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from booking.information.most_wanted import most_wanted
from booking.information.service_rows import service_rows
from booking.information.today import today_lines
from booking.models import LifeEvent
from cms_pages.models.lead_page import LeadPage
from cms_pages.models.news import NewsIndexPage, NewsPage
from cms_pages.models.programme import ProgrammePage

NEWS_SHOWN = 2


class HomePage(LeadPage):
    """The front page of one language: ask, the most wanted services, life events, today."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "cms_pages.ServiceIndexPage",
        "cms_pages.UnitIndexPage",
        "cms_pages.SectionPage",
        "cms_pages.ArticlePage",
        "cms_pages.NewsIndexPage",
        "cms_pages.EventIndexPage",
        "cms_pages.LibraryPage",
        "cms_pages.HandbookPage",
        "cms_pages.StatementPage",
        "cms_pages.ProgrammePage",
        "cms_pages.ProjectPage",
    ]
    template = "cms_pages/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        at = timezone.now()
        return super().get_context(request, *args, **kwargs) | {
            "rows": service_rows(most_wanted(at=at), at=at),
            "life_events": LifeEvent.objects.all(),
            "today": today_lines(at=at),
            "hide_search": True,
            **self._further(),
        }

    def _further(self) -> dict[str, Any]:
        """Return what stands last: the latest news and the programme, where they are published."""
        news = NewsPage.objects.live().public().filter(locale=self.locale_id)
        return {
            "news_index": NewsIndexPage.objects.child_of(self).live().public().first(),
            "news": news.order_by("-dated_on", "-pk")[:NEWS_SHOWN],
            "programme": ProgrammePage.objects.child_of(self).live().public().first(),
        }
