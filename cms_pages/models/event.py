from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page, PageManager, PageQuerySet

from cms_pages.languages_panel import LanguagesPanel
from cms_pages.models.lead_page import LeadPage
from cms_pages.models.written_page import WrittenPage
from cms_pages.translation_fields import kept, translated
from languages.codes import html_lang
from linked_data import schema_org
from linked_data.schema_org import Node

PAST_SHOWN = 10


class EventQuerySet(PageQuerySet):
    def upcoming(self, at: datetime) -> "EventQuerySet":
        """Keep what has not ended at `at`, the next one first."""
        return self.filter(ends_at__gt=at).order_by("starts_at", "pk")

    def past(self, at: datetime) -> "EventQuerySet":
        """Keep what has ended at `at`, the latest one first."""
        return self.filter(ends_at__lte=at).order_by("-starts_at", "-pk")


class EventIndexPage(LeadPage):
    """Events to come, and the last ones that were. One per language."""

    parent_page_types = ["cms_pages.HomePage"]
    subpage_types = ["cms_pages.EventPage"]
    max_count_per_parent = 1
    template = "cms_pages/event_index_page.html"

    class Meta:
        verbose_name = _("list of events")
        verbose_name_plural = _("lists of events")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        at = timezone.now()
        events = EventPage.objects.child_of(self).live().public()
        return super().get_context(request, *args, **kwargs) | {
            "upcoming": events.upcoming(at),
            "past": events.past(at)[:PAST_SHOWN],
        }


class EventPage(WrittenPage):
    """One event: when, where or by which link, and how to register."""

    parent_page_types = ["cms_pages.EventIndexPage"]
    subpage_types: list[str] = []
    template = "cms_pages/event_page.html"

    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to take part"), blank=True)
    registration = models.TextField(_("how to register"), blank=True, max_length=600)

    objects = PageManager.from_queryset(EventQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldPanel("place"),
        FieldPanel("link"),
        FieldPanel("registration"),
        FieldPanel("body"),
        LanguagesPanel(),
    ]

    translatable_fields = [
        *WrittenPage.translatable_fields,
        *translated("place", "registration"),
        *kept("starts_at", "ends_at", "link"),
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="cms_pages_eventpage_order",
                violation_error_message=_("The event ends before it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(place="", link=""),
                name="cms_pages_eventpage_somewhere",
                violation_error_message=_("Give a place, or a link to take part by."),
            ),
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        is_over = bool(self.ends_at and self.ends_at <= timezone.now())
        return super().get_context(request, *args, **kwargs) | {
            "is_over": is_over,
            "structured_data": self.structured_data(request),
        }

    def structured_data(self, request: HttpRequest | None = None) -> Node | None:
        """Return what search engines read (U4), None for a preview that has no address or hour."""
        url = self.get_full_url(request)
        if not (url and self.starts_at):
            return None
        return schema_org.event(
            name=self.title,
            url=url,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            description=self.lead,
            place=self.place,
            online_url=self.link,
            language=html_lang(self.written_in),
        )
