"""Takes a picture of a part of a screen and keeps it small."""

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page

from booking.handbook.reading import PIXELS

COLOURS = 48
# Most Chromiums of servers know no Slovene, and a date would stand there in the American way.
DATES_IN_SLOVENE = """
() => document.querySelectorAll("input[type=date]").forEach(field => {
  const [year, month, day] = field.value.split("-").map(Number);
  field.type = "text";
  field.value = year ? `${day}. ${month}. ${year}` : "";
})
"""
MARGIN = 12
# High enough for the highest part; beside the menu as wide as the handbook's column.
SCREEN = {"width": 1000, "height": 1400}


@dataclass
class Camera:
    page: Page
    folder: Path

    def take(
        self, name: str, first: str | Locator, last: str | Locator = "", *, most: int = 620
    ) -> None:
        """Picture the page from `first` down to the end of `last`, at most `most` pixels high."""
        self.page.evaluate(DATES_IN_SLOVENE)
        part = self._part(first)
        part.evaluate("part => part.scrollIntoView({block: 'start'})")
        box = self._box(part)
        end = self._box(self._part(last)) if last else box
        left = max(box["x"] - MARGIN, 0)
        top = max(box["y"] - MARGIN, 0)
        right = max(box["x"] + box["width"], end["x"] + end["width"]) + MARGIN
        clip = {
            "x": left,
            "y": top,
            "width": min(right, self.page.viewport_size["width"]) - left,
            "height": min(end["y"] + end["height"] - box["y"], most) + 2 * MARGIN,
        }
        shot = self.page.screenshot(clip=clip, animations="disabled", caret="hide", scale="device")
        self._keep(shot, name)

    def _part(self, part: str | Locator) -> Locator:
        return self.page.locator(part).first if isinstance(part, str) else part

    def _box(self, part: Locator) -> dict[str, float]:
        box = part.bounding_box()
        assert box, f"{self.page.url}: {part} is not to be seen"
        return dict(box)

    def _keep(self, shot: bytes, name: str) -> None:
        """Write the picture in as few colours as a screen of text needs."""
        image = Image.open(io.BytesIO(shot)).convert("RGB")
        small = image.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        small.save(self.folder / f"{name}.png", optimize=True)


def new_page(browser: Browser, address: str, **options: object) -> Page:
    context = browser.new_context(
        base_url=address,
        locale="sl-SI",
        viewport=SCREEN,
        device_scale_factor=PIXELS,
        color_scheme="light",
        reduced_motion="reduce",
        **options,
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    return page
