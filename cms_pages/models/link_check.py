from datetime import datetime, timedelta

from django.db import models
from django.db.models import Func, IntegerField, Q
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from booking.models import Service
from cms_pages.enums import LinkProblem, LinkState
from cms_pages.models.menu_link import MenuLink
from cms_pages.models.shared_text import SharedText

AGAIN = timedelta(days=7)
AGAIN_AFTER_FAILURE = timedelta(hours=20)
_OWNERS = ("page", "menu_link", "service", "shared_text")


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    def outside(self) -> "LinkCheckQuerySet":
        """Keep what is asked for by HTTP."""
        return self.filter(address__regex=r"^https?://")

    def inside(self) -> "LinkCheckQuerySet":
        return self.exclude(address__regex=r"^https?://")

    def due(self, at: datetime) -> "LinkCheckQuerySet":
        """Keep what was never checked, not for a week, or failed yesterday; longest ago first."""
        failed = Q(state=LinkState.FAILING, checked_at__lte=at - AGAIN_AFTER_FAILURE)
        old = Q(checked_at=None) | Q(checked_at__lte=at - AGAIN)
        return self.filter(old | failed).order_by(models.F("checked_at").asc(nulls_first=True))

    def to_mend(self) -> "LinkCheckQuerySet":
        """Keep what an editor has something to do about, broken ones first."""
        return self.filter(state__in=[LinkState.BROKEN, LinkState.MOVED]).order_by(
            "state", "first_failed_at", "pk"
        )


class LinkCheck(models.Model):
    """One address that published texts lead to, and whether it answers.

    `address` is an http(s) URL, a path of the portal ("/sl/pomoc/"), or what a text names by its
    key: "page:12", "document:5". It is called broken when it has failed twice, a day apart.
    """

    address = models.CharField(_("address"), max_length=2000, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=LinkState, default=LinkState.WAITING, db_index=True
    )
    problem = models.CharField(_("problem"), max_length=20, choices=LinkProblem, blank=True)
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    first_failed_at = models.DateTimeField(_("failing since"), null=True, blank=True)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return self.address

    @property
    def is_outside(self) -> bool:
        return self.address.startswith(("http://", "https://"))


class LinkUse(models.Model):
    """Where a link stands: on a page, in a menu, at a service or in a shared text."""

    link = models.ForeignKey(LinkCheck, models.CASCADE, related_name="uses")
    page = models.ForeignKey(Page, models.CASCADE, null=True, related_name="+")
    menu_link = models.ForeignKey(MenuLink, models.CASCADE, null=True, related_name="+")
    service = models.ForeignKey(Service, models.CASCADE, null=True, related_name="+")
    shared_text = models.ForeignKey(SharedText, models.CASCADE, null=True, related_name="+")

    class Meta:
        verbose_name = _("use of a link")
        verbose_name_plural = _("uses of links")
        constraints = [
            models.CheckConstraint(
                condition=Exact(
                    Func(*_OWNERS, function="num_nonnulls", output_field=IntegerField()), 1
                ),
                name="cms_pages_linkuse_one_place",
            ),
            models.UniqueConstraint(
                fields=["link", *_OWNERS], name="cms_pages_linkuse_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return str(self.place)

    @property
    def place(self) -> Page | MenuLink | Service | SharedText:
        found = self.page or self.menu_link or self.service or self.shared_text
        assert found is not None  # the constraint above
        return found

    @property
    def edit_url(self) -> str:
        """Return the address in the admin where the link can be mended."""
        if self.page_id:
            return reverse("wagtailadmin_pages:edit", args=[self.page_id])
        if self.menu_link_id:
            return reverse("menu_links:edit", args=[self.menu_link_id])
        if self.service_id:
            return reverse("catalogue_services:edit", args=[self.service_id])
        return reverse("shared_texts:edit", args=[self.shared_text_id])
