"""Pictures and papers the demonstration begins with: drawn and written here, so nobody's else."""

import csv
from io import BytesIO, StringIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from booking.models import Location
from cms_pages.enums import Licence, PaperLanguage
from cms_pages.models import Paper, Picture

_SIZE = (1600, 900)
_WALL, _FLOOR, _DESK, _GLASS, _LIGHT = "#f6f4ef", "#d9e8eb", "#0f5c6e", "#ffffff", "#ffc845"


def make_demo_media() -> dict[str, int]:
    """Make the missing ones; return the keys of all, by name."""
    picture = Picture.objects.filter(title="Tri okenca").first() or _picture()
    paper = Paper.objects.filter(title="Upravne enote in uradi").first() or _offices()
    return {"counters": picture.pk, "offices": paper.pk}


def _picture() -> Picture:
    file = ContentFile(_counters(), "tri-okenca.png")
    return Picture.objects.create(
        title="Tri okenca", file=file, credit="Okence (risba)", licence=Licence.OWN
    )


def _counters() -> bytes:
    """Draw three counters, the middle one lit."""
    image = Image.new("RGB", _SIZE, _WALL)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 700, *_SIZE), fill=_FLOOR)
    for number in range(3):
        left = 130 + number * 470
        draw.rectangle((left, 200, left + 400, 560), fill=_DESK)
        draw.rectangle((left + 20, 220, left + 380, 540), fill=_GLASS)
        draw.rectangle((left - 20, 560, left + 420, 720), fill=_DESK)
        draw.rectangle((left + 120, 110, left + 280, 170), fill=_LIGHT if number == 1 else _FLOOR)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _offices() -> Paper:
    """Write the offices that are stored: name, kind and address."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["Naziv", "Ulica", "Pošta", "Kraj"])
    writer.writerows(Location.objects.offices().values_list("name", "street", "postcode", "town"))
    file = ContentFile(out.getvalue().encode("utf-8-sig"), "upravne-enote-in-uradi.csv")
    paper = Paper(title="Upravne enote in uradi", file=file, language=PaperLanguage.SL)
    paper._set_document_file_metadata()
    paper.save()
    return paper
