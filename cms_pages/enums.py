"""Choices of pages, menus, pictures and papers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    """Why the portal may show a picture."""

    OWN = "own", _("own work")
    PERMISSION = "permission", _("with permission")
    CC_BY = "cc_by", "CC BY 4.0"
    CC_BY_SA = "cc_by_sa", "CC BY-SA 4.0"
    PUBLIC_DOMAIN = "public_domain", _("public domain")

    @property
    def link(self) -> str:
        """Return the address of the licence's text; empty where it has none."""
        return _LICENCE_LINKS.get(self, "")


_LICENCE_LINKS: dict[str, str] = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
}


class PaperLanguage(models.TextChoices):
    """What a document is written in, Serbian in either script; not what its page is read in."""

    SL = "sl", _("Slovenian")
    SR = "sr", _("Serbian (Cyrillic)")
    SR_LATN = "sr-latn", _("Serbian (Latin)")
    EN = "en", _("English")
    IT = "it", _("Italian")
    HU = "hu", _("Hungarian")


class StatementKind(models.TextChoices):
    ACCESSIBILITY = "accessibility", _("accessibility")
    PRIVACY = "privacy", _("privacy")
    COOKIES = "cookies", _("cookies")
    LEGAL = "legal", _("legal notice")
    GUIDELINES = "guidelines", _("didactic guidelines")


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


class LinkState(models.TextChoices):
    """What is known of a link. The order of the values is the order of what to mend first."""

    BROKEN = "broken", _("broken")
    FAILING = "failing", _("failed once")
    MOVED = "moved", _("moved")
    UNKNOWN = "unknown", _("cannot be checked")
    WAITING = "waiting", _("not checked yet")
    WORKING = "working", _("works")


class LinkProblem(models.TextChoices):
    """Why a link does not work, or not as it should."""

    DELETED = "deleted", _("the page or document is not there any more")
    UNPUBLISHED = "unpublished", _("the page is not published")
    MOVED = "moved", _("the address has changed; readers are still led there")
    NOT_FOUND = "not_found", _("the page is not found there")
    NO_ACCESS = "no_access", _("the site does not let us look")
    SERVER = "server", _("the site answers with an error")
    NO_ANSWER = "no_answer", _("the site does not answer")
    NO_HOST = "no_host", _("there is no such site")
    CERTIFICATE = "certificate", _("the certificate of the site is not valid")
    PRIVATE = "private", _("the address is not on the public internet")
    CIRCLE = "circle", _("the site leads in a circle")
    INVALID = "invalid", _("this is no valid address")


class ReviewCall(models.TextChoices):
    """When an owner is reminded to look at a page again."""

    AHEAD = "ahead", _("two weeks before")
    DAY = "day", _("on the day")
