"""Reports of the admin for those who edit pages: reviews, links, hints (U1)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import django_filters
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db.models import Count, F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from cms_pages.care.actions import check_again
from cms_pages.care.places import named
from cms_pages.care.reviewing import pages_with_day
from cms_pages.enums import LinkState
from cms_pages.models import LinkCheck, PageReading
from cms_pages.permissions import page_editors_only
from languages.offered import own_name

_WITHIN = {"past": timedelta(0), "fortnight": timedelta(days=14), "quarter": timedelta(days=92)}


def _owners(request: HttpRequest | None) -> QuerySet[Any]:
    users = get_user_model().objects.filter(owned_pages__isnull=False)
    return users.order_by("last_name", "username").distinct()


class ReviewFilter(WagtailFilterSet):
    owner = django_filters.ModelChoiceFilter(label=gettext_lazy("Owner"), queryset=_owners)
    within = django_filters.ChoiceFilter(
        label=gettext_lazy("Day of review"),
        choices=[
            ("past", gettext_lazy("today or past")),
            ("fortnight", gettext_lazy("within two weeks")),
            ("quarter", gettext_lazy("within three months")),
        ],
        method="due_within",
    )

    class Meta:
        model = Page
        fields = ["owner", "within"]

    def due_within(self, pages: QuerySet[Page], name: str, value: str) -> QuerySet[Page]:
        return pages.filter(review_by__lte=timezone.localdate() + _WITHIN[value])


class EditorsReport(ReportView):
    """Rows with what to do about them; export is Wagtail's."""

    is_searchable = False

    def get_filename(self) -> str:
        return f"{self.index_url_name}-{timezone.localdate():%Y-%m-%d}"


class ReviewReport(EditorsReport):
    model = Page
    page_title = gettext_lazy("Pages to look at again")
    header_icon = "calendar-check"
    index_url_name = "review_report"
    index_results_url_name = "review_report_results"
    results_template_name = "cms_pages/admin/review_report_results.html"
    filterset_class = ReviewFilter
    list_export = ["title", "language", "owner_name", "review_by"]
    export_headings = {
        "title": gettext_lazy("Title"),
        "language": gettext_lazy("Language"),
        "owner_name": gettext_lazy("Owner"),
        "review_by": gettext_lazy("Day of review"),
    }

    def get_queryset(self) -> QuerySet[Page]:
        return pages_with_day().order_by("review_by", "pk")

    def decorate_paginated_queryset(self, object_list: Iterable[Any]) -> list[Any]:
        pages, today = list(object_list), timezone.localdate()
        for page in pages:
            page.language = _language(page)
            page.owner_name = _name(page.owner)
            page.is_overdue = page.review_by <= today
        return pages


class LinksFilter(WagtailFilterSet):
    """Without a choice: what there is to mend."""

    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=LinkState.choices)

    class Meta:
        model = LinkCheck
        fields = ["state"]

    def filter_queryset(self, queryset: QuerySet[LinkCheck]) -> QuerySet[LinkCheck]:
        if not self.form.cleaned_data["state"]:
            mend = [LinkState.BROKEN, LinkState.MOVED]
            return queryset.filter(state__in=mend)
        return super().filter_queryset(queryset)


class LinksReport(EditorsReport):
    model = LinkCheck
    page_title = gettext_lazy("Links")
    header_icon = "link"
    index_url_name = "links_report"
    index_results_url_name = "links_report_results"
    results_template_name = "cms_pages/admin/links_report_results.html"
    filterset_class = LinksFilter
    list_export = [
        *("shown", "get_state_display", "get_problem_display"),
        *("first_failed_at", "checked_at", "stands_on"),
    ]
    export_headings = {
        "shown": gettext_lazy("Link"),
        "get_state_display": gettext_lazy("State"),
        "get_problem_display": gettext_lazy("Problem"),
        "first_failed_at": gettext_lazy("Failing since"),
        "checked_at": gettext_lazy("Checked"),
        "stands_on": gettext_lazy("Where it stands"),
    }

    def get_queryset(self) -> QuerySet[LinkCheck]:
        links = LinkCheck.objects.annotate(uses_count=Count("uses"))
        return links.order_by("state", F("first_failed_at").asc(nulls_last=True), "pk")

    def decorate_paginated_queryset(self, object_list: Any) -> list[Any]:
        keys = [row.pk for row in object_list]
        rows = named(self.get_queryset().filter(pk__in=keys))
        for row in rows:
            row.more_places = row.uses_count - len(row.places)
            row.stands_on = "; ".join(str(place) for place in row.places)
        return rows


class HintsFilter(WagtailFilterSet):
    owner = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Owner"), field_name="page__owner", queryset=_owners
    )

    class Meta:
        model = PageReading
        fields = ["owner"]


class HintsReport(EditorsReport):
    model = PageReading
    page_title = gettext_lazy("Easier to read")
    header_icon = "glasses"
    index_url_name = "hints_report"
    index_results_url_name = "hints_report_results"
    results_template_name = "cms_pages/admin/hints_report_results.html"
    filterset_class = HintsFilter
    list_export = ["page.title", "long_sentences", "undescribed", "example"]
    export_headings = {
        "page.title": gettext_lazy("Title"),
        "long_sentences": gettext_lazy("Long sentences"),
        "undescribed": gettext_lazy("Pictures without alternative text"),
        "example": gettext_lazy("For example"),
    }

    def get_queryset(self) -> QuerySet[PageReading]:
        found = PageReading.objects.worth_a_look().select_related("page__locale", "page__owner")
        return found.order_by("-undescribed", "-long_sentences", "pk")

    def decorate_paginated_queryset(self, object_list: Iterable[Any]) -> list[Any]:
        rows = list(object_list)
        for row in rows:
            row.language = _language(row.page)
            row.owner_name = _name(row.page.owner)
        return rows


@require_POST
def link_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Check one link now; another site is asked by a job within a minute."""
    link = get_object_or_404(LinkCheck, pk=pk)
    if check_again(link, at=timezone.now()):
        messages.success(request, _("The link has been checked."))
    else:
        messages.success(request, _("The link will be checked within a minute."))
    return redirect("links_report")


def report_urls() -> list[URLPattern]:
    """Return the addresses of the reports, each for page editors only."""
    reports: dict[str, type[EditorsReport]] = {
        "pregledi-strani": ReviewReport,
        "povezave": LinksReport,
        "namigi": HintsReport,
    }
    patterns = [
        pattern
        for address, report in reports.items()
        for pattern in (
            path(f"{address}/", report.as_view(), name=report.index_url_name),
            path(
                f"{address}/vrstice/",
                report.as_view(results_only=True),
                name=report.index_results_url_name,
            ),
        )
    ]
    patterns.append(path("povezave/<int:pk>/preveri/", link_check, name="link_check"))
    for pattern in patterns:
        pattern.callback = page_editors_only(pattern.callback)
    return patterns


def _language(page: Page) -> str:
    return own_name(page.locale.language_code)


def _name(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""
