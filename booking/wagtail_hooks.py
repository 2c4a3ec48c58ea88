"""The calendar module in the admin: its addresses and its entry in the menu."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from accounts.access import roles_here
from booking.access import MANAGING, SERVING


class Entry(MenuItem):
    """An entry shown to those who hold one of `roles`."""

    def __init__(self, *args: object, roles: tuple[str, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.roles = set(roles)

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(self.roles & roles_here(request, at=timezone.now()))


@hooks.register("register_admin_urls")
def calendar_urls() -> list[URLPattern | URLResolver]:
    return [path("narocanje/", include("booking.staff.urls"))]


@hooks.register("register_calendar_menu_item")
def overview_entry() -> MenuItem:
    return Entry(
        _("Calendars"), reverse("calendar:overview"), icon_name="calendar", order=10, roles=SERVING
    )


@hooks.register("register_calendar_menu_item")
def places_entry() -> MenuItem:
    return Entry(
        _("Units and offices"), reverse("calendar:tree"), icon_name="site", order=70, roles=MANAGING
    )


@hooks.register("register_calendar_menu_item")
def people_entry() -> MenuItem:
    return Entry(
        _("Staff"), reverse("calendar:people"), icon_name="group", order=80, roles=MANAGING
    )


@hooks.register("register_calendar_menu_item")
def find_entry() -> MenuItem:
    return Entry(
        _("Find a customer"), reverse("calendar:find"), icon_name="search", order=20, roles=SERVING
    )


@hooks.register("register_calendar_menu_item")
def handbook_entry() -> MenuItem:
    return Entry(
        _("Handbook"),
        reverse("calendar:handbook"),
        icon_name="help",
        order=90,
        roles=(*SERVING, *MANAGING),
    )


@hooks.register("register_admin_menu_item")
def calendar_menu() -> MenuItem:
    menu = Menu(register_hook_name="register_calendar_menu_item")
    return CalendarMenu(_("Booking"), menu, icon_name="calendar-check", order=120)


class CalendarMenu(SubmenuMenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        """An empty menu is not shown; who has no entry is asked once."""
        at_work = roles_here(request, at=timezone.now()) & {*SERVING, *MANAGING}
        return bool(at_work) and super().is_shown(request)
