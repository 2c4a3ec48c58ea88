from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSetGroup

from cms_pages.care.dashboard import EditorsDay
from cms_pages.care.reports import HintsReport, LinksReport, ReviewReport, report_urls
from cms_pages.care.shared_text_admin import SharedTextViewSet
from cms_pages.catalogue_admin import CategoryViewSet, LifeEventViewSet, ServiceViewSet
from cms_pages.menus_admin import MenuLinkViewSet
from cms_pages.permissions import edits_pages
from cms_pages.synonym_admin import SynonymViewSet


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
