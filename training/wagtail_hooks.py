"""The menu "Usposabljanja" in the admin and the addresses behind it."""

from collections.abc import Callable
from typing import Any

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
from training.staff.catalogue import VIEWSETS as CATALOGUE_VIEWSETS
from training.staff.parties import VIEWSETS as PARTY_VIEWSETS

# What the coordinator works with: the words, the address below /admin/usposabljanja/, the icon.
ENTRIES = (
    (10, _("Runs"), "runs", "list-ul"),
    (11, _("Runs by month"), "months", "calendar"),
    (20, _("Enrolments"), "enrolments", "group"),
    (21, _("Requests for runs"), "run_requests", "mail"),
    (30, _("Offers"), "offers", "doc-full"),
    (31, _("Contracts and reports"), "contracts", "doc-full"),
    (60, _("Completion and certificates"), "after_runs", "circle-check"),
    (61, _("Certificates"), "certificates", "doc-full"),
    (62, _("Evaluation"), "evaluations", "form"),
)


class TrainingMenu(SubmenuMenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        """An empty menu is not shown; who has no entry is asked once."""
        at_work = roles_here(request, at=timezone.now()) & CATALOGUE
        return bool(at_work) and super().is_shown(request)


class CoordinatorEntry(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(COORDINATING & roles_everywhere(request.user, at=timezone.now()))


def _entry(order: int, label: Any, name: str, icon: str) -> Callable[[], MenuItem]:
    def entry() -> MenuItem:
        return CoordinatorEntry(label, reverse(f"training:{name}"), icon_name=icon, order=order)

    return entry


for one in ENTRIES:
    hooks.register(MENU, _entry(*one))


@hooks.register("register_admin_urls")
def staff_urls() -> list[URLPattern | URLResolver]:
    return [path("usposabljanja/", include("training.staff.urls"))]


@hooks.register("register_admin_viewset")
def register_facts() -> list[FactViewSet]:
    return [viewset() for viewset in (*CATALOGUE_VIEWSETS, *PARTY_VIEWSETS, QuestionViewSet)]


@hooks.register("register_admin_menu_item")
def training_menu() -> MenuItem:
    menu = Menu(register_hook_name=MENU)
    return TrainingMenu(_("Trainings"), menu, icon_name="clipboard-list", order=150)
