"""What is said of services, organisations and data sets, whatever vocabulary it is said in.

`Texts` holds a text per BCP 47 tag (sl, sr-Cyrl, sr-Latn, en); a language without one is left out.
Addresses are absolute.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Term:
    """A named thing with a code of its own: a category, a case in which a document is needed."""

    code: str
    name: Texts


@dataclass(frozen=True)
class Document:
    """One thing to bring, in the case that `case` names."""

    code: str
    name: Texts
    case: Term


@dataclass(frozen=True)
class LifeEvent:
    code: str
    name: Texts
    summary: Texts


@dataclass(frozen=True)
class Fee:
    """What a service costs, in euros; 0 is free of charge."""

    euros: Decimal
    note: Texts


@dataclass(frozen=True)
class Service:
    """A public service. `booking` is empty where no appointment can be made."""

    code: str
    name: Texts
    summary: Texts
    who: Texts
    law: Texts
    category: Term
    words: tuple[str, ...]
    pages: Texts
    booking: Texts
    fee: Fee | None
    documents: tuple[Document, ...] = ()
    life_events: tuple[LifeEvent, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class Address:
    street: str
    postcode: str
    town: str
    country: str = "SI"


@dataclass(frozen=True)
class Place:
    """An office. Coordinates in degrees, both or neither."""

    code: str
    name: Texts
    pages: Texts
    address: Address | None
    latitude: float | None = None
    longitude: float | None = None
    phone: str = ""
    email: str = ""
    languages: tuple[str, ...] = ("sl",)
    is_step_free: bool | None = None


@dataclass(frozen=True)
class Organisation:
    """A unit and its offices."""

    code: str
    name: Texts
    pages: Texts
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Open:
    """Open from `opens` to `closes`, local time (00:00 = end of day), on weekdays (0 is Monday)."""

    days: tuple[int, ...]
    opens: time
    closes: time


@dataclass(frozen=True)
class DayOpen:
    """One day out of the ordinary; without spans it is closed."""

    day: date
    spans: tuple[tuple[time, time], ...]


@dataclass(frozen=True)
class CallCentre:
    """The number that answers for every service, and its regular hours."""

    phone: str
    name: Texts
    pages: Texts
    hours: tuple[Open, ...]


@dataclass(frozen=True)
class Publisher:
    """Who answers for the data."""

    name: str
    url: str
    licence: str


@dataclass(frozen=True)
class File:
    """One form of a data set: `format` is a code of the EU's file types, CSV or RDF_TURTLE."""

    url: str
    format: str
    media_type: str
    name: Texts


@dataclass(frozen=True)
class DataSet:
    """`frequency` is a code of the EU's list of frequencies, `theme` of its data themes."""

    code: str
    name: Texts
    summary: Texts
    words: Texts
    pages: Texts
    files: tuple[File, ...]
    frequency: str
    languages: tuple[str, ...]
    theme: str = "GOVE"
