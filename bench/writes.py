"""Sixteen partner systems book at once; afterwards nobody may share a counter and a minute."""

import threading
import uuid
from collections.abc import Callable, Sequence
from time import perf_counter

from django.db import connection

from bench.figures import percentile, result, timed
from bench.server import Client

CLIENTS = 16
BOOKINGS = 480
WARM_UP = 48  # cold connections cost a short run a fifth of its rate
BARE = 960
DOUBLE = """
SELECT count(*) FROM booking_appointment one JOIN booking_appointment other
  ON one.counter_id = other.counter_id AND one.id < other.id AND one.period && other.period
WHERE one.status = ANY(%(occupying)s) AND other.status = ANY(%(occupying)s)
  AND upper(one.period) > now() AND upper(other.period) > now()
"""


def hold_confirm(port: int, token: str) -> dict[str, object]:
    """Hold and confirm BOOKINGS appointments from CLIENTS connections; return the row."""
    work = _free_times(port, WARM_UP + BOOKINGS)
    _at_once(_book, port, token, work[:WARM_UP])
    bare, _errors, _seconds = _at_once(_bare, port, "", [_bare_path()] * BARE)
    times, errors, seconds = _at_once(_book, port, token, work[WARM_UP:])
    row = result("hold_confirm", times)
    row |= {
        "per_second": round(len(times) / seconds, 1),
        "ratio": round(percentile(times, 50) / percentile(bare, 50), 2),
        "clients": CLIENTS,
        "booked": len(times),
        "errors": len(errors),
        "double_booked": double_bookings(),
        "limit": {"what": "at least 40 per second at 16 clients, zero doubles", "per_second": 40},
    }
    if errors:
        row["first_error"] = errors[0][:200]
    return row


def _at_once(
    call: Callable[..., None], port: int, token: str, work: Sequence[tuple[str, ...]]
) -> tuple[list[float], list[str], float]:
    """Let CLIENTS connections do the work; return times (ms), what failed, and seconds in all."""
    left, lock = list(work), threading.Lock()
    times: list[float] = []
    errors: list[str] = []

    def run() -> None:
        client = Client(port, token)
        while True:
            with lock:
                if not left:
                    return
                one = left.pop()
            try:
                times.append(timed(lambda one=one: call(client, *one)))
            except RuntimeError as error:
                errors.append(str(error))

    threads = [threading.Thread(target=run) for _client in range(CLIENTS)]
    start = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, errors, perf_counter() - start


def double_bookings() -> int:
    """Return how many pairs of occupying appointments overlap at one counter from now on."""
    from booking.enums import OCCUPYING

    with connection.cursor() as cursor:
        cursor.execute(DOUBLE, {"occupying": [str(status) for status in OCCUPYING]})
        return cursor.fetchone()[0]


def _free_times(port: int, wanted: int) -> list[tuple[str, str]]:
    """Return (location, start) pairs over many offices, as strangers would choose them."""
    from datetime import timedelta

    from django.utils import timezone

    from booking.availability.slots import slots
    from booking.models import Location, Service

    service = Service.objects.get(slug="osebna-izkaznica")
    at = timezone.now()
    first = timezone.localdate() + timedelta(days=30)
    pairs: list[tuple[str, str]] = []
    for place in Location.objects.offices().bookable("partner").select_related("unit"):
        found = slots(place, service, first, first + timedelta(days=20), at=at, channel="partner")
        # Eight starts apart: nobody's choice of counter takes somebody else's start.
        pairs += [(place.slug, slot.starts_at.isoformat()) for slot in found[::8][:12]]
        if len(pairs) >= wanted:
            break
    return pairs[:wanted]


def _bare_path() -> tuple[str]:
    from booking.models import Service

    return (f"/bench/bare/{Service.objects.get(slug='osebna-izkaznica').pk}",)


def _bare(client: Client, path: str) -> None:
    status, _body = client.get(path)
    if status != 200:
        raise RuntimeError(f"bare view: {status}")


def _book(client: Client, location: str, starts_at: str) -> None:
    status, held = client.post(
        "/api/v1/holds/",
        {
            "service": "osebna-izkaznica",
            "location": location,
            "starts_at": starts_at,
            "count": 1,
            "idempotency_key": uuid.uuid4().hex,
        },
    )
    if status != 201:
        raise RuntimeError(f"hold: {status} {held}")
    acknowledgement = held.get("acknowledgement") or {}
    status, booked = client.post(
        f"/api/v1/holds/{held['id']}/confirm/",
        {
            "contact": {"name": "Merilna Oseba", "email": "merilo@example.org", "phone": ""},
            "language": "sl",
            "notify": ["email"],
            "acknowledged_version": acknowledgement.get("version"),
            "consent_version": held["consent"]["version"],
        },
    )
    if status != 201:
        raise RuntimeError(f"confirm: {status} {booked}")
