"""The report of what is missing or outdated in which language (M1)."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Substr
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.reports import ReportView
from wagtail.models import Locale, Page

from cms_pages.permissions import writes_pages
from cms_pages.translating.states import OPEN, State, language_states, sources
from languages.dates import short_date
from languages.offered import own_name

_SECTION_DEPTH = 3  # below a language's first page
_SECTION_PATH = Page.steplen * _SECTION_DEPTH
ANY_OPEN = "open"


def _owners(request: HttpRequest) -> QuerySet[Any]:
    users = get_user_model().objects.filter(owned_pages__isnull=False)
    return users.order_by("last_name", "username").distinct()


def _sections(request: HttpRequest) -> QuerySet[Page]:
    return sources().filter(depth=_SECTION_DEPTH).order_by("path")


class TranslationsFilter(WagtailFilterSet):
    language = django_filters.ModelChoiceFilter(
        label=_("Language"), queryset=lambda request: Locale.objects.all(), method="keep"
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(ANY_OPEN, _("not done")), *State.choices],
        method="keep",
    )
    section = django_filters.ModelChoiceFilter(
        label=_("Section"), queryset=_sections, method="in_section"
    )
    owner = django_filters.ModelChoiceFilter(label=_("Owner"), queryset=_owners)

    class Meta:
        model = Page
        fields = ["language", "state", "section", "owner"]

    def keep(self, pages: QuerySet[Page], name: str, value: Any) -> QuerySet[Page]:
        return pages  # language and state hold together: see filter_queryset

    def in_section(self, pages: QuerySet[Page], name: str, section: Page) -> QuerySet[Page]:
        return pages.filter(path__startswith=section.path)

    def filter_queryset(self, queryset: QuerySet[Page]) -> QuerySet[Page]:
        pages = super().filter_queryset(queryset)
        language, state = (self.form.cleaned_data[name] for name in ("language", "state"))
        if not state and not language:
            return pages
        wanted = {State(state)} if state and state != ANY_OPEN else OPEN
        found = language_states(pages)
        return pages.filter(
            pk__in=[
                pk
                for pk, rows in found.items()
                if any(
                    row.state in wanted and (language is None or row.locale == language)
                    for row in rows
                )
            ]
        )


class TranslationsReport(ReportView):
    model = Page
    page_title = _("Translations")
    header_icon = "site"
    index_url_name = "translations_report"
    index_results_url_name = "translations_report_results"
    results_template_name = "cms_pages/admin/translations_report_results.html"
    filterset_class = TranslationsFilter
    default_ordering = "path"
    is_searchable = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not writes_pages(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_filename(self) -> str:
        return f"prevodi-{timezone.localdate():%Y-%m-%d}"

    def get_base_queryset(self) -> QuerySet[Page]:
        section = Page.objects.filter(path=Substr(OuterRef("path"), 1, _SECTION_PATH))
        return (
            sources()
            .select_related("owner", "locale")
            .annotate(section_title=Subquery(section.values("title")[:1]))
        )

    def get_queryset(self) -> QuerySet[Page]:
        return self.get_base_queryset().order_by("path")

    def decorate_paginated_queryset(self, object_list: Iterable[Page]) -> list[Page]:
        pages = list(object_list)
        found = language_states(pages)
        for page in pages:
            page.language_rows = found[page.pk]
            page.owner_name = (
                (page.owner.get_full_name() or page.owner.username) if page.owner else ""
            )
            for row in page.language_rows:
                since = f" ({short_date(timezone.localdate(row.since), 'sl')})" if row.since else ""
                setattr(page, _column(row.code), f"{row.label}{since}")
        return pages

    @property
    def list_export(self) -> list[str]:
        return ["title", "section_title", "owner_name", *map(_column, self._codes())]

    @property
    def export_headings(self) -> dict[str, Any]:
        own = {"title": _("Title"), "section_title": _("Section"), "owner_name": _("Owner")}
        return own | {_column(code): own_name(code) for code in self._codes()}

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        names = [own_name(code) for code in self._codes()]
        return super().get_context_data(*args, **kwargs) | {"language_names": names}

    def _codes(self) -> list[str]:
        return list(Locale.objects.order_by("pk").values_list("language_code", flat=True))


def _column(code: str) -> str:
    return f"state_{code.replace('-', '_')}"
