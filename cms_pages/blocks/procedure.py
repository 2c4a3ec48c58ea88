"""Blocks about doing something: steps, what to bring, what it costs."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms_pages.blocks.previews import preview


class StepsBlock(blocks.StructBlock):
    """What happens one after the other, as a numbered list."""

    title = blocks.CharBlock(label=_("title"), required=False, max_length=120)
    steps = blocks.ListBlock(blocks.TextBlock(label=_("step"), rows=2), label=_("steps"))

    class Meta:
        icon = "list-ol"
        label = _("steps")
        group = _("Procedure")
        description = _("What happens one after the other, as a numbered list.")
        template = "cms_pages/blocks/steps.html"
        preview_value = preview("steps")


class BroughtBlock(blocks.StructBlock):
    what = blocks.CharBlock(label=_("document"), max_length=200)
    note = blocks.CharBlock(label=_("note"), required=False, max_length=200)

    class Meta:
        label = _("document")


class BringBlock(blocks.StructBlock):
    """For articles; a service page draws its documents from the catalogue."""

    title = blocks.CharBlock(label=_("title"), required=False, max_length=120)
    documents = blocks.ListBlock(BroughtBlock(), label=_("documents"), min_num=1)

    class Meta:
        icon = "clipboard-list"
        label = _("what to bring")
        group = _("Procedure")
        description = _(
            "Documents to bring, as a list to tick off. A service page has them already: "
            "they come from the catalogue of services."
        )
        template = "cms_pages/blocks/bring.html"
        preview_value = preview("bring")


class FeeBlock(blocks.StructBlock):
    what = blocks.CharBlock(label=_("what it is paid for"), max_length=160)
    amount = blocks.DecimalBlock(label=_("amount in euros"), min_value=0, decimal_places=2)
    valid_from = blocks.DateBlock(label=_("valid since"))
    basis = blocks.CharBlock(label=_("legal basis"), required=False, max_length=200)
    payment = blocks.CharBlock(label=_("how it is paid"), required=False, max_length=200)

    class Meta:
        icon = "tag"
        label = _("fee")
        group = _("Procedure")
        description = _(
            "What something costs, since when, and by which law. Zero is free of charge."
        )
        template = "cms_pages/blocks/fee.html"
        preview_value = preview("fee")
