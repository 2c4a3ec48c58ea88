"""Pictures with a title in them, which messengers show beside a shared link. 1200 × 630 pixels."""

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
GROUND, BAND, INK = "#0b4352", "#d9e8eb", "#ffffff"  # lake deep, lake mist, white (LOOK)
MARGIN = 90
# Each has Latin Extended and Cyrillic; found where the system keeps its fonts.
FONTS = ("NotoSans-Bold.ttf", "DejaVuSans-Bold.ttf")
TITLE_SIZES = (76, 64, 54, 46)
MOST_LINES = 4


class FontUnavailable(Exception):
    """This machine has no font that could write every title."""


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """Return a bold font; raises FontUnavailable."""
    for name in FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    raise FontUnavailable


def titled(title: str, name: str) -> bytes:
    """Return a PNG with the mark, the portal's `name` and `title`; raises FontUnavailable."""
    picture = Image.new("RGB", SIZE, GROUND)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, SIZE[1] - 60, *SIZE), fill=BAND)
    _mark(draw, MARGIN, 70, 84)
    draw.text((MARGIN + 110, 112), name, font=font(56), fill=INK, anchor="lm")
    face, lines = _fit(title, SIZE[0] - 2 * MARGIN)
    draw.multiline_text(
        (MARGIN, 210), "\n".join(lines), font=face, fill=INK, spacing=face.size * 0.22
    )
    out = BytesIO()
    picture.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _fit(title: str, width: float) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """Return the largest type in which the title has room; the smallest one cuts it off."""
    for size in TITLE_SIZES:
        lines = _lines(title, font(size), width)
        if len(lines) * size * 1.4 <= 330 and len(lines) <= MOST_LINES:
            return font(size), lines
    kept = lines[:MOST_LINES]
    return font(size), [*kept[:-1], kept[-1].rstrip(" .,–") + "…"]


def _lines(text: str, face: ImageFont.FreeTypeFont, width: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines += _parts(word, face, width)
    return lines


def _parts(word: str, face: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """Return a word, cut where it is wider than the picture."""
    parts = [""]
    for letter in word:
        if parts[-1] and face.getlength(parts[-1] + letter) > width:
            parts.append("")
        parts[-1] += letter
    return parts


def _mark(draw: ImageDraw.ImageDraw, left: int, top: int, size: int) -> None:
    """Draw the mark of portal/static/portal/mark.svg: a window with its lower sash open."""
    unit = size / 12
    draw.rectangle((left, top, left + size, top + size), outline=INK, width=round(2 * unit))
    bar = (left + unit, top + 4 * unit, left + size - unit, top + 6 * unit)
    draw.rectangle(bar, fill=INK)
    post = (left + 5 * unit, top + unit, left + 7 * unit, top + 5 * unit)
    draw.rectangle(post, fill=INK)
