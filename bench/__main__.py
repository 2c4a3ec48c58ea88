"""`make bench`: prints a table and writes bench.json into the data folder (INTERFACE)."""

import json
import os
import platform
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Load the nation into a data folder of its own, measure, report; 1 if a limit is missed."""
    var = Path(os.environ.get("OKENCE_VAR") or ROOT / "var")
    os.environ["OKENCE_VAR"] = str(var / "bench")
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_demo")

    from bench.feeds import feeds
    from bench.hours import change_hours
    from bench.reads import reads
    from bench.search import search
    from bench.server import running
    from bench.staff import schedule_week
    from bench.writes import hold_confirm

    accounts = json.loads((var / "bench" / "demo-accounts.json").read_text())
    token = next(one["token"] for one in accounts if one["role"] == "partner_api")
    workers = int(os.environ.get("WEB_WORKERS", "2"))
    with running(workers=workers, threads=4) as port:  # as the demonstration and the image run it
        results = [*reads(port), *search(port), *feeds(port)]
        results += [schedule_week(port), hold_confirm(port, token)]
    results += change_hours()
    report = {"machine": machine(), "dataset": dataset(), "results": results}
    (var / "bench.json").write_text(json.dumps(report, indent=2) + "\n")
    show(report)
    return 0 if all(within(row) for row in results) else 1


def machine() -> dict[str, object]:
    return {"cores": os.cpu_count(), "python": platform.python_version(), "os": platform.system()}


def dataset() -> dict[str, int]:
    from booking.models import Appointment, Counter, Location, Service

    return {
        "units": Location.objects.units().count(),
        "locations": Location.objects.offices().count(),
        "counters": Counter.objects.count(),
        "services": Service.objects.count(),
        "days": 60,
        "appointments": Appointment.objects.count(),
    }


def within(row: dict) -> bool:
    """Say whether a row keeps its limit: a time not above, a rate not below."""
    limit = row.get("limit", {})
    if row.get("double_booked") or row.get("errors"):
        return False
    if "per_second" in limit:
        return row["per_second"] >= limit["per_second"]
    if row["p95_ms"] > limit.get("p95_ms", float("inf")):
        return False
    return row.get("function_p50_ms", row["p50_ms"]) <= limit.get("p50_ms", float("inf"))


def show(report: dict) -> None:
    print(", ".join(f"{count} {name}" for name, count in report["dataset"].items()))
    print(f"{'case':24}{'p50 ms':>10}{'p95 ms':>10}{'per s':>9}{'ratio':>8}  limit")
    for row in report["results"]:
        limit = row.get("limit", {}).get("what", "")
        kept = "" if not limit else (" kept" if within(row) else " MISSED")
        print(
            f"{row['name']:24}{row['p50_ms']:>10}{row['p95_ms']:>10}{row['per_second']:>9}"
            f"{row.get('ratio', ''):>8}  {limit}{kept}"
        )


if __name__ == "__main__":
    sys.exit(main())
