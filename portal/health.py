"""Liveness, readiness and metrics."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest


def live(request: HttpRequest) -> HttpResponse:
    """Answer without touching the database."""
    return HttpResponse("ok\n", content_type="text/plain")


_migrated = False


def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers and every migration has run, else 503."""
    global _migrated
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _migrated:
            executor = MigrationExecutor(connection)
            _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Exception:  # noqa: BLE001 - whatever is wrong, the answer is "not ready"
        return HttpResponse("database\n", status=503, content_type="text/plain")
    return HttpResponse(
        "ok\n" if _migrated else "migrations\n",
        status=200 if _migrated else 503,
        content_type="text/plain",
    )


def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text for the machine itself; a reverse proxy must not pass it on."""
    if request.META.get("REMOTE_ADDR") not in ("127.0.0.1", "::1", "") or (
        "HTTP_X_FORWARDED_FOR" in request.META
    ):
        return HttpResponse(status=404)
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)
