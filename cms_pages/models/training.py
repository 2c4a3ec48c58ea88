"""The catalogue of trainings in the tree: facts are rows of `training`, prose is written here."""

import uuid
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Locale, Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from cms_pages.blocks import BodyBlock
from cms_pages.bodies import drawn
from cms_pages.languages_panel import LanguagesPanel
from cms_pages.models.portal_page import PortalPage
from cms_pages.models.written_page import WrittenPage
from cms_pages.page_forms import PortalPageForm
from cms_pages.translation_fields import kept, translated
from training.calendar_of_runs import next_runs
from training.forms.wanted import WantedForm
from training.linked import course_node
from training.listing import catalogue
from training.models import Training
from training.words import clock_time, delivery_in_words, hours_in_words, prior_in_words

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "okence:trainings")


class TrainingIndexPage(WrittenPage):
    """All trainings by bundle, and what narrows them: a plain GET form (T1, T16)."""

    parent_page_types = ["cms_pages.HomePage"]
    subpage_types = ["cms_pages.TrainingPage", "cms_pages.StatementPage"]
    max_count_per_parent = 1
    template = "cms_pages/training/training_index_page.html"

    class Meta:
        verbose_name = _("catalogue of trainings")
        verbose_name_plural = _("catalogues of trainings")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        form = WantedForm(request.GET)
        wanted = form.wanted()
        bundles = catalogue(wanted, at=timezone.now())
        return super().get_context(request, *args, **kwargs) | {
            "form": form,
            "is_filtered": bool(wanted) or bool(form.errors),
            "bundles": bundles,
            "total": sum(len(listed) for _bundle, listed in bundles),
        }


class TrainingPageForm(PortalPageForm):
    """A page stays with its training; another training is another page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["training"].disabled = self.instance.pk is not None


class TrainingPage(PortalPage):
    """Prose about a training in one language. Its facts and its title are those of the training."""

    parent_page_types = ["cms_pages.TrainingIndexPage"]
    subpage_types: list[str] = []
    template = "cms_pages/training/training_page.html"

    training = models.ForeignKey(
        Training, on_delete=models.PROTECT, related_name="pages", verbose_name=_("training")
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    search_fields = [
        *Page.search_fields,
        index.SearchField("body"),
        index.SearchField("words", boost=2),
        index.SearchField("facts"),
    ]
    content_panels = [FieldPanel("training"), FieldPanel("body"), LanguagesPanel()]
    promote_panels = [FieldPanel("seo_title"), FieldPanel("search_description")]
    base_form_class = TrainingPageForm
    translatable_fields = [
        *translated("seo_title", "search_description", "body"),
        *kept("training", "review_by"),
    ]

    class Meta:
        verbose_name = _("page of a training")
        verbose_name_plural = _("pages of trainings")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        if self.training_id:
            self.take_name()
        super().full_clean(*args, **kwargs)

    def take_name(self) -> None:
        """Copy title, address and key from the training: an editor changes them there only.

        The key is drawn from its address, so Wagtail keeps one page per training and language.
        """
        locale = self.locale if self.locale_id else Locale.get_default()
        with override(locale.language_code):
            self.title = self.draft_title = self.training.name
        self.slug = self.training.slug
        self.translation_key = uuid.uuid5(_NAMESPACE, self.training.slug)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Lead nowhere while the training is out of the catalogue, wherever in the tree it lies."""
        if not self.training.is_published:
            raise Http404
        return super().route(request, path_components)

    def words(self) -> str:
        """Return by what else the training is searched for, in the language of the page."""
        with override(self.locale.language_code):
            names = [method.name for method in self.training.methods.all()]
            return " ".join([self.training.code, *names])

    def facts(self) -> str:
        """Return what the search reads of the row, in the language of the page."""
        training = self.training
        with override(self.locale.language_code):
            lines = [one.text for one in (*training.goals.all(), *training.contents.all())]
            return "\n".join([training.purpose, training.target_group, *lines])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        training = self.training
        runs = next_runs([training.pk], at=timezone.now()).get(training.pk, [])
        return context | {
            "text": drawn(self.body, context),
            "training": training,
            "programme": training.bundle.programme,
            "hours": hours_in_words(training.hours),
            "clock_time": clock_time(training.hours),
            "delivery": delivery_in_words(training),
            "prior": prior_in_words(training),
            "runs": runs,
            "structured_data": course_node(training, runs),
        }

    def breadcrumbs(self, request: HttpRequest | None = None) -> list[dict[str, str]]:
        return [
            {"text": _("Home"), "url": reverse("home")},
            {"text": _("Trainings"), "url": reverse("trainings")},
            {"text": self.training.name, "url": ""},
        ]
