"""Which conditions for documents are somebody's own: "my case" of a service (B25, B36)."""

from collections.abc import Iterable

from django.http import QueryDict

from booking.enums import DocumentCase

PARAMETER = "primer"
CONDITIONS = tuple(case for case in DocumentCase if case != DocumentCase.ALWAYS)
# On the way to a time several travel as one value of the address.
_JOINT = "."


def known_cases(codes: Iterable[str]) -> list[str]:
    """Return those of `codes` that are conditions, each once, in our order."""
    told = {code for text in codes for code in text.split(_JOINT)}
    return [case.value for case in CONDITIONS if case in told]


def read_cases(data: QueryDict) -> list[str]:
    """Return the conditions of a request: "?primer=child&primer=lost" or "?primer=child.lost"."""
    return known_cases(data.getlist(PARAMETER))


def as_value(cases: Iterable[str]) -> str:
    """Return `cases` as one value of an address, "" for none."""
    return _JOINT.join(cases)


def with_cases(address: str, cases: Iterable[str]) -> str:
    """Return `address`, which has no query, with `cases` in it."""
    value = as_value(cases)
    return f"{address}?{PARAMETER}={value}" if value else address
