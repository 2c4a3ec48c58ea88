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
from training.staff.catalogue import VIEWSETS as CATALOGUE_VIEWSETS
from training.staff.parties import VIEWSETS as PARTY_VIEWSETS


class TrainingMenu(SubmenuMenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        """An empty menu is not shown; who has no entry is asked once."""
        at_work = roles_here(request, at=timezone.now()) & CATALOGUE
        return bool(at_work) and super().is_shown(request)


class CoordinatorEntry(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(COORDINATING & roles_everywhere(request.user, at=timezone.now()))


@hooks.register(MENU)
def runs_entry() -> MenuItem:
    return CoordinatorEntry(_("Runs"), reverse("training:runs"), icon_name="list-ul", order=10)


@hooks.register(MENU)
def months_entry() -> MenuItem:
    address = reverse("training:months")
    return CoordinatorEntry(_("Runs by month"), address, icon_name="calendar", order=11)


@hooks.register(MENU)
def enrolments_entry() -> MenuItem:
    address = reverse("training:enrolments")
    return CoordinatorEntry(_("Enrolments"), address, icon_name="group", order=20)


@hooks.register(MENU)
def requests_entry() -> MenuItem:
    address = reverse("training:run_requests")
    return CoordinatorEntry(_("Requests for runs"), address, icon_name="mail", order=21)


@hooks.register(MENU)
def offers_entry() -> MenuItem:
    return CoordinatorEntry(_("Offers"), reverse("training:offers"), icon_name="doc-full", order=30)


@hooks.register(MENU)
def contracts_entry() -> MenuItem:
    return CoordinatorEntry(
        _("Contracts and reports"), reverse("training:contracts"), icon_name="doc-full", order=31
    )


@hooks.register("register_admin_urls")
def staff_urls() -> list[URLPattern | URLResolver]:
    return [path("usposabljanja/", include("training.staff.urls"))]


@hooks.register("register_admin_viewset")
def register_facts() -> list[FactViewSet]:
    return [viewset() for viewset in (*CATALOGUE_VIEWSETS, *PARTY_VIEWSETS)]


@hooks.register("register_admin_menu_item")
def training_menu() -> MenuItem:
    menu = Menu(register_hook_name=MENU)
    return TrainingMenu(_("Trainings"), menu, icon_name="openquote", order=150)
