"""The statement of co-financing: who pays, by which measure, with the emblems asked for (T13)."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms_pages.blocks.media import DescribedPictureBlock
from cms_pages.blocks.previews import preview


class EmblemBlock(DescribedPictureBlock):
    link = blocks.URLBlock(label=_("link"), required=False)

    class Meta:
        label = _("emblem")
        preview_value: dict[str, Any] = {}


class FundingBlock(blocks.StructBlock):
    statement = blocks.TextBlock(label=_("statement"), rows=3, max_length=600)
    programme = blocks.CharBlock(label=_("measure or programme"), required=False, max_length=200)
    emblems = blocks.ListBlock(EmblemBlock(), label=_("emblems"), default=[], max_num=6)

    class Meta:
        icon = "group"
        label = _("funding statement")
        group = _("Contact and links")
        description = _("Who finances the work, in the words the funder asks for, with emblems.")
        template = "cms_pages/blocks/funding.html"
        preview_value = preview("funding")
