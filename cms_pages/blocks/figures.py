"""Blocks with numbers: each says what it counts, when, and who counted."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms_pages.blocks.previews import preview


class FigureBlock(blocks.StructBlock):
    number = blocks.CharBlock(
        label=_("number"), max_length=20, help_text=_("As it is to be read: 1.200 or 85 %.")
    )
    what = blocks.CharBlock(label=_("what it counts"), max_length=160)
    counted_on = blocks.DateBlock(label=_("as of"))
    source = blocks.CharBlock(label=_("source"), max_length=160)
    source_link = blocks.URLBlock(label=_("link to the source"), required=False)

    class Meta:
        label = _("figure")


class FiguresBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), required=False, max_length=120)
    figures = blocks.ListBlock(FigureBlock(), label=_("figures"), min_num=1, max_num=6)

    class Meta:
        icon = "order"
        label = _("figures")
        group = _("Figures and pictures")
        description = _("Up to six indicators: the number, what it counts, the day, the source.")
        template = "cms_pages/blocks/figures.html"
        preview_value = preview("figures")
