from django.db import models
from django.utils.translation import gettext_lazy as _


class MenuPlace(models.TextChoices):
    """Where a link of the portal's menus stands."""

    MAIN = "main", _("main menu")
    FOOTER = "footer", _("footer")


class MenuAddress(models.TextChoices):
    """Pages of the portal that are no pages of the tree; the value names the address."""

    SERVICES = "services", _("Services")
    UNITS = "units", _("Offices")
    WAITING_TIMES = "waiting_times", _("Waiting times")
    FIND_BOOKING = "find_booking", _("My appointment")
    HELP = "help", _("Help")
    ACCESSIBILITY = "accessibility", _("Accessibility statement")
    PRIVACY_NOTICE = "privacy_notice", _("Privacy notice")
    API_ROOT = "api_root", _("Open data and API")
