"""Blocks one reads: running text, a warning, a quotation, an accordion."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms_pages.blocks.previews import preview

HEADINGS = ["h2", "h3", "h4"]
PLAIN_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]
TEXT_FEATURES = [*HEADINGS, *PLAIN_FEATURES]


class TextBlock(blocks.RichTextBlock):
    """Paragraphs under headings of the second to fourth level: the title is the first."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": TEXT_FEATURES, **kwargs})

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """Be plain rich text to migrations, as Wagtail's own struct blocks are."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.RichTextBlock", args, {"features": self.features, **kwargs}

    class Meta:
        icon = "pilcrow"
        label = _("text")
        group = _("Text")
        description = _("Paragraphs with headings, lists and links to pages and documents.")
        template = "cms_pages/blocks/text.html"
        preview_value = preview("text")


class WarningBlock(blocks.StructBlock):
    """One thing nobody should miss. The word "warning" is read aloud before it."""

    text = blocks.TextBlock(label=_("text"), rows=2, max_length=400)

    class Meta:
        icon = "warning"
        label = _("warning")
        group = _("Text")
        description = _("One thing nobody should miss. Use it once a page at most.")
        template = "cms_pages/blocks/warning.html"
        preview_value = preview("warning")


class QuotationBlock(blocks.StructBlock):
    quotation = blocks.TextBlock(label=_("quotation"), rows=3, max_length=600)
    person = blocks.CharBlock(label=_("who says it"), max_length=120)
    role = blocks.CharBlock(label=_("role or office"), required=False, max_length=160)
    source = blocks.URLBlock(label=_("link to the source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("quotation")
        group = _("Text")
        description = _("The very words of a person, who is named.")
        template = "cms_pages/blocks/quotation.html"
        preview_value = preview("quotation")


class FoldBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=PLAIN_FEATURES)

    class Meta:
        label = _("fold")


class AccordionBlock(blocks.StructBlock):
    """Folded texts under their titles; they open without script and are found by the browser."""

    folds = blocks.ListBlock(FoldBlock(), label=_("folds"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("accordion")
        group = _("Text")
        description = _(
            "Questions whose answers only some readers need; each opens by a press. "
            "What everybody needs belongs in the text."
        )
        template = "cms_pages/blocks/accordion.html"
        preview_value = preview("accordion")
