"""What of a thing can be searched for, by how much it counts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wagtail.models import Page
from wagtail.search import index

from booking.models import Location, Place, Service
from cms_pages.models import ServicePage
from languages.codes import SR, SR_LATN, STORED

# Weights of PostgreSQL's text search: its name, its other names, a line about it, the rest.
NAME, WORDS, LINE, BODY = "A", "B", "C", "D"
_LONGEST_TEXT = 20_000  # characters; a page of law is not searched to its end


@dataclass(frozen=True)
class Text:
    weight: str
    language: str  # "sl", "sr", "en", or "" for names, which are declined in no language's way
    text: str


def service_texts(service: Service, pages: Iterable[ServicePage]) -> list[Text]:
    """Return the facts of a service in all languages, and the prose of its live `pages`.

    `category` and `life_events` are read: fetch them before.
    """
    groups = [service.category, *service.life_events.all()]
    texts = [Text(WORDS, "", " ".join(service.words))]
    for code in STORED:
        named = {name: getattr(service, f"{name}_{code}") for name in _SERVICE_FIELDS}
        texts += [Text(_SERVICE_FIELDS[name], code, text) for name, text in named.items()]
        texts += [Text(LINE, code, getattr(group, f"name_{code}")) for group in groups]
    for page in pages:
        texts += [Text(BODY, t.language, t.text) for t in page_texts(page) if t.weight != NAME]
    return texts


_SERVICE_FIELDS = {"short_name": NAME, "name": WORDS, "summary": LINE, "who": BODY}


def location_texts(location: Location) -> list[Text]:
    """Return the names of a unit or office, its town and its street."""
    return [
        Text(NAME, "", f"{location.name} {location.name_minority}"),
        Text(WORDS, "", f"{location.town} {location.postcode}"),
        Text(LINE, "", location.street),
    ]


def place_texts(place: Place) -> list[Text]:
    return [Text(WORDS, "", f"{place.name} {place.postcode}")]


def page_texts(page: Page) -> list[Text]:
    """Return what any page type says of itself in its `search_fields`."""
    code = page.locale.language_code
    language = SR if code == SR_LATN else code
    texts = [
        Text(_weight(page, field), language, text[:_LONGEST_TEXT])
        for field in page.get_search_fields()
        if isinstance(field, index.SearchField)
        for text in _strings(field.get_value(page))
    ]
    return [*texts, Text(LINE, language, page.search_description)]


def _weight(page: Page, field: index.SearchField) -> str:
    if field.field_name == "title":
        return NAME
    if (field.boost or 1) > 1:
        return WORDS
    return LINE if field.get_type(type(page)) == "CharField" else BODY


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)
