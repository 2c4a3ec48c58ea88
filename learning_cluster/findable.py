"""Who shows clusters elsewhere, and is told in the same transaction when their facts change.

Pages and search are above this app (DESIGN 2): they register themselves in AppConfig.ready().
"""

from collections.abc import Callable

Listener = Callable[[], None]

_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Have `listener` called when name, address or publicity of a cluster, event or call change."""
    _listeners.append(listener)


def clusters_changed() -> None:
    """Tell everybody; to be called inside the transaction that changes a cluster."""
    for listener in _listeners:
        listener()
