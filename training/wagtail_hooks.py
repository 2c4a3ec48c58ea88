"""The menu "Usposabljanja" in the admin and the addresses behind it."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from accounts.access import roles_here
from accounts.facts import FactViewSet
from training.access import CATALOGUE
from training.staff.catalogue import VIEWSETS as CATALOGUE_VIEWSETS

MENU = "register_training_menu_item"


class TrainingMenu(SubmenuMenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        """An empty menu is not shown; who has no entry is asked once."""
        at_work = roles_here(request, at=timezone.now()) & CATALOGUE
        return bool(at_work) and super().is_shown(request)


@hooks.register("register_admin_urls")
def staff_urls() -> list[URLPattern | URLResolver]:
    return [path("usposabljanja/", include("training.staff.urls"))]


@hooks.register("register_admin_viewset")
def register_catalogue() -> list[FactViewSet]:
    return [viewset() for viewset in CATALOGUE_VIEWSETS]


@hooks.register("register_admin_menu_item")
def training_menu() -> MenuItem:
    menu = Menu(register_hook_name=MENU)
    return TrainingMenu(_("Trainings"), menu, icon_name="openquote", order=150)
