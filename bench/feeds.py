"""Calendars that ask again for what they have: nearly every request of a feed (I1)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count
from django.utils import timezone

from bench.figures import interleaved, percentile, result
from bench.server import Client
from booking.feeds import OF_COUNTERS, holder_of
from booking.models import Counter
from calendars.actions.links import give_link
from calendars.feed_ics import feed_chunks
from calendars.feeds import Entry, Feed, public_feeds
from privacy.audit import SYSTEM

ROUNDS = 150
EVENTS = 10_000
EVENTS_MS = 300


def feeds(port: int) -> list[dict[str, object]]:
    """Measure 304s of every public feed and of the fullest counter's, and 10,000 events.

    The slowest public one is `feed_not_modified`. A counter's also asks whose link it is, and for
    the version of some seven hundred appointments: it is shown without a limit.
    """
    client = Client(port)
    paths = {f"feed_not_modified {feed.name}": _public(feed) for feed in public_feeds()}
    paths["feed_not_modified_counter"] = _fullest_counter()
    calls = {"bare": lambda: client.get("/bench/unmodified", {"If-None-Match": '"bare"'})}
    for name, path in paths.items():
        status, _body = client.get(path)
        headers = {"If-None-Match": client.answered["ETag"]}
        if status != 200 or client.get(path, headers)[0] != 304:
            raise RuntimeError(f"{name}: {path} is not told to be unchanged")
        calls[name] = lambda p=path, h=headers: client.get(p, h)
    times = interleaved(ROUNDS, **calls)
    bare = percentile(times.pop("bare"), 50)
    rows = [_row(name, found, bare) for name, found in times.items()]
    slowest = max(rows[:-1], key=lambda row: row["p50_ms"])
    slowest |= {"feed": slowest["name"].split()[1], "name": "feed_not_modified"}
    slowest["limit"] = {"what": "2 times a bare view's 304", "p50_ms": round(2 * bare, 3)}
    return [*rows, _ten_thousand()]


def _row(name: str, times: list[float], bare: float) -> dict[str, Any]:
    row = result(name, times)
    return row | {"ratio": round(row["p50_ms"] / bare, 2)}  # type: ignore[operator]  # a number


def _public(feed: Feed) -> str:
    return f"/koledarji/{feed.name}.ics"


def _fullest_counter() -> str:
    counters = Counter.objects.annotate(number=Count("appointments")).order_by("-number")
    holder = holder_of(counters[0])
    token = give_link(OF_COUNTERS, holder, by=SYSTEM, at=timezone.now())
    return f"/koledarji/{OF_COUNTERS.name}/{token}.ics"


class _Many(Feed):
    """Ten thousand events of half an hour."""

    name = "many"
    is_public = True
    is_in_order = True

    def title(self) -> str:
        return "Many"

    def entries(self, at: datetime) -> Iterator[Entry]:
        for number in range(EVENTS):
            starts = at + number * timedelta(minutes=30)
            yield Entry(
                uid=f"{number}@okence.example.org",
                starts=starts,
                ends=starts + timedelta(minutes=30),
                summary="Лична карта – издавање; Управна јединица, Љубљана",
                changed_at=at,
                location="Upravna enota Ljubljana, Tobačna ulica 5, 1000 Ljubljana",
            )


def _ten_thousand() -> dict[str, object]:
    def write() -> None:
        for _chunk in feed_chunks(_Many(), at=timezone.now(), language="sl"):
            pass

    times = interleaved(20, write=write)["write"]
    limit = {"what": f"10,000 events within {EVENTS_MS} ms", "p50_ms": EVENTS_MS}
    return result("feed_10000_events", times, limit=limit)
