"""Finding a customer by what they say: reference, name, telephone number or e-mail (B40).

Nothing here is kept or written down; the question lives as long as its request.
"""

import re
from dataclasses import dataclass

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from booking.models import Booking, Contact, Visitor
from booking.staff.spellings import spellings
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
    found = among.confirmed().filter(_condition(asked)).annotate(newest=newest)  # type: ignore[attr-defined]
    rows = found.select_related("service", "location__unit", "contact")
    people = rows.prefetch_related("appointments__visitor", "appointments__counter")
    return list(people.order_by(F("newest").desc(nulls_last=True), "-pk")[: MOST + 1])


def _condition(asked: Question) -> Q:
    condition = Q(reference=asked.reference) if asked.reference else Q(pk__in=[])
    if asked.phone:
        condition |= Q(Exists(Contact.objects.filter(booking=OuterRef("pk"), phone=asked.phone)))
    if asked.email:
        known = Contact.objects.annotate(small=Lower("email"))
        condition |= Q(Exists(known.filter(booking=OuterRef("pk"), small=asked.email.lower())))
    if asked.words:
        condition |= _named(Contact, asked.words) | _named(Visitor, asked.words)
    return condition


def _named(model: type[Contact] | type[Visitor], words: tuple[str, ...]) -> Q:
    """Return the condition that somebody of the booking has every word in their name."""
    rows = model.objects.filter(booking=OuterRef("pk"))
    for word in words:
        rows = rows.filter(name__regex=spellings(word))
    return Q(Exists(rows))
