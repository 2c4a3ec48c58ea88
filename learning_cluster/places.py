"""Seats and places as numbers (L2): two of a local government, fourteen of a cluster."""

from collections.abc import Iterable


def first_free(taken: Iterable[int], most: int) -> int | None:
    """Return the lowest number from 1 to `most` that is not taken, None where all are."""
    used = set(taken)
    return next((number for number in range(1, most + 1) if number not in used), None)
