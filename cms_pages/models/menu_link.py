from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms_pages.enums import MenuAddress, MenuPlace
from languages.translated import Translated

_ONE_GOAL = (
    Q(page__isnull=False, address="", url="")
    | Q(page=None, url="") & ~Q(address="")
    | Q(page=None, address="") & ~Q(url="")
)


class MenuLink(models.Model):
    """One link of the main menu or the footer, in every language.

    It leads to a page of the tree, to an address of the portal, or elsewhere. Without a text of
    its own it is called what its goal is called.
    """

    place = models.CharField(_("where"), max_length=10, choices=MenuPlace)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    page = models.ForeignKey(
        Page,
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("page"),
        help_text=_("Any language will do: readers get the page in theirs."),
    )
    address = models.CharField(
        _("part of the portal"), max_length=20, choices=MenuAddress, blank=True
    )
    url = models.URLField(
        _("address elsewhere"), blank=True, validators=[URLValidator(schemes=["https"])]
    )
    text_sl = models.CharField(max_length=60, blank=True)
    text_sr = models.CharField(max_length=60, blank=True)
    text_en = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["place", "order", "pk"]
        verbose_name = _("menu link")
        verbose_name_plural = _("menu links")
        constraints = [
            models.CheckConstraint(
                condition=_ONE_GOAL,
                name="cms_pages_menulink_one_goal",
                violation_error_message=_(
                    "A link leads to one place: choose a page, a part of the portal or an address."
                ),
            ),
            models.CheckConstraint(
                condition=Q(url="") | ~Q(text_sl=""),
                name="cms_pages_menulink_text_elsewhere",
                violation_error_message=_("A link that leads elsewhere needs a text."),
            ),
        ]

    text = Translated()

    def __str__(self) -> str:
        return self.text or (self.page.title if self.page else self.get_address_display())
