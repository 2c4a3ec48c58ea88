"""The notice that hangs at an office: how to book, whom to call, when it is open (B38).

Article 21.a of the Uredba o upravnem poslovanju wants the ways to book told at the premises.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import segno
import yaml
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from booking.information.hours_in_words import rule_words, spans_words
from booking.models import Location
from booking.opening import Hours
from booking.ordinary_week import Week, days_alike, ordinary_week, other_hours
from languages.codes import EN, SL, SR, html_lang
from languages.dates import local

EXTRA = (SR, EN)
_WORDS = Path(__file__).with_name("notice_words.yaml")


@dataclass(frozen=True)
class Words:
    """One language of the notice; `lang` is its BCP 47 tag."""

    lang: str
    title: str
    web: str
    phone: str
    hours: str
    here: str
    days: tuple[str, ...]
    unknown: str


@cache
def every_words() -> dict[str, Words]:
    """Return the languages the notice can be printed in, by code."""
    read = yaml.safe_load(_WORDS.read_text("utf-8"))
    return {
        code: Words(lang=html_lang(code), **(texts | {"days": tuple(texts["days"])}))
        for code, texts in read.items()
    }


def languages_of(office: Location, extra: Iterable[str] = ()) -> list[Words]:
    """Return Slovene, the area's language where there is one, and those of `extra` we have."""
    area = office.minority_language or (office.unit.minority_language if office.unit else "")
    wanted = [SL, area, *(code for code in EXTRA if code in set(extra))]
    words = every_words()
    return [words[code] for code in wanted if code in words]


def short_address(place: Location) -> str:
    """Return the absolute address people can type; it leads to the office's own page."""
    return settings.BASE_URL.rstrip("/") + reverse("short", args=[place.slug])


def notice(office: Location, extra: Iterable[str] = (), *, at: datetime, paper: bool) -> str:
    """Return the notice as a page of its own, for the screen or for `paper`. One query."""
    today = local(at, office.zone).date()
    words = languages_of(office, extra)
    address = short_address(office)
    parts = urlsplit(address)
    context = {
        "office": office,
        "words": words,
        "address": f"{parts.netloc}{parts.path}".rstrip("/"),
        "code": qr(address),
        "phone": settings.CALL_CENTRE_PHONE,
        "phone_hours": _lines(_call_centre_week(), words),
        "hours": _office_lines(office.hours.all(), words, today),
        "paper": paper,
    }
    return render_to_string("booking/paper/premises.html", context)


def qr(address: str) -> SafeString:
    """Return the QR code of an address as SVG, level M: it survives a scratch."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        omitsize=True, svgclass="code", lineclass=None, border=4, unit=""
    )
    return mark_safe(drawn)  # noqa: S308 - drawn here, of digits


def _call_centre_week() -> Week:
    return {day: (hours,) for day, hours in settings.CALL_CENTRE_HOURS.items()}


def _office_lines(
    hours: Iterable[Hours], words: Sequence[Words], today: date
) -> list[dict[str, Any]]:
    """Return the office's ordinary week, then rules that are no week's, in Slovene."""
    rows = list(hours)
    lines = _lines(ordinary_week(rows, today), words)
    for row in other_hours(rows, today):
        named = [{"lang": SL, "text": rule_words(row.rule)}]
        lines.append({"days": named, "hours": spans_words([(row.opens, row.closes)])})
    return lines


def _lines(week: Week, words: Sequence[Words]) -> list[dict[str, Any]]:
    """Return lines of equal days: their names in each language, and the hours."""
    return [
        {
            "days": [{"lang": row.lang, "text": _names(days, row.days)} for row in words],
            "hours": spans_words(spans),
        }
        for days, spans in days_alike(week)
    ]


def _names(days: Sequence[int], names: Sequence[str]) -> str:
    """Return "ponedeljek–petek" for three days or more on end, else the days one by one."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    parts = [
        f"{names[run[0]]}–{names[run[-1]]}" if len(run) > 2 else ", ".join(names[d] for d in run)
        for run in runs
    ]
    return ", ".join(parts)
