"""Blocks that lead on: to a person, to a page, to a place."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms_pages.blocks.previews import preview


class ContactBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("person or office"), max_length=120)
    about = blocks.CharBlock(label=_("what to ask them about"), required=False, max_length=200)
    phone = blocks.CharBlock(label=_("phone"), required=False, max_length=40)
    email = blocks.EmailBlock(label=_("e-mail"), required=False)
    address = blocks.CharBlock(label=_("address"), required=False, max_length=200)
    hours = blocks.CharBlock(label=_("when they answer"), required=False, max_length=200)

    class Meta:
        icon = "user"
        label = _("contact details")
        group = _("Contact and links")
        description = _("Whom to ask, about what, and when they answer.")
        template = "cms_pages/blocks/contact.html"
        preview_value = preview("contact")


class ActionValue(blocks.StructValue):
    @property
    def url(self) -> str:
        """Return the address of the chosen page in the reader's language, or the link."""
        page = self.get("page")
        return (page.localized.url or "") if page else self.get("link") or ""


class ActionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("text of the button"), max_length=60)
    page = blocks.PageChooserBlock(label=_("page"), required=False)
    link = blocks.URLBlock(label=_("link to another site"), required=False)
    note = blocks.CharBlock(label=_("note below the button"), required=False, max_length=200)

    class Meta:
        icon = "arrow-right"
        label = _("call to action")
        group = _("Contact and links")
        description = _("One button for the one thing the reader should do next.")
        template = "cms_pages/blocks/action.html"
        value_class = ActionValue
        preview_value = preview("action")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and bool(cleaned["page"]) == bool(cleaned["link"]):
            message = _("Call to action: choose a page or give a link, one of the two.")
            raise StructBlockValidationError({"page": ValidationError(message)})
        return cleaned


class MapLinkBlock(blocks.StructBlock):
    """A link to OpenStreetMap: no map of others is drawn in the page, the address is in words."""

    place = blocks.CharBlock(label=_("place"), max_length=120)
    address = blocks.CharBlock(label=_("address"), max_length=200)
    latitude = blocks.FloatBlock(label=_("latitude"), min_value=-90, max_value=90)
    longitude = blocks.FloatBlock(label=_("longitude"), min_value=-180, max_value=180)

    class Meta:
        icon = "site"
        label = _("map link")
        group = _("Contact and links")
        description = _("Address of a place in words, with a link to it on the map.")
        template = "cms_pages/blocks/map_link.html"
        preview_value = preview("map_link")
