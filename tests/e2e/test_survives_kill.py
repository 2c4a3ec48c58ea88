"""A booking that was acknowledged is there, and its mail goes out, whatever is killed (X6)."""

import http.client
import json
import os
import random
import signal
import threading
import time
import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest

from portal.postgres_place import known_cluster
from portal.postgres_process import postmaster

SERVICE = "osebna-izkaznica"
LOCATION = "litija-sedez"
# A dead worker's job comes back within two minutes, a message without one within two more.
FOUND_AGAIN = 300
KILLS = ["web", "job worker", "database", "web worker", "backend", "database"]


class Booker(threading.Thread):
    """Books one time after the other through the API until told to stop."""

    def __init__(self, portal, token, times):
        super().__init__(daemon=True)
        self.portal, self.times = portal, times
        self.headers = {"Authorization": f"Token {token}", "Content-Type": "application/json"}
        self.acknowledged, self.failures, self.is_over = [], 0, False

    def run(self):
        for starts_at in self.times:
            if self.is_over:
                return
            try:
                self.acknowledged.append(self.book(starts_at))
            except (OSError, http.client.HTTPException, ValueError, KeyError):
                self.failures += 1
                time.sleep(0.3)

    def book(self, starts_at):
        held = self.post(
            "/api/v1/holds/",
            {
                "service": SERVICE,
                "location": LOCATION,
                "starts_at": starts_at,
                "count": 1,
                "idempotency_key": uuid.uuid4().hex,
            },
        )
        booked = self.post(
            f"/api/v1/holds/{held['id']}/confirm/",
            {
                "contact": {"name": "Trda Preizkus", "email": "trda@example.org", "phone": ""},
                "language": "sl",
                "notify": ["email"],
                "acknowledged_version": (held["acknowledgement"] or {}).get("version"),
                "consent_version": held["consent"]["version"],
            },
        )
        return booked["reference"]

    def post(self, path, data):
        connection = http.client.HTTPConnection("127.0.0.1", self.portal.port, timeout=15)
        connection.request("POST", path, json.dumps(data), self.headers)
        answer = connection.getresponse()
        if answer.status != 201:
            raise ValueError(answer.read())
        return json.loads(answer.read())


@pytest.mark.browser
@pytest.mark.req("X6", "B71")
def test_acknowledged_bookings_and_their_mails_survive_kill_9(portal):
    accounts = json.loads((portal.var / "demo-accounts.json").read_text())
    token = next(one["token"] for one in accounts if one["role"] == "partner_api")
    booker = Booker(portal, token, free_times(portal))
    booker.start()

    for victim in KILLS:
        time.sleep(1 + random.random())
        kill(portal, victim)
        portal.wait_until_ready(90)
    time.sleep(1)
    booker.is_over = True
    booker.join(timeout=60)

    assert len(booker.acknowledged) >= len(KILLS)
    with portal.database() as database:
        kept = database.execute(
            "SELECT reference FROM booking_booking WHERE reference = ANY(%s)"
            " AND EXISTS (SELECT 1 FROM booking_appointment one"
            " WHERE one.booking_id = booking_booking.id AND one.status = 'booked')",
            [booker.acknowledged],
        ).fetchall()
        doubles = database.execute(
            "SELECT count(*) FROM booking_appointment one JOIN booking_appointment other"
            " ON one.counter_id = other.counter_id AND one.id < other.id"
            " AND one.period && other.period WHERE one.status = 'booked'"
            " AND other.status = 'booked'"
        ).fetchone()
    assert sorted(reference for (reference,) in kept) == sorted(booker.acknowledged)
    assert doubles == (0,)
    for reference in booker.acknowledged:
        mails = portal.mails_about(reference, 1, seconds=FOUND_AGAIN)
        assert len(mails) <= 2
        assert len({mail["Message-ID"] for mail in mails}) == 1


def free_times(portal):
    first = date.today() + timedelta(days=10)  # noqa: DTZ011 - any day ahead will do
    connection = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=30)
    connection.request(
        "GET",
        f"/api/v1/locations/{LOCATION}/slots/?service={SERVICE}&from={first}"
        f"&to={first + timedelta(days=30)}",
    )
    return [slot["starts_at"] for slot in json.loads(connection.getresponse().read())]


def kill(portal, victim):
    """Send SIGKILL to one process of the portal, chosen by name."""
    for pid in victims(portal, victim):
        os.kill(pid, signal.SIGKILL)
        return
    raise AssertionError(f"no {victim} to kill")


def victims(portal, victim):
    if victim == "database":
        return [postmaster(known_cluster(portal.var)).pid]
    if victim == "backend":
        with portal.database() as database:
            rows = database.execute(
                "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
                " AND pid <> pg_backend_pid()"
            )
            return [pid for (pid,) in rows]
    if victim == "job worker":
        return children(portal.process.pid, "procrastinate")
    masters = children(portal.process.pid, "gunicorn")
    return masters if victim == "web" else children(masters[0], "gunicorn")


def children(parent, word):
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            stat, command = (entry / "stat").read_text(), (entry / "cmdline").read_text()
        except OSError:
            continue
        if int(stat.rpartition(")")[2].split()[1]) == parent and word in command:
            found.append(int(entry.name))
    return sorted(found)
