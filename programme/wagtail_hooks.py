"""The menu "Inovativen.si" in the admin and the addresses behind it."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from accounts.access import roles_here
from accounts.facts import FactViewSet
from programme.access import ANYBODY, TRIAGE
from programme.staff.viewsets import MENU, VIEWSETS


class TriageEntry(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(TRIAGE & roles_here(request, at=timezone.now()))


class ProgrammeMenu(SubmenuMenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        """An empty menu is not shown; who has no entry is asked once."""
        at_work = roles_here(request, at=timezone.now()) & ANYBODY
        return bool(at_work) and super().is_shown(request)


@hooks.register("register_admin_urls")
def triage_urls() -> list[URLPattern | URLResolver]:
    return [path("inovativen-si/", include("programme.staff.urls"))]


@hooks.register("register_admin_viewset")
def register_facts() -> list[FactViewSet]:
    return [viewset() for viewset in VIEWSETS]


@hooks.register(MENU)
def challenges_entry() -> MenuItem:
    return TriageEntry(_("Challenges"), reverse("programme:challenges"), icon_name="help", order=10)


@hooks.register(MENU)
def supports_entry() -> MenuItem:
    return TriageEntry(
        _("Requests for support"), reverse("programme:supports"), icon_name="mail", order=11
    )


@hooks.register("register_admin_menu_item")
def programme_menu() -> MenuItem:
    menu = Menu(register_hook_name=MENU)
    return ProgrammeMenu(_("Inovativen.si"), menu, icon_name="help", order=160)
