"""Menus and footer in the admin, for those who edit the catalogue."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel

from cms_pages.catalogue_admin import CatalogueViewSet, in_all_languages
from cms_pages.models import MenuLink


class MenuLinkViewSet(CatalogueViewSet):
    """Links are few and named by their goals, so deleting one loses nothing."""

    model = MenuLink
    name = "menu_links"
    icon = "list-ul"
    menu_label = _("Menus and footer")
    menu_order = 160
    add_to_admin_menu = True
    list_display = ["__str__", "place", "order"]
    list_filter = ["place"]
    is_deletable = True
    panels = [
        FieldRowPanel([FieldPanel("place"), FieldPanel("order")]),
        MultiFieldPanel(
            [PageChooserPanel("page"), FieldPanel("address"), FieldPanel("url")],
            heading=_("Where it leads: one of these"),
        ),
        in_all_languages("text", _("Text, where it is not that of the goal")),
    ]
