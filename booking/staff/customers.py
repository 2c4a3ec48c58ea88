"""Finding a customer by what they say: reference, name, telephone number or e-mail (B40).

Nothing here is kept or written down; the question lives as long as its request.
"""

import re
from dataclasses import dataclass

from django.db.models import F, Max, QuerySet
from django.db.models.functions import Lower

from booking.folded_names import FoldedName, spelling_of
from booking.models import Booking, Contact, Visitor
from messaging.phones import normalise

MOST = 50
_MOST_WORDS = 6
_REFERENCE = re.compile(r"[2-9A-HJ-NP-Z]{8}")
_NUMBER = re.compile(r"[\d\s()/.+-]{6,}")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Question:
    """What was asked, read as everything it may be."""

    reference: str = ""
    phone: str = ""
    email: str = ""
    words: tuple[str, ...] = ()


def question(text: str) -> Question:
    """Return what `text` may mean. ValueError where it can find nobody: "short" or "phone".

    A reference is known by its eight characters, with or without the hyphen; a number must be
    whole; of a name, parts of words will do.
    """
    if "@" in text:
        return Question(email=text.strip())
    packed = re.sub(r"[\s-]", "", text).upper()
    reference = f"{packed[:4]}-{packed[4:]}" if _REFERENCE.fullmatch(packed) else ""
    if _NUMBER.fullmatch(text.strip()):
        return Question(reference=reference, phone=_phone(text, reference))
    if reference and not reference.replace("-", "").isalpha():
        return Question(reference=reference)  # no name has digits
    words = tuple(_WORD.findall(text)[:_MOST_WORDS])
    if sum(map(len, words)) < 2:
        raise ValueError("short")
    return Question(reference=reference, words=words)


def _phone(text: str, reference: str) -> str:
    try:
        return normalise(text)
    except ValueError:
        if reference:
            return ""
        raise ValueError("phone") from None


def find(asked: Question, among: QuerySet[Booking]) -> list[Booking]:
    """Return the confirmed bookings that answer, the newest appointment first: MOST and one more.

    `among` are those that may be seen at all. Each has its service, place and appointments.
    """
    newest = Max("appointments__period__startswith")
    # mypy loses the manager's own words in the type QuerySet.
    found = among.confirmed().filter(pk__in=keys_of(asked)).annotate(newest=newest)  # type: ignore[attr-defined]  # a queryset of ours
    rows = found.select_related("service", "location__unit", "contact")
    people = rows.prefetch_related("appointments__visitor", "appointments__counter")
    return list(people.order_by(F("newest").desc(nulls_last=True), "-pk")[: MOST + 1])


def keys_of(asked: Question) -> QuerySet:
    """Return the keys of the bookings that answer, each way of finding by its own index."""
    ways: list[QuerySet] = [Booking.objects.filter(reference=asked.reference or None).values("pk")]
    if asked.phone:
        ways.append(Contact.objects.filter(phone=asked.phone).values("booking"))
    if asked.email:
        known = Contact.objects.alias(small=Lower("email"))
        ways.append(known.filter(small=asked.email.lower()).values("booking"))
    if asked.words:
        ways += [_named(Contact, asked.words), _named(Visitor, asked.words)]
    return ways[0].union(*ways[1:])


def _named(model: type[Contact] | type[Visitor], words: tuple[str, ...]) -> QuerySet:
    """Return the bookings of which somebody has every word in their name."""
    rows = model.objects.alias(folded=FoldedName("name"))
    for word in words:
        rows = rows.filter(folded__regex=spelling_of(word))
    return rows.order_by().values("booking")
