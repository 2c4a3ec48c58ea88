"""What every page of the portal has: somebody who looks after it, and a day to look again."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from cms_pages.models.content import ContentPage
from cms_pages.page_forms import PortalPageForm
from cms_pages.publishing import stream_problems
from cms_pages.translation_fields import kept, translated

HEADED = [*translated("title", "seo_title", "search_description"), *kept("review_by")]


class PortalPage(ContentPage):
    """Base of every page type. `owner` looks after the page until `review_by` and beyond."""

    review_by = models.DateField(
        _("review by"),
        null=True,
        blank=True,
        help_text=_("The day by which somebody checks that the page is still true."),
    )

    settings_panels = [
        MultiFieldPanel(
            [FieldPanel("owner"), FieldPanel("review_by")], heading=_("Care of the page")
        ),
        *Page.settings_panels,
    ]
    base_form_class = PortalPageForm

    class Meta:
        abstract = True

    @property
    def written_in(self) -> str:
        """Return the code of the language the text is in: an alias shows its source's."""
        source = self.alias_of if self.alias_of_id else self
        return source.locale.language_code

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "breadcrumbs": self.breadcrumbs(request)
        }

    def breadcrumbs(self, request: HttpRequest | None = None) -> list[dict[str, str]]:
        """Return the pages above this one, home first, and its own title; none for home."""
        above = self.get_ancestors().filter(depth__gt=1).live()
        items = [{"text": page.title, "url": page.get_url(request) or ""} for page in above]
        if not items:
            return []
        items[0]["text"] = _("Home")
        return [*items, {"text": self.title, "url": ""}]

    def own_problems(self) -> dict[str, list[str]]:
        """Return what this page type lacks before it may be published, by field."""
        return {}

    def publishing_problems(self) -> dict[str, list[str]]:
        """Return all that stands against publishing, in words an editor can act on, by field."""
        return stream_problems(self) | self.own_problems()

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish `revision`; ValidationError if a rule of its content is broken (X1).

        The form says so first; here it holds for a translation and for a script too.
        """
        problems = revision.as_object().publishing_problems()
        if problems:
            raise ValidationError(problems)
        return super().publish(revision, *args, **kwargs)
