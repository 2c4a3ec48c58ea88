"""The menu "Usposabljanja" in the admin and the addresses behind it."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from accounts.access import roles_everywhere, roles_here
from accounts.facts import FactViewSet
from training.access import CATALOGUE, COORDINATING, MENU
from training.staff.after.questions import QuestionViewSet


class TrainingMenu(SubmenuMenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        """An empty menu is not shown; who has no entry is asked once."""
        at_work = roles_here(request, at=timezone.now()) & CATALOGUE
        return bool(at_work) and super().is_shown(request)


class CoordinatorEntry(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(COORDINATING & roles_everywhere(request.user, at=timezone.now()))


@hooks.register("register_admin_viewset")
def questions() -> FactViewSet:
    return QuestionViewSet()


@hooks.register(MENU)
def after_entry() -> MenuItem:
    address = reverse("training:after_runs")
    return CoordinatorEntry(
        _("Completion and certificates"), address, icon_name="circle-check", order=60
    )


@hooks.register(MENU)
def certificates_entry() -> MenuItem:
    address = reverse("training:certificates")
    return CoordinatorEntry(_("Certificates"), address, icon_name="doc-full", order=61)


@hooks.register(MENU)
def evaluation_entry() -> MenuItem:
    address = reverse("training:evaluations")
    return CoordinatorEntry(_("Evaluation"), address, icon_name="form", order=62)


@hooks.register("register_admin_urls")
def staff_urls() -> list[URLPattern | URLResolver]:
    return [path("usposabljanja/", include("training.staff.urls"))]


@hooks.register("register_admin_menu_item")
def training_menu() -> MenuItem:
    menu = Menu(register_hook_name=MENU)
    return TrainingMenu(_("Trainings"), menu, icon_name="openquote", order=150)
