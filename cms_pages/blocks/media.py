"""Blocks with pictures and sound. Nothing is fetched from others' servers: own files, or a link."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

from cms_pages.blocks.previews import preview
from cms_pages.blocks.text import PLAIN_FEATURES

_FILE_NAME = re.compile(r"^\S+\.(jpe?g|png|webp|gif|avif|heic)$", re.IGNORECASE)
VIDEO_ENDINGS = ("mp4", "webm")
CAPTIONS_ENDING = "vtt"


class DescribedPictureBlock(blocks.StructBlock):
    """A picture of the library and what it shows, said anew in each place and each language."""

    picture = ImageChooserBlock(label=_("picture"))
    alternative_text = blocks.CharBlock(
        label=_("alternative text"),
        max_length=250,
        help_text=_("What the picture shows, for those who do not see it."),
    )

    def clean(self, value: Any) -> Any:
        """Refuse a picture nobody described; what is missing is named (X1)."""
        text = (value.get("alternative_text") or "").strip()
        if not self.is_deferred_validation and (not text or _FILE_NAME.match(text)):
            raise StructBlockValidationError({"alternative_text": _undescribed(self.label, text)})
        return super().clean(value)

    def get_preview_value(self) -> Any:
        """Show a picture of the library, if it has one: samples carry no file of their own."""
        value = super().get_preview_value()
        value["picture"] = get_image_model().objects.order_by("pk").first()
        return value


def _undescribed(block: Any, text: str) -> ValidationError:
    if text:
        message = _("%(block)s: this is the name of a file. Write what the picture shows.")
    else:
        message = _("%(block)s: the alternative text is missing. Write what the picture shows.")
    return ValidationError(message, params={"block": str(block).capitalize()})


class PhotoBlock(DescribedPictureBlock):
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("photo")
        group = _("Figures and pictures")
        description = _("A picture with its author and a text for those who do not see it.")
        template = "cms_pages/blocks/photo.html"
        preview_value = preview("photo")


class VideoBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=120)
    file = DocumentChooserBlock(
        label=_("video file"), required=False, help_text=_("MP4 or WebM, from the documents.")
    )
    captions = DocumentChooserBlock(
        label=_("captions"), required=False, help_text=_("A WebVTT file (.vtt).")
    )
    link = blocks.URLBlock(
        label=_("link to the video"),
        required=False,
        help_text=_("Where the video is on another site: it is linked, not embedded."),
    )
    transcript = blocks.RichTextBlock(
        label=_("transcript"),
        features=PLAIN_FEATURES,
        help_text=_("All that is said, and what is seen without words."),
    )

    class Meta:
        icon = "media"
        label = _("video")
        group = _("Figures and pictures")
        description = _("An own video or a link to one, always with its transcript.")
        template = "cms_pages/blocks/video.html"
        preview_value = preview("video")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors = {} if self.is_deferred_validation else dict(_video_problems(cleaned))
        if errors:
            raise StructBlockValidationError(errors)
        return cleaned


def _video_problems(value: Any) -> Any:
    file, captions = value.get("file"), value.get("captions")
    if bool(file) == bool(value.get("link")):
        yield "file", ValidationError(_("Video: choose a file or give a link, one of the two."))
    elif file and file.file_extension.lower() not in VIDEO_ENDINGS:
        yield "file", ValidationError(_("Video: the file is neither MP4 nor WebM."))
    if captions and captions.file_extension.lower() != CAPTIONS_ENDING:
        yield "captions", ValidationError(_("Video: captions are a WebVTT file (.vtt)."))
