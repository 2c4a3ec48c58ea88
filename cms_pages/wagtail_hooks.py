from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.models import Page

from cms_pages.care.dashboard import EditorsDay
from cms_pages.care.reports import HintsReport, LinksReport, ReviewReport, report_urls
from cms_pages.care.shared_text_admin import SharedTextViewSet
from cms_pages.catalogue_admin import CategoryViewSet, LifeEventViewSet, ServiceViewSet
from cms_pages.menus_admin import MenuLinkViewSet
from cms_pages.permissions import edits_pages, writes_pages
from cms_pages.shown import show
from cms_pages.synonym_admin import SynonymViewSet
from cms_pages.translating.report import TranslationsReport
from cms_pages.views.localize import guarded_urls
from cms_pages.views.translating import translation_decide, translation_hand_in


class CatalogueGroup(ModelViewSetGroup):
    menu_label = _("Services")
    menu_icon = "form"
    menu_order = 150
    items = (ServiceViewSet, CategoryViewSet, LifeEventViewSet, SynonymViewSet)

    @cached_property
    def menu_name(self) -> str:
        return "catalogue"


@hooks.register("register_admin_viewset")
def register_catalogue() -> CatalogueGroup:
    return CatalogueGroup()


@hooks.register("register_admin_viewset")
def register_menus() -> MenuLinkViewSet:
    return MenuLinkViewSet()


@hooks.register("before_serve_page", order=-1)
def note_page(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    show(request, page)


@hooks.register("register_admin_urls", order=-1)
def register_translating() -> list[URLPattern | URLResolver]:
    report = TranslationsReport
    return [
        path("prevodi/", report.as_view(), name="translations_report"),
        path(
            "prevodi/vrstice/",
            report.as_view(results_only=True),
            name="translations_report_results",
        ),
        path("prevodi/<int:pk>/oddaja/", translation_hand_in, name="translation_hand_in"),
        path("prevodi/stran/<int:pk>/odlocitev/", translation_decide, name="translation_decide"),
        guarded_urls(),  # before wagtail-localize's own, at its addresses
    ]


class TranslationsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return writes_pages(request.user)


@hooks.register("register_reports_menu_item")
def translations_menu_item() -> MenuItem:
    return TranslationsMenuItem(
        _("Translations"), reverse("translations_report"), icon_name="site", order=900
    )


@hooks.register("construct_reports_menu")
def without_second_report(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take out wagtail-localize's own report: it knows neither what is missing nor what moved."""
    theirs = reverse("wagtail_localize:translations_report")
    items[:] = [item for item in items if getattr(item, "url", "") != theirs]


@hooks.register("register_admin_viewset")
def register_shared_texts() -> SharedTextViewSet:
    return SharedTextViewSet()


@hooks.register("register_admin_urls")
def register_reports() -> list[URLPattern]:
    return report_urls()


@hooks.register("construct_homepage_panels")
def editors_day(request: HttpRequest, panels: list[Any]) -> None:
    if edits_pages(request.user, at=timezone.now()):
        panels.append(EditorsDay(request))


class EditorsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return edits_pages(request.user, at=timezone.now())


@hooks.register("register_reports_menu_item")
def review_menu_item() -> MenuItem:
    return _report(ReviewReport, 910)


@hooks.register("register_reports_menu_item")
def links_menu_item() -> MenuItem:
    return _report(LinksReport, 920)


@hooks.register("register_reports_menu_item")
def hints_menu_item() -> MenuItem:
    return _report(HintsReport, 930)


def _report(report: Any, order: int) -> MenuItem:
    return EditorsMenuItem(
        report.page_title,
        reverse(report.index_url_name),
        icon_name=report.header_icon,
        order=order,
    )
