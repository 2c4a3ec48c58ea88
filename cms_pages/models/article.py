from django.utils.translation import gettext_lazy as _

from cms_pages.models.written_page import WrittenPage


class ArticlePage(WrittenPage):
    """Running text on one subject."""

    parent_page_types = ["cms_pages.HomePage", "cms_pages.SectionPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
