"""Half-open intervals [start, end): pure arithmetic, no database (DESIGN 6)."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import TypeVar

Moment = TypeVar("Moment", int, time, datetime)
Interval = tuple[Moment, Moment]


def overlap(one: "Interval[Moment]", other: "Interval[Moment]") -> bool:
    """Say whether two half-open intervals share a moment. The one overlap test of the project."""
    return one[0] < other[1] and other[0] < one[1]


def union(intervals: "Iterable[Interval[Moment]]") -> "list[Interval[Moment]]":
    """Return the sorted, merged intervals; those that touch become one, empty ones go."""
    merged: list[Interval[Moment]] = []
    for start, end in sorted(item for item in intervals if item[0] < item[1]):
        if merged and start <= merged[-1][1]:
            if end > merged[-1][1]:
                merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def subtract(
    intervals: "Iterable[Interval[Moment]]", taken: "Iterable[Interval[Moment]]"
) -> "list[Interval[Moment]]":
    """Return what is left of `intervals` without any moment of `taken`, sorted and merged."""
    holes = union(taken)
    left: list[Interval[Moment]] = []
    for start, end in union(intervals):
        for hole_start, hole_end in holes:
            if hole_end <= start or hole_start >= end:
                continue
            if start < hole_start:
                left.append((start, hole_start))
            start = hole_end
        if start < end:
            left.append((start, end))
    return left


def intersect(
    intervals: "Iterable[Interval[Moment]]", window: "Interval[Moment]"
) -> "list[Interval[Moment]]":
    """Return the parts of `intervals` inside `window`, sorted and merged."""
    return union(
        (max(start, window[0]), min(end, window[1]))
        for start, end in intervals
        if overlap((start, end), window)
    )


def contains(intervals: "Sequence[Interval[Moment]]", wanted: "Interval[Moment]") -> bool:
    """Say whether one of `intervals` holds the whole of `wanted`."""
    return any(start <= wanted[0] and wanted[1] <= end for start, end in intervals)
