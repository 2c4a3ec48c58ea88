"""Uploading a picture: what the camera wrote into the file stays out of the library."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from PIL import Image, ImageOps
from wagtail.images.forms import BaseImageForm

_QUALITY = 92
# What tells of the pixels only. All else may say who took the picture, where and with what.
_HARMLESS = frozenset(
    {
        *("adobe", "adobe_transform", "aspect", "background", "chromaticity", "dpi", "duration"),
        *("gamma", "icc_profile", "interlace", "jfif", "jfif_density", "jfif_unit"),
        *("jfif_version", "loop", "progression", "progressive", "srgb", "timestamp"),
        "transparency",
    }
)


class PictureForm(BaseImageForm):
    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        return bare(file) if "file" in self.changed_data else file


def bare(file: UploadedFile) -> UploadedFile:
    """Return the picture upright and without place, time, names and comments (X4).

    A file that holds none of them is returned as it is; others are written anew at quality 92.
    """
    file.seek(0)
    with Image.open(file) as image:
        if image.info.keys() <= _HARMLESS:
            file.seek(0)
            return file
        upright = ImageOps.exif_transpose(image)
        profile = image.info.get("icc_profile")
        upright.info = {}
        written = BytesIO()
        upright.save(written, image.format, quality=_QUALITY, icc_profile=profile)
    return SimpleUploadedFile(file.name or "", written.getvalue(), file.content_type or "")
