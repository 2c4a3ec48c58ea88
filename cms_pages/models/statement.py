from collections.abc import Mapping
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms_pages.enums import StatementKind
from cms_pages.models.written_page import WrittenPage
from cms_pages.translation_fields import kept, translated
from privacy.enums import NoticeKind
from privacy.models import Notice

# Which notice a statement shows, by its kind.
NOTICES: Mapping[str, tuple[NoticeKind, str]] = {
    StatementKind.PRIVACY: (NoticeKind.PRIVACY, "booking"),
    StatementKind.GUIDELINES: (NoticeKind.GUIDELINES, "training"),
}


class StatementPage(WrittenPage):
    """What the portal owes its users in writing, one page a kind.

    A statement of accessibility says when it was last reviewed, whom to tell of a barrier, and
    where to complain (Directive (EU) 2016/2102, Article 7; X1). A privacy statement and the
    didactic guidelines (T12) show the notice in force below their text: the page never holds a
    copy of what people agreed to.
    """

    parent_page_types = ["cms_pages.HomePage", "cms_pages.TrainingIndexPage"]
    subpage_types: list[str] = []
    template = "cms_pages/statement_page.html"

    kind = models.CharField(_("kind"), max_length=20, choices=StatementKind)
    reviewed_on = models.DateField(_("last reviewed on"), null=True, blank=True)
    contact = models.TextField(_("whom to tell"), blank=True, max_length=600)
    complaint = models.TextField(_("how to complain"), blank=True, max_length=600)

    content_panels = [
        FieldPanel("kind"),
        *WrittenPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("reviewed_on"), FieldPanel("contact"), FieldPanel("complaint")],
            heading=_("Review, contact, complaint"),
            help_text=_("A statement of accessibility needs all three."),
        ),
    ]

    translatable_fields = [
        *WrittenPage.translatable_fields,
        *translated("contact", "complaint"),
        *kept("kind", "reviewed_on"),
    ]

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")

    def own_problems(self) -> dict[str, list[str]]:
        if self.kind != StatementKind.ACCESSIBILITY:
            return {}
        needed = {
            "reviewed_on": gettext("Give the day on which the statement was last reviewed."),
            "contact": gettext("Write whom people tell when they meet a barrier."),
            "complaint": gettext("Write where people complain when the answer does not help."),
        }
        return {name: [text] for name, text in needed.items() if not getattr(self, name)}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        if self.kind in NOTICES:
            context["shows_notice"] = True
            context["notice"] = Notice.objects.in_force(*NOTICES[self.kind], timezone.now())
        return context
