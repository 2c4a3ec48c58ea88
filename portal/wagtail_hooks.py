"""The admin in the portal's own colours, and the script of its own screens (LOOK)."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("insert_global_admin_css")
def admin_style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("built/admin.css"))


@hooks.register("insert_global_admin_js")
def admin_script() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("built/admin.js"))


@hooks.register("construct_help_menu")
def no_foreign_help(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out what leads to Wagtail's own site, in English; help of ours stands on each page."""
    items[:] = [item for item in items if not item.url.startswith("https://")]
