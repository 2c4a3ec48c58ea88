"""Many real connections that start at one moment, whatever they race for."""

import contextlib
import threading
from collections.abc import Callable, Sequence

from django.db import connection


def race(*calls: Callable[[], object]) -> list[object]:
    """Run every call in a thread and connection of its own; return what each gave or raised."""
    barrier = threading.Barrier(len(calls))
    outcomes: list[object] = [None] * len(calls)

    def run(index: int, call: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=60)
            outcomes[index] = call()
        except Exception as error:  # noqa: BLE001 - the outcome is what the test looks at
            outcomes[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not any(thread.is_alive() for thread in threads)
    return outcomes


def meeting(of: int, seconds: float = 1.5) -> Callable[[], None]:
    """Return a wait that ends when `of` callers are in it, or for all once one waited in vain.

    Put where a lock must let in one at a time, it makes sure that without the lock all are in.
    """
    barrier = threading.Barrier(of)

    def meet() -> None:
        with contextlib.suppress(threading.BrokenBarrierError):
            barrier.wait(timeout=seconds)

    return meet


def codes(outcomes: Sequence[object]) -> list[str]:
    """Return "ok" or the error's code for each outcome; anything unexpected is raised."""
    found = []
    for outcome in outcomes:
        if isinstance(outcome, Exception) and not hasattr(outcome, "code"):
            raise outcome
        found.append(getattr(outcome, "code", "ok") if isinstance(outcome, Exception) else "ok")
    return sorted(found)
