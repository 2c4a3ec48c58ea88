"""The day list as PDF and XLSX, and the copy that lies ready when the portal is down (B10, B13)."""

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from booking.information.day_list import Group, Grouping, day_list
from booking.models import Appointment, Location
from languages.dates import clock, long_date
from printing.pdf import PdfUnavailable, pdf
from printing.spreadsheet import xlsx

log = logging.getLogger(__name__)
LANGUAGE = "sl"  # staff read Slovene (B73)
KEPT_DAYS = 2


def as_page(location: Location, groups: Sequence[Group], title: str, *, at: datetime) -> str:
    """Return the list as a page of its own, for paper."""
    context = {"location": location, "groups": groups, "title": title, "at": at}
    return render_to_string("booking/paper/day_list.html", context)


def as_table(location: Location, groups: Sequence[Group]) -> bytes:
    """Return the list as XLSX: a sheet with one row per appointment."""
    headings = [
        _("Day"),
        _("From"),
        _("Until"),
        _("Counter"),
        _("Service"),
        _("Who comes"),
        _("Needs"),
        _("Phone"),
        _("Reference"),
        _("State"),
        _("Urgent"),
        _("Linked visit"),
    ]
    zone = location.zone
    rows = [
        [
            line.starts_at.astimezone(zone).date().isoformat(),
            clock(line.starts_at, zone, LANGUAGE),
            clock(line.ends_at, zone, LANGUAGE),
            *(line.counter, line.service, line.visitor, line.needs),
            *(line.phone, line.reference, line.status),
            *(_("yes") if line.is_urgent else "", line.linked),
        ]
        for group in groups
        for line in group.lines
    ]
    return xlsx([(_("Appointments"), headings, rows)])


def title(location: Location, first: date, last: date, by: Grouping) -> str:
    """Return what the list is called: office, day or week, by counter or service."""
    when = long_date(first, LANGUAGE)
    if last > first:
        when = f"{when} – {long_date(last, LANGUAGE)}"
    how = _("by counter") if by == "counter" else _("by service")
    return f"{location.name}: {when}, {how}"


def store_day_lists(day: date, *, at: datetime) -> int:
    """Write every office's list of `day` into the data folder and forget older ones.

    Only its owner can read the files. Where the machine makes no PDF, the page itself is kept.
    Returns how many offices have one.
    """
    folder = settings.VAR / "day-lists"
    _forget(folder, before=day - timedelta(days=KEPT_DAYS - 1))
    stored = 0
    with translation.override(LANGUAGE):
        for office in _offices_with_visits(day):
            groups = day_list(office, day, day)
            if groups:
                _store(folder / day.isoformat(), office, groups, day, at)
                stored += 1
    return stored


def _offices_with_visits(day: date) -> Sequence[Location]:
    around = (
        datetime.fromisoformat(f"{day}T00:00:00+00:00") - timedelta(days=1),
        datetime.fromisoformat(f"{day}T00:00:00+00:00") + timedelta(days=2),
    )
    busy = Appointment.objects.live().filter(period__overlap=around).values("counter__location")
    return list(Location.objects.filter(pk__in=busy).order_by("path"))


def _store(
    folder: Path, office: Location, groups: Sequence[Group], day: date, at: datetime
) -> None:
    page = as_page(office, groups, title(office, day, day, "counter"), at=at)
    try:
        name, content = f"{office.slug}.pdf", pdf(page)
    except PdfUnavailable:
        name, content = f"{office.slug}.html", page.encode()
    except Exception:  # one page that will not print must not leave the others without theirs
        log.exception("the day list of %s could not be made a PDF", office.slug)
        name, content = f"{office.slug}.html", page.encode()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / name
    draft = target.with_suffix(".draft")
    draft.touch(mode=0o600)
    draft.write_bytes(content)
    draft.replace(target)


def _forget(folder: Path, *, before: date) -> None:
    """Remove the lists of days before `before`: they name people."""
    for old in folder.glob("????-??-??"):
        if old.name < before.isoformat():
            for file in old.iterdir():
                file.unlink()
            old.rmdir()
