"""What editors may put into running text: few blocks, each with a meaning."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

TEXT_FEATURES = ["h2", "h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"]


class StepsBlock(blocks.StructBlock):
    """What happens one after the other, as a numbered list."""

    title = blocks.CharBlock(label=_("title"), required=False, max_length=120)
    steps = blocks.ListBlock(blocks.TextBlock(label=_("step"), rows=2), label=_("steps"))

    class Meta:
        icon = "list-ol"
        label = _("steps")
        template = "cms_pages/blocks/steps.html"


class WarningBlock(blocks.StructBlock):
    """One thing nobody should miss. The word "warning" is read aloud before it."""

    text = blocks.TextBlock(label=_("text"), rows=2, max_length=400)

    class Meta:
        icon = "warning"
        label = _("warning")
        template = "cms_pages/blocks/warning.html"


class BodyBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(
        label=_("text"),
        features=TEXT_FEATURES,
        icon="pilcrow",
        template="cms_pages/blocks/text.html",
    )
    steps = StepsBlock()
    warning = WarningBlock()
