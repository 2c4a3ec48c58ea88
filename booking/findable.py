"""Who keeps an index of what booking holds, and is told in the same transaction what changed.

The search is above booking (DESIGN 2): it registers itself in AppConfig.ready().
"""

from collections.abc import Collection
from typing import Protocol


class Index(Protocol):
    def services_changed(self, keys: Collection[int] | None) -> None:
        """Take up these services as they stand now; None is all of them."""

    def locations_changed(self, keys: Collection[int]) -> None:
        """Take up these units and offices as they stand now."""


_indexes: list[Index] = []


def register(index: Index) -> None:
    _indexes.append(index)


def services_changed(keys: Collection[int] | None) -> None:
    """Tell every index; to be called inside the transaction that changes the services."""
    for index in _indexes:
        index.services_changed(keys)


def locations_changed(keys: Collection[int]) -> None:
    """Tell every index; to be called inside the transaction that changes the places."""
    for index in _indexes:
        index.locations_changed(keys)
