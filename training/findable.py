"""Who shows trainings elsewhere, and is told in the same transaction when the catalogue changes.

Pages and search are above this app (DESIGN 2): they register themselves in AppConfig.ready().
"""

from collections.abc import Callable

Listener = Callable[[], None]

_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Have `listener` called whenever a fact of the catalogue has changed."""
    _listeners.append(listener)


def catalogue_changed() -> None:
    """Tell everybody; to be called inside the transaction that changes the catalogue."""
    for listener in _listeners:
        listener()
