from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSetGroup

from cms_pages.catalogue_admin import CategoryViewSet, LifeEventViewSet, ServiceViewSet
from cms_pages.menus_admin import MenuLinkViewSet
from cms_pages.synonym_admin import SynonymViewSet


class CatalogueGroup(ModelViewSetGroup):
    menu_label = _("Services")
    menu_icon = "form"
    menu_order = 150
    items = (ServiceViewSet, CategoryViewSet, LifeEventViewSet, SynonymViewSet)

    @cached_property
    def menu_name(self) -> str:
        return "catalogue"


@hooks.register("register_admin_viewset")
def register_catalogue() -> CatalogueGroup:
    return CatalogueGroup()


@hooks.register("register_admin_viewset")
def register_menus() -> MenuLinkViewSet:
    return MenuLinkViewSet()
