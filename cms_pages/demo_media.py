"""Pictures and papers the demonstration begins with: drawn and written here, so nobody's else.

Papers are lists of what is stored, in the form a spreadsheet of this country opens.
"""

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from io import BytesIO, StringIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from booking.models import Location, Municipality, Service
from calendars.work_free_days import work_free_name
from cms_pages.enums import Licence, PaperLanguage
from cms_pages.models import Paper, Picture

_SIZE = (1600, 900)
_WALL, _FLOOR, _DESK, _GLASS, _LIGHT = "#f6f4ef", "#d9e8eb", "#0f5c6e", "#ffffff", "#ffc845"


def make_demo_media() -> dict[str, int]:
    """Make the missing ones; return the keys of all, by name."""
    picture = Picture.objects.filter(title="Tri okenca").first() or _picture()
    offices = Location.objects.offices().values_list("name", "street", "postcode", "town")
    columns = ["Naziv", "Ulica", "Pošta", "Kraj"]
    return {
        "counters": picture.pk,
        "offices": _paper("Upravne enote in uradi", "upravne-enote-in-uradi", columns, offices),
    }


def make_demo_lists(*, today: date) -> dict[str, int]:
    """Make the missing lists of services, municipalities and work-free days; return their keys."""
    years = (date(today.year, 1, 1), date(today.year + 3, 1, 1))
    return {
        "services": _paper(
            "Storitve s trajanjem in takso",
            "storitve",
            ["Storitev", "Minut", "Taksa v EUR", "Velja od leta"],
            (_service(service, today) for service in _services()),
            dated_on=today,
        ),
        "municipalities": _paper(
            "Občine in upravne enote",
            "obcine-in-upravne-enote",
            ["Občina", "Upravna enota"],
            Municipality.objects.order_by("slug").values_list("name", "unit__name"),
            dated_on=today,
        ),
        "work_free_sl": _paper(
            "Dela prosti dnevi",
            "dela-prosti-dnevi",
            ["Dan", "Ime"],
            _work_free(*years, "sl"),
            dated_on=today,
        ),
        "work_free_sr": _paper(
            "Нерадни дани у Словенији",
            "neradni-dani",
            ["Дан", "Назив"],
            _work_free(*years, "sr"),
            language=PaperLanguage.SR,
            dated_on=today,
        ),
    }


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


def _services() -> Iterable[Service]:
    return Service.objects.active().prefetch_related("fee_changes")


def _service(service: Service, today: date) -> list[Any]:
    fee, year = service.fee_on(today)
    return [service.name_sl, service.minutes, "" if fee is None else f"{fee:.2f}", year or ""]


def _work_free(first: date, after: date, language: str) -> Iterable[tuple[str, str]]:
    days = (first + timedelta(days=number) for number in range((after - first).days))
    return ((day.isoformat(), name) for day in days if (name := work_free_name(day, language)))


def _paper(
    title: str,
    file_name: str,
    columns: list[str],
    rows: Iterable[Iterable[Any]],
    *,
    language: PaperLanguage = PaperLanguage.SL,
    dated_on: date | None = None,
) -> int:
    """Return the key of the paper of that title; write it from `rows` if there is none."""
    stored = Paper.objects.filter(title=title).first()
    if stored is not None:
        return int(stored.pk)
    out = StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(columns)
    writer.writerows(rows)
    file = ContentFile(out.getvalue().encode("utf-8-sig"), f"{file_name}.csv")
    paper = Paper(title=title, file=file, language=language, dated_on=dated_on)
    paper._set_document_file_metadata()
    paper.save()
    return int(paper.pk)
