"""What citizens read: free times, the earliest place, the service page."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from bench.figures import interleaved, percentile, result
from bench.server import Client
from booking.availability.earliest import EARLIEST, earliest, parameters
from booking.models import Location, Service

SERVICE = "osebna-izkaznica"
LOCATION = "ljubljana-sedez"
ROUNDS = 150
PAGE_LIMITS = {"page_service": ("p95_ms", 60), "page_service_repeat": ("p50_ms", 5)}  # milliseconds


def reads(port: int) -> list[dict[str, object]]:
    """Measure the reading cases against the bare view, round by round."""
    client = Client(port)
    service = Service.objects.get(slug=SERVICE)
    paths = {
        "bare": f"/bench/bare/{service.pk}",
        "earliest_nation": f"/api/v1/services/{SERVICE}/earliest/?sort=wait",
        "slots_location_week": _week_path(service),
        "page_service": f"/sl/storitve/{SERVICE}/",
    }
    for name, path in paths.items():
        status, _body = client.get(path)
        if status != 200:
            raise RuntimeError(f"{name}: {path} answered {status}")
    calls = {name: lambda p=path: client.get(p) for name, path in paths.items()}
    # A cookie makes a visitor somebody, who gets a page drawn anew; without one the page is kept.
    calls["page_service_repeat"] = calls["page_service"]
    somebody = Client(port, cookie="hold=somebody")
    calls["page_service"] = lambda: somebody.get(paths["page_service"])
    times = interleaved(ROUNDS, **calls)
    bare = percentile(times["bare"], 50)
    rows = [_row(name, times[name], bare) for name in times]
    for row in rows:
        if row["name"] == "earliest_nation":
            row |= _against_sql(service)
    return rows


def _row(name: str, times: list[float], bare: float) -> dict[str, object]:
    row = result("bare_view" if name == "bare" else name, times)
    row["ratio"] = round(row["p50_ms"] / bare, 2)  # type: ignore[operator]  # it is a number
    if name == "slots_location_week":
        row["limit"] = {"what": "6 times the bare view", "p50_ms": round(6 * bare, 3)}
    if name in PAGE_LIMITS:
        figure, most = PAGE_LIMITS[name]
        row["limit"] = {"what": f"{figure[:3]} at most {most} ms", figure: most}
    return row


def _week_path(service: Service) -> str:
    location = Location.objects.get(slug=LOCATION)
    first = timezone.localdate() + timedelta(days=30)
    last = first + timedelta(days=6)
    return f"/api/v1/locations/{location.slug}/slots/?service={service.slug}&from={first}&to={last}"


def _against_sql(service: Service) -> dict[str, object]:
    """Compare the earliest place over the nation in Python with its query alone."""
    at = timezone.now()
    values = parameters(service, at=at, channel="web", unit=None)

    def query() -> None:
        with connection.cursor() as cursor:
            cursor.execute(EARLIEST, values)
            cursor.fetchall()

    times = interleaved(ROUNDS, sql=query, python=lambda: earliest(service, at=at))
    sql, python = percentile(times["sql"], 50), percentile(times["python"], 50)
    return {
        "sql_p50_ms": round(sql, 3),
        "function_p50_ms": round(python, 3),
        "function_to_sql": round(python / sql, 2),
        "limit": {"what": "the function within 3 times its query", "p50_ms": round(3 * sql, 3)},
    }
