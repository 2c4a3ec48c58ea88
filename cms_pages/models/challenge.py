"""Challenges of authorities and the cases they became (P4)."""

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms_pages.blocks import BodyBlock
from cms_pages.languages_panel import LanguagesPanel
from cms_pages.models.programme import ProsePage
from cms_pages.translation_fields import translated
from programme.enums import PRESENTABLE
from programme.models import Challenge

PER_PAGE = 20


class ChallengeIndexPage(ProsePage):
    """How a challenge is submitted, and the cases that came of it."""

    parent_page_types = ["cms_pages.ProgrammePage"]
    subpage_types = ["cms_pages.ChallengePage"]
    max_count_per_parent = 1
    template = "cms_pages/programme/challenge_index_page.html"

    class Meta:
        verbose_name = _("list of challenges")
        verbose_name_plural = _("lists of challenges")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        cases = ChallengePage.objects.child_of(self).live().public()
        cases = cases.select_related("challenge__authority").order_by("-first_published_at", "pk")
        page_obj = Paginator(cases, PER_PAGE).get_page(request.GET.get("page"))
        return super().get_context(request, *args, **kwargs) | {"page_obj": page_obj}


class ChallengePage(ProsePage):
    """A case: the challenge, the prototype, the users who took part, the result.

    When it goes live, its challenge is published (cms_pages.published_cases).
    """

    parent_page_types = ["cms_pages.ChallengeIndexPage"]
    subpage_types: list[str] = []
    template = "cms_pages/programme/challenge_page.html"

    challenge = models.ForeignKey(
        Challenge,
        on_delete=models.PROTECT,
        related_name="pages",
        limit_choices_to={"state__in": [str(state) for state in PRESENTABLE]},
        verbose_name=_("challenge"),
        error_messages={
            "invalid": _("This challenge has no prototype tested with users, so it is no case yet.")
        },
        help_text=_("Only challenges whose prototype was tested with users can become a case."),
    )
    prototype = StreamField(BodyBlock(), blank=True, verbose_name=_("prototype"))
    users_involved = StreamField(BodyBlock(), blank=True, verbose_name=_("users involved"))
    result = StreamField(BodyBlock(), blank=True, verbose_name=_("result"))

    search_fields = [
        *ProsePage.search_fields,
        index.SearchField("prototype"),
        index.SearchField("users_involved"),
        index.SearchField("result"),
    ]
    content_panels = [
        FieldPanel("challenge"),
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body", heading=_("The challenge")),
        FieldPanel("prototype"),
        FieldPanel("users_involved"),
        FieldPanel("result"),
        LanguagesPanel(),
    ]
    translatable_fields = [
        *ProsePage.translatable_fields,
        *translated("prototype", "users_involved", "result"),
        SynchronizedField("challenge", overridable=False),
    ]

    class Meta:
        verbose_name = _("case of a challenge")
        verbose_name_plural = _("cases of challenges")
