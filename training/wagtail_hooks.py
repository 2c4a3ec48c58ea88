"""The menu "Usposabljanja" in the admin and the addresses behind it."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from accounts.access import roles_here
from training.access import CATALOGUE, COORDINATING

MENU = "register_training_menu_item"


class TrainingMenu(SubmenuMenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        """An empty menu is not shown; who has no entry is asked once."""
        at_work = roles_here(request, at=timezone.now()) & CATALOGUE
        return bool(at_work) and super().is_shown(request)


class CoordinatorEntry(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(COORDINATING & roles_here(request, at=timezone.now()))


@hooks.register("register_admin_urls")
def staff_urls() -> list[URLPattern | URLResolver]:
    return [path("usposabljanja/", include("training.staff.urls"))]


@hooks.register(MENU)
def runs_entry() -> MenuItem:
    return CoordinatorEntry(_("Runs"), reverse("training:runs"), icon_name="list-ul", order=10)


@hooks.register(MENU)
def months_entry() -> MenuItem:
    address = reverse("training:months")
    return CoordinatorEntry(_("Runs by month"), address, icon_name="calendar", order=11)


@hooks.register("register_admin_menu_item")
def training_menu() -> MenuItem:
    menu = Menu(register_hook_name=MENU)
    return TrainingMenu(_("Trainings"), menu, icon_name="openquote", order=150)
