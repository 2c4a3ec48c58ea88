from wagtail import hooks

from cms_pages.catalogue_admin import CatalogueGroup
from cms_pages.menus_admin import MenuLinkViewSet


@hooks.register("register_admin_viewset")
def register_catalogue() -> CatalogueGroup:
    return CatalogueGroup()


@hooks.register("register_admin_viewset")
def register_menus() -> MenuLinkViewSet:
    return MenuLinkViewSet()
