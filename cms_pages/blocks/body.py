"""The running text of a page: few blocks, each with a meaning."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError

from cms_pages.blocks.contact import ActionBlock, ContactBlock, MapLinkBlock
from cms_pages.blocks.figures import FiguresBlock
from cms_pages.blocks.funding import FundingBlock
from cms_pages.blocks.media import PhotoBlock, VideoBlock
from cms_pages.blocks.procedure import BringBlock, FeeBlock, StepsBlock
from cms_pages.blocks.shared import SharedTextBlock
from cms_pages.blocks.table import TableBlock
from cms_pages.blocks.text import AccordionBlock, QuotationBlock, TextBlock, WarningBlock
from cms_pages.headings import skipped


class BodyBlock(blocks.StreamBlock):
    text = TextBlock()
    shared = SharedTextBlock()
    steps = StepsBlock()
    bring = BringBlock()
    fee = FeeBlock()
    warning = WarningBlock()
    quotation = QuotationBlock()
    accordion = AccordionBlock()
    figures = FiguresBlock()
    table = TableBlock()
    photo = PhotoBlock()
    video = VideoBlock()
    contact = ContactBlock()
    action = ActionBlock()
    map_link = MapLinkBlock()
    funding = FundingBlock()

    def clean(self, value: Any) -> Any:
        """Refuse a heading that skips a level: readers by ear find their way by them (X1)."""
        cleaned = super().clean(value)
        errors = {} if self.is_deferred_validation else _heading_problems(cleaned)
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned


def _heading_problems(body: Any) -> dict[int, ValidationError]:
    """Return a message for each block of text whose heading is too deep, by its place."""
    found = {}
    level = 1
    for place, block in enumerate(body):
        if block.block_type == "text":
            wrong, level = skipped(block.value.source, after=level)
            if wrong:
                found[place] = ValidationError(
                    _("The heading “%(heading)s” skips a level: begin with the largest one."),
                    params={"heading": wrong},
                )
        elif _has_title(block.value):
            level = 2
    return found


def _has_title(value: Any) -> bool:
    return isinstance(value, blocks.StructValue) and bool(value.get("title"))
