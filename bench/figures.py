"""Figures of repeated calls. Pure."""

from collections.abc import Callable, Sequence
from statistics import quantiles
from time import perf_counter


def timed(call: Callable[[], object]) -> float:
    """Return how long one call took, in milliseconds."""
    start = perf_counter()
    call()
    return (perf_counter() - start) * 1000


def percentile(times: Sequence[float], share: int) -> float:
    """Return the value below which `share` per cent of `times` lie."""
    if len(times) == 1:
        return times[0]
    return quantiles(times, n=100, method="inclusive")[share - 1]


def interleaved(rounds: int, **calls: Callable[[], object]) -> dict[str, list[float]]:
    """Time every call once a round, so that a noisy moment falls on all of them alike."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for name in calls:
        calls[name]()  # the first call of a kind fills caches and compiles templates
    for _round in range(rounds):
        for name, call in calls.items():
            times[name].append(timed(call))
    return times


def result(name: str, times: Sequence[float], **more: object) -> dict[str, object]:
    """Return one row of bench.json (INTERFACE)."""
    mean = sum(times) / len(times)
    return {
        "name": name,
        "p50_ms": round(percentile(times, 50), 3),
        "p95_ms": round(percentile(times, 95), 3),
        "per_second": round(1000 / mean, 1),
        **more,
    }
