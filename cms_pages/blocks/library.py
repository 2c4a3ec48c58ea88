"""A category of the document library and what it holds."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from cms_pages.blocks.previews import preview


class ListedPaperBlock(blocks.StructBlock):
    """A document under the title readers know it by; language, date and size are the file's."""

    document = DocumentChooserBlock(label=_("document"))
    title = blocks.CharBlock(label=_("title"), max_length=200)
    description = blocks.TextBlock(label=_("description"), required=False, rows=2, max_length=400)

    class Meta:
        icon = "doc-full"
        label = _("document")


class ShelfBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("category"), max_length=120)
    papers = blocks.ListBlock(ListedPaperBlock(), label=_("documents"), min_num=1)

    class Meta:
        icon = "folder-open-inverse"
        label = _("category")
        description = _("Documents on one subject, each with its language, date, type and size.")
        template = "cms_pages/blocks/shelf.html"
        preview_value = preview("shelf")
