import uuid
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Locale, Page
from wagtail.search import index

from booking.cases import read_cases
from booking.information.service_facts import page_facts
from booking.models import Service
from cms_pages.blocks import BodyBlock
from cms_pages.bodies import drawn
from cms_pages.languages_panel import LanguagesPanel
from cms_pages.models.portal_page import PortalPage
from cms_pages.page_forms import PortalPageForm
from cms_pages.panels import ServiceFactsPanel
from cms_pages.translation_fields import kept, translated

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "okence:services")


def key_of(service: Service) -> uuid.UUID:
    """Return the translation key of the service's pages.

    It is drawn from the slug, so Wagtail's own constraint on (translation key, locale) keeps one
    page per service and language.
    """
    return uuid.uuid5(_NAMESPACE, service.slug)


class ServicePageForm(PortalPageForm):
    """A page stays with its service; another service is another page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].disabled = self.instance.pk is not None


class ServicePage(PortalPage):
    """Prose about a service in one language. Its facts and its title are those of the service."""

    parent_page_types = ["cms_pages.ServiceIndexPage"]
    subpage_types: list[str] = []
    template = "cms_pages/service_page.html"

    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="pages", verbose_name=_("service")
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    search_fields = [*Page.search_fields, index.SearchField("body")]
    content_panels = [
        FieldPanel("service"),
        ServiceFactsPanel(heading=_("Facts")),
        FieldPanel("body"),
        LanguagesPanel(),
    ]
    base_form_class = ServicePageForm
    promote_panels = [FieldPanel("seo_title"), FieldPanel("search_description")]

    translatable_fields = [
        *translated("seo_title", "search_description", "body"),
        *kept("service", "review_by"),
    ]

    class Meta:
        verbose_name = _("service page")
        verbose_name_plural = _("service pages")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        if self.service_id:
            self.take_name()
        super().full_clean(*args, **kwargs)

    def take_name(self) -> None:
        """Copy title, address and key from the service: an editor changes them there only."""
        locale = self.locale if self.locale_id else Locale.get_default()
        with override(locale.language_code):
            self.title = self.draft_title = self.service.name
        self.slug = self.service.slug
        self.translation_key = key_of(self.service)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["text"] = drawn(self.body, context)
        facts = page_facts(self.service, at=timezone.now(), cases=read_cases(request.GET))
        return context | facts

    def breadcrumbs(self, request: HttpRequest | None = None) -> list[dict[str, str]]:
        category = self.service.category
        return [
            {"text": _("Services"), "url": reverse("services")},
            {"text": category.name, "url": reverse("category", args=[category.slug])},
            {"text": self.service.short_name, "url": ""},
        ]
