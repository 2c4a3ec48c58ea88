"""The command that makes the whole demonstration, run twice for all tests of this module."""

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from booking.availability.earliest import earliest
from booking.models import Appointment, Booking, Location, Service
from privacy.models import Notice

pytestmark = pytest.mark.django_db


def load_demo(*arguments: str) -> list[str]:
    """Run the command and return the lines it printed."""
    out = StringIO()
    call_command("load_demo", *arguments, stdout=out)
    return out.getvalue().splitlines()


def counts() -> tuple[int, ...]:
    tables = (Location, Service, Booking, Appointment, Notice)
    return tuple(table.objects.count() for table in tables)


@pytest.fixture(scope="module")
def runs(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load the pilot twice; return the lines and counts of both runs, and the data folder."""
    var = tmp_path_factory.mktemp("var")
    with django_db_blocker.unblock(), override_settings(VAR=var):
        around = transaction.atomic()
        around.__enter__()
        first = load_demo("--scale", "pilot"), counts()
        second = load_demo("--scale", "pilot"), counts()
        # Else every test checks all keys of the whole load again when it is rolled back.
        connection.check_constraints()
    yield first, second, var
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.mark.req("B8")
def test_first_run_says_what_it_did_in_counts(runs):
    (lines, _counts), _second, _var = runs

    assert [line.split(":")[0] for line in lines] == [
        "places",
        "services",
        "notices",
        "counters",
        "urgent reserves",
        "appointments",
        "free time",
        "accounts",
        "programme",
        "trainings",
        "contracts",
        "runs",
        "clusters",
        "people of clusters",
        "events of clusters",
        "mentoring",
        "concepts",
        "documents of clusters",
        "calls",
        "pages",
        "texts",
        "search",
    ]
    assert lines[0] == "places: units 3, locations 7, municipalities 13, places 266"
    assert all(re.fullmatch(r"[a-z ]+: [A-Za-z ]+ \d+(, [A-Za-z ]+ \d+)*", line) for line in lines)


def test_second_run_makes_nothing_new(runs):
    (_lines, after_first), (lines, after_second), _var = runs

    assert after_second == after_first
    assert [line.split(":")[0] for line in lines] == [
        "accounts",
        "programme",
        "trainings",
        "contracts",
        "runs",
        "clusters",
        "people of clusters",
        "events of clusters",
        "mentoring",
        "concepts",
        "documents of clusters",
        "calls",
        "pages",
        "texts",
        "search",
    ]
    assert set(re.findall(r"\d+", " ".join(lines[1:13]))) == {"0"}


def test_accounts_are_written_for_every_role(runs):
    _first, _second, var = runs
    path = var / "demo-accounts.json"

    rows = json.loads(path.read_text())

    assert path.stat().st_mode & 0o777 == 0o600
    assert {"editor", "clerk", "partner_api"} <= {row["role"] for row in rows}


@pytest.mark.req("B20", "B23")
def test_services_can_be_booked_right_after_the_load(runs):
    bookable = {
        service.slug: len(earliest(service, at=timezone.now()))
        for service in Service.objects.by_appointment()
    }

    assert {slug for slug, places in bookable.items() if places == 0} == set()
    assert bookable["osebna-izkaznica"] == 7


@pytest.mark.req("B8")
def test_page_of_a_service_and_of_an_office_open(runs, client):
    assert client.get("/sl/storitve/osebna-izkaznica/").status_code == 200
    assert client.get("/sl/enote/ljubljana-sedez/").status_code == 200


def test_load_refuses_outside_a_demonstration(settings):
    settings.DEMO_MODE = False

    with pytest.raises(CommandError, match="not a demonstration"):
        load_demo("--scale", "pilot")


def test_load_refuses_an_unknown_scale():
    with pytest.raises(CommandError, match="moon"):
        load_demo("--scale", "moon")
