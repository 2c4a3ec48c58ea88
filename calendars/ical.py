"""iCalendar objects (RFC 5545) for one appointment, as mails and downloads carry them (I2)."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText, vUri

from languages.codes import html_lang

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]
Status = Literal["CONFIRMED", "CANCELLED"]

# RFC 5545 wants the zone's rules beside the event: one year around it is what a reader needs.
_ZONE_MARGIN = timedelta(days=366)

_LINE_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Person:
    """An organiser or attendee: a mail address and the name shown for it."""

    email: str
    name: str = ""


def event(
    *,
    uid: str,
    sequence: int,
    starts_at: datetime,
    ends_at: datetime,
    zone: ZoneInfo,
    summary: str,
    description: str,
    location: str,
    url: str,
    stamp: datetime,
    language: str,
    organizer: Person,
    attendee: Person | None = None,
    status: Status = "CONFIRMED",
    method: Method = "PUBLISH",
    coordinates: tuple[float, float] | None = None,
) -> bytes:
    """Return a VCALENDAR with one event and its VTIMEZONE, folded at 75 octets.

    `stamp` is the moment the event was last changed, from its row, so that equal events are equal
    bytes. A calendar takes a later object of the same `uid` with a higher `sequence` for a change
    (RFC 5546). PUBLISH, which must name no attendee, leaves `attendee` out.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Okence//Okence//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    entry = Event()
    entry.add("uid", uid)
    entry.add("sequence", sequence)
    entry.add("dtstamp", stamp)
    entry.add("last-modified", stamp)
    entry.add("dtstart", starts_at.astimezone(zone))
    entry.add("dtend", ends_at.astimezone(zone))
    add_texts(entry, language, summary=summary, description=description, location=location)
    entry.add("url", vUri(url))
    entry.add("status", status)
    entry.add("transp", "TRANSPARENT" if status == "CANCELLED" else "OPAQUE")
    if coordinates:
        entry.add("geo", coordinates)
    entry.add("organizer", _address(organizer))
    if attendee and method != "PUBLISH":
        entry.add("attendee", _guest(attendee))
    calendar.add_component(entry)
    calendar.add_missing_timezones(
        (starts_at - _ZONE_MARGIN).date(), (ends_at + _ZONE_MARGIN).date()
    )
    return calendar.to_ical()


def add_texts(entry: Event, language: str, **texts: str) -> None:
    """Add texts in a portal language to `entry`, each under its name."""
    for name, text in texts.items():
        entry.add(name, Text(plain(text)), parameters={"language": html_lang(language)})


class Text(vText):
    """A text written as it is: `icalendar` takes a backslash before an N for a line break."""

    def to_ical(self) -> bytes:
        return escaped(self).encode()


def escaped(text: str) -> str:
    """Return `text` as a TEXT value writes it (RFC 5545, 3.3.11)."""
    text = text.replace("\\", r"\\").replace(";", r"\;")
    return text.replace(",", r"\,").replace("\n", r"\n")


def plain(text: str) -> str:
    """Return `text` without control characters: RFC 5545 allows line breaks alone, as \\n."""
    if text.isprintable():  # most are, and asking costs a tenth of replacing
        return text
    return _CONTROL.sub(" ", _LINE_BREAK.sub("\n", text))


def _address(person: Person) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    if person.name:
        address.params["CN"] = person.name
    return address


def _guest(person: Person) -> vCalAddress:
    """Return an attendee who has already said yes: nobody is asked, nobody has to answer."""
    address = _address(person)
    address.params |= {
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "ACCEPTED",
        "RSVP": "FALSE",
    }
    return address
