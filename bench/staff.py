"""What a clerk looks at all day: the week of a place with twelve counters (B3)."""

import time
from datetime import timedelta
from typing import Any

from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from accounts.models import User
from bench.figures import interleaved, percentile, result
from bench.server import Client
from booking.information.schedule import schedule
from booking.models import Location

CLERK = "clerk"
LOCATION = "ljubljana-sedez"
ROUNDS = 100
MOST_MS = 150


def schedule_week(port: int) -> dict[str, object]:
    """Measure next week's page as a signed-in clerk, its reading, and the SQL of that alone."""
    client = Client(port)
    client.headers["Cookie"] = session_cookie(User.objects.get(username=CLERK))
    place = Location.objects.select_related("unit").get(slug=LOCATION)
    at = timezone.now()
    today = timezone.localdate()
    monday = today + timedelta(days=7 - today.weekday())
    path = f"/admin/narocanje/{LOCATION}/teden/{monday}/"
    status, _body = client.get(path)
    if status != 200:
        raise RuntimeError(f"schedule_week: {path} answered {status}")

    def read() -> None:
        schedule(place, monday, monday + timedelta(days=6), at=at, with_people=False)

    statements = sent_by(read)

    def bare() -> None:
        with connection.cursor() as cursor:
            for sql, values in statements:
                cursor.execute(sql, values)
                cursor.fetchall()

    times = interleaved(ROUNDS, page=lambda: client.get(path), python=read, sql=bare)
    sql, python = percentile(times["sql"], 50), percentile(times["python"], 50)
    return result(
        "schedule_week",
        times["page"],
        sql_p50_ms=round(sql, 3),
        function_p50_ms=round(python, 3),
        function_to_sql=round(python / sql, 2),
        queries=len(statements),
        limit={"what": f"95 of 100 under {MOST_MS} ms", "p95_ms": MOST_MS},
    )


def sent_by(call: Any) -> list[tuple[str, Any]]:
    """Return the statements `call` sends, with their values."""
    statements: list[tuple[str, Any]] = []

    def keep(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        statements.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(keep):
        call()
    return statements


def session_cookie(user: User) -> str:
    """Open a session as after password and code; return its cookie."""
    second = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["account_authentication_methods"] = [
        {"method": "mfa", "at": time.time(), "id": second.pk, "type": "totp"}
    ]
    session["account_authentication_methods_user"] = user_id_to_str(user)
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
