from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms_pages.models.written_page import WrittenPage


class HandbookPage(WrittenPage):
    """A handbook: an introduction and its chapters, in their order."""

    parent_page_types = ["cms_pages.HomePage", "cms_pages.SectionPage"]
    subpage_types = ["cms_pages.ChapterPage"]
    template = "cms_pages/handbook_page.html"

    class Meta:
        verbose_name = _("handbook")
        verbose_name_plural = _("handbooks")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        chapters = ChapterPage.objects.child_of(self).live().public()
        return super().get_context(request, *args, **kwargs) | {"chapters": chapters}


class ChapterPage(WrittenPage):
    """One chapter, between the one before and the one after."""

    parent_page_types = ["cms_pages.HandbookPage"]
    subpage_types: list[str] = []
    template = "cms_pages/chapter_page.html"

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        chapters = list(ChapterPage.objects.sibling_of(self).live().public())
        places = [place for place, chapter in enumerate(chapters) if chapter.pk == self.pk]
        here = places[0] if places else len(chapters)
        return super().get_context(request, *args, **kwargs) | {
            "chapters": chapters,
            "before": chapters[here - 1] if here else None,
            "after": chapters[here + 1] if here + 1 < len(chapters) else None,
        }
