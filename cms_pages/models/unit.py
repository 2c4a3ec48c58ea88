import uuid
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from booking.models import Location
from booking.views.public.location import place_page
from cms_pages.blocks import BodyBlock
from cms_pages.bodies import drawn
from cms_pages.languages_panel import LanguagesPanel
from cms_pages.models.portal_page import PortalPage
from cms_pages.page_forms import PortalPageForm
from cms_pages.translation_fields import kept, translated

UNITS_SLUG = "enote"  # the first part of the addresses of places (booking.public_urls)
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "okence:places")


class UnitIndexPage(PortalPage):
    """Holds the pages of units and offices. Its address shows the list drawn from the data."""

    parent_page_types = ["cms_pages.HomePage"]
    subpage_types = ["cms_pages.UnitPage"]
    max_count_per_parent = 1
    preview_modes: list[tuple[str, str]] = []
    promote_panels: list[Any] = []

    translatable_fields = [*translated("title"), *kept("review_by")]

    class Meta:
        verbose_name = _("list of offices")
        verbose_name_plural = _("lists of offices")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.slug = UNITS_SLUG
        super().full_clean(*args, **kwargs)


class UnitPageForm(PortalPageForm):
    """A page stays with its place; another place is another page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["location"].disabled = self.instance.pk is not None


class UnitPage(PortalPage):
    """Prose about a unit or office in one language. Its facts and its title are the place's (U2).

    Its address is the place's: the public page of the place shows the prose among the facts, so
    there is no second page about the same thing.
    """

    parent_page_types = ["cms_pages.UnitIndexPage"]
    subpage_types: list[str] = []

    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, related_name="pages", verbose_name=_("office")
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    search_fields = [*Page.search_fields, index.SearchField("body")]
    content_panels = [FieldPanel("location"), FieldPanel("body"), LanguagesPanel()]
    promote_panels: list[Any] = []
    base_form_class = UnitPageForm

    translatable_fields = [*translated("body"), *kept("location", "review_by")]

    class Meta:
        verbose_name = _("page of an office")
        verbose_name_plural = _("pages of offices")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        if self.location_id:
            self.take_name()
        super().full_clean(*args, **kwargs)

    def take_name(self) -> None:
        """Copy title, address and key from the place: they are changed there only."""
        self.title = self.draft_title = self.location.name
        self.slug = self.location.slug
        self.translation_key = uuid.uuid5(_NAMESPACE, self.location.slug)

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        template, _context = place_page(self.location)
        return template

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        _template, facts = place_page(self.location)
        return context | facts | {"prose": drawn(self.body, context).html}
