from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms_pages.models.lead_page import LeadPage


class SectionPage(LeadPage):
    """A heading over pages that belong together. A section may hold sections, those no more."""

    parent_page_types = ["cms_pages.HomePage", "cms_pages.SectionPage"]
    subpage_types = [
        "cms_pages.SectionPage",
        "cms_pages.ArticlePage",
        "cms_pages.HandbookPage",
        "cms_pages.ProgrammePage",
        "cms_pages.ProjectPage",
    ]
    template = "cms_pages/section_page.html"

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        return bool(super().can_create_at(parent)) and not _is_inner(parent)

    def can_move_to(self, parent: Page) -> bool:
        deep = isinstance(parent.specific, SectionPage) and (
            _is_inner(parent) or SectionPage.objects.child_of(self).exists()
        )
        return bool(super().can_move_to(parent)) and not deep

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        pages = self.get_children().live().public()
        return super().get_context(request, *args, **kwargs) | {"pages": pages}


def _is_inner(page: Page) -> bool:
    """Say whether `page` is a section inside a section."""
    above = page.get_parent()
    return isinstance(page.specific, SectionPage) and isinstance(above.specific, SectionPage)
