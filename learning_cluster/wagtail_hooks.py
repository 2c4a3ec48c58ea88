"""The menu "Učni grozd" in the admin and the addresses behind it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from accounts.access import roles_here
from accounts.facts import FactViewSet
from learning_cluster.access import COORDINATING, MENU
from learning_cluster.staff.event_facts import VIEWSETS as EVENT_FACTS
from learning_cluster.staff.facts import VIEWSETS as FACTS
from learning_cluster.staff.facts_of_people import LocalGovernmentViewSet
from learning_cluster.staff.template_sections import TemplateSectionViewSet

# What the coordinator works with: order, words, address below /admin/ucni-grozd/, icon.
ENTRIES: tuple[tuple[int, Any, str, str], ...] = (
    (10, _("Clusters"), "clusters", "group"),
    (20, _("What is missing now"), "missing", "warning"),
    (70, _("Calls for resource persons"), "calls", "mail"),
)
VIEWSETS: tuple[type[FactViewSet], ...] = (
    *FACTS,
    LocalGovernmentViewSet,
    TemplateSectionViewSet,
    *EVENT_FACTS,
)


class CoordinatorEntry(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(COORDINATING & roles_here(request, at=timezone.now()))


class ClusterMenu(SubmenuMenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        at_work = roles_here(request, at=timezone.now()) & COORDINATING
        return bool(at_work) and super().is_shown(request)


def _entry(order: int, label: Any, name: str, icon: str) -> Callable[[], MenuItem]:
    def entry() -> MenuItem:
        address = reverse(f"learning_cluster:{name}")
        return CoordinatorEntry(label, address, icon_name=icon, order=order)

    return entry


for one in ENTRIES:
    hooks.register(MENU, _entry(*one))


@hooks.register("register_admin_urls")
def staff_urls() -> list[URLPattern | URLResolver]:
    return [path("ucni-grozd/", include("learning_cluster.staff.urls"))]


@hooks.register("register_admin_viewset")
def register_facts() -> list[FactViewSet]:
    return [viewset() for viewset in VIEWSETS]


@hooks.register("register_admin_menu_item")
def cluster_menu() -> MenuItem:
    menu = Menu(register_hook_name=MENU)
    return ClusterMenu(_("Learning cluster"), menu, icon_name="group", order=160)
