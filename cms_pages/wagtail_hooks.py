from wagtail import hooks

from cms_pages.catalogue_admin import CatalogueGroup


@hooks.register("register_admin_viewset")
def register_catalogue() -> CatalogueGroup:
    return CatalogueGroup()
