"""The public search: the page, its suggestions, and what Python adds to the statements alone."""

from itertools import cycle
from urllib.parse import urlencode

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.figures import interleaved, percentile, result
from bench.judged import judged
from bench.reads import SERVICE
from bench.server import Client
from booking.models import Service
from cms_pages.search.find import find

QUESTION = "nov potni list za otroka"
ROUNDS = 180
PAGE = 20  # times the bare view; that is 50 ms where the bare view takes 2.5
TIMES = 3  # times the statements alone: putting them together and scoring is Python


def search(port: int) -> list[dict[str, object]]:
    """Ask the judged questions of the running portal, one after the other, beside the bare view."""
    client = Client(port)
    questions = cycle(judged())
    bare_path = f"/bench/bare/{Service.objects.get(slug=SERVICE).pk}"

    def ask(address: str) -> None:
        one = next(questions)
        status, _body = client.get(f"/{one.language}/{address}?{urlencode({'q': one.question})}")
        if status != 200:
            raise RuntimeError(f"{address}: {one.question} answered {status}")

    times = interleaved(
        ROUNDS,
        bare=lambda: client.get(bare_path),
        search_page=lambda: ask("iskanje/"),
        search_suggestions=lambda: ask("iskanje/predlogi/"),
    )
    bare = percentile(times.pop("bare"), 50)
    rows = [result(name, measured) for name, measured in times.items()]
    for row in rows:
        row["ratio"] = round(row["p50_ms"] / bare, 2)  # type: ignore[operator]  # it is a number
    rows[0]["limit"] = {"what": f"{PAGE} times the bare view", "p50_ms": round(PAGE * bare, 3)}
    return [*rows, _against_sql()]


def _against_sql() -> dict[str, object]:
    """Compare the search as a function with its statements alone."""
    at = timezone.now()

    def ask() -> None:
        find(QUESTION, language="sl", at=at, limit=20)

    ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
    statements = [query["sql"] for query in captured.captured_queries]

    def statements_alone() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()

    times = interleaved(ROUNDS, sql=statements_alone, python=ask)
    sql, python = percentile(times["sql"], 50), percentile(times["python"], 50)
    return result("search_function", times["python"]) | {
        "sql_p50_ms": round(sql, 3),
        "function_p50_ms": round(python, 3),
        "ratio": round(python / sql, 2),
        "limit": {"what": f"within {TIMES} times its statements", "p50_ms": round(TIMES * sql, 3)},
    }
