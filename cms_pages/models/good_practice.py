"""The library of good practice (P5)."""

import uuid
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel
from wagtail.models import Locale

from cms_pages.languages_panel import LanguagesPanel
from cms_pages.models.programme import ProsePage
from cms_pages.page_forms import PortalPageForm
from cms_pages.practice_list import practice_list
from cms_pages.translation_fields import kept, translated
from programme.models import GoodPractice

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "okence:good-practices")


class GoodPracticeIndexPage(ProsePage):
    """The library with its filters: a plain GET form, with the number behind each choice."""

    parent_page_types = ["cms_pages.ProgrammePage"]
    subpage_types = ["cms_pages.GoodPracticePage"]
    max_count_per_parent = 1
    template = "cms_pages/programme/good_practice_index_page.html"

    class Meta:
        verbose_name = _("library of good practice")
        verbose_name_plural = _("libraries of good practice")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        pages = GoodPracticePage.objects.child_of(self).live().public()
        return super().get_context(request, *args, **kwargs) | practice_list(pages, request.GET)


class GoodPracticePageForm(PortalPageForm):
    """A page stays with its practice; another practice is another page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["practice"].disabled = self.instance.pk is not None


class GoodPracticePage(ProsePage):
    """The story of a good practice in one language; facts and title are those of the row."""

    parent_page_types = ["cms_pages.GoodPracticeIndexPage"]
    subpage_types: list[str] = []
    template = "cms_pages/programme/good_practice_page.html"

    practice = models.ForeignKey(
        GoodPractice,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("good practice"),
    )

    content_panels = [FieldPanel("practice"), FieldPanel("body"), LanguagesPanel()]
    promote_panels = [FieldPanel("seo_title"), FieldPanel("search_description")]
    base_form_class = GoodPracticePageForm
    translatable_fields = [
        *translated("seo_title", "search_description", "body"),
        *kept("practice", "review_by"),
    ]

    class Meta:
        verbose_name = _("page of a good practice")
        verbose_name_plural = _("pages of good practices")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        if self.practice_id:
            self.take_name()
        super().full_clean(*args, **kwargs)

    def take_name(self) -> None:
        """Copy title, address and key from the row: an editor changes them there only.

        The key is drawn from the row's address, so Wagtail keeps one page per practice and
        language.
        """
        locale = self.locale if self.locale_id else Locale.get_default()
        with override(locale.language_code):
            self.title = self.draft_title = self.practice.name
        self.slug = self.practice.slug
        self.translation_key = uuid.uuid5(_NAMESPACE, self.practice.slug)
