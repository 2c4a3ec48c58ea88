"""Feeds read by programs that are not ours: vdirsyncer with khal, ical.js, icalendar (I1)."""

import dataclasses
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from icalendar import Calendar

from booking.feeds import OF_COUNTERS, holder_of
from calendars import feeds
from calendars.actions.links import give_link
from languages.offered import offered
from privacy.audit import SYSTEM
from tests.booking.offices import office
from tests.calendars.test_feeds import Listed, entry
from tests.factories.accounts import UserFactory
from tests.factories.booking import booked
from tests.factories.training import AdvancedFactory, EnrolmentFactory, TrainerFactory
from tests.training.announced import announced
from training.enums import RunState
from training.feeds_of_participants import OF_PARTICIPANTS
from training.feeds_of_participants import holder_of as holder_of_participant
from training.feeds_of_trainers import OF_TRAINERS
from training.models import Run, RunTrainer

BIN = Path(sys.executable).parent
READER = Path(__file__).with_name("read_with_ical_js.mjs")
TUESDAY = datetime(2027, 3, 30, 6, 20, tzinfo=UTC)  # 8.20 in summer time
SYNC = """
[general]
status_path = "{folder}/status"
[pair feed]
a = "web"
b = "kept"
collections = null
conflict_resolution = "a wins"
[storage web]
type = "http"
url = "{address}"
[storage kept]
type = "filesystem"
path = "{folder}/kept"
fileext = ".ics"
"""
SHOW = """
[calendars]
[[feed]]
path = {folder}/kept
readonly = True
[locale]
local_timezone = Europe/Ljubljana
default_timezone = Europe/Ljubljana
timeformat = %H:%M
dateformat = %d.%m.
longdateformat = %Y-%m-%d
datetimeformat = %d.%m. %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""


class Subscription:
    """A folder into which vdirsyncer fetches one address, and khal's view of it."""

    def __init__(self, folder, address):
        (folder / "kept").mkdir()
        (folder / "sync.conf").write_text(SYNC.format(folder=folder, address=address))
        (folder / "khal.conf").write_text(SHOW.format(folder=folder))
        self.folder = folder
        self._run("vdirsyncer", "-c", folder / "sync.conf", "discover")

    def sync(self):
        self._run("vdirsyncer", "-c", self.folder / "sync.conf", "sync", "--force-delete")

    def shown(self):
        wanted = "{start-long} {cancelled}{title}"
        asked = ["list", "--format", wanted, "--day-format", "", "2027-03-28", "7d"]
        return self._run("khal", "-c", self.folder / "khal.conf", *asked).split("\n")[:-1]

    def _run(self, *command):
        home = {"HOME": str(self.folder), "XDG_CACHE_HOME": str(self.folder), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            [BIN / command[0], *map(str, command[1:])],
            env=os.environ | home, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def read_by_ical_js(raw):
    """Return what ical.js makes of a calendar: name, zones, and its events in UTC."""
    path = (
        f"{BIN}{os.pathsep}{os.environ['PATH']}"  # where `make` puts node if the machine has none
    )
    done = subprocess.run(
        ["node", READER], input=raw, env=os.environ | {"PATH": path}, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.mark.req("I1")
@pytest.mark.django_db(transaction=True)
def test_vdirsyncer_and_khal_see_a_move_a_cancellation_and_a_deletion(
    live_server, tmp_path, monkeypatch
):
    event = entry(starts=TUESDAY, ends=TUESDAY + timedelta(hours=1), summary="Обука за референте")
    other = entry(uid="other", starts=TUESDAY, ends=TUESDAY + timedelta(hours=1), summary="Drugo")
    monkeypatch.setattr(feeds, "_public", {})

    def publish(*entries):
        feeds.register(Listed(*entries, is_public=True))
        subscription.sync()
        return subscription.shown()

    subscription = Subscription(tmp_path, f"{live_server.url}/koledarji/listed.ics")

    assert publish(event, other) == [
        "2027-03-30 08:20 Drugo",
        "2027-03-30 08:20 Обука за референте",
    ]
    moved = dataclasses.replace(
        event,
        starts=TUESDAY + timedelta(days=1, hours=1), ends=TUESDAY + timedelta(days=1, hours=2),
        sequence=1, changed_at=timezone.now(),
    )  # fmt: skip
    assert publish(moved, other) == [
        "2027-03-30 08:20 Drugo",
        "2027-03-31 09:20 Обука за референте",
    ]
    off = dataclasses.replace(moved, sequence=2, is_cancelled=True)
    assert publish(off, other) == [
        "2027-03-30 08:20 Drugo", "2027-03-31 09:20 CANCELLED Обука за референте",
    ]  # fmt: skip
    back = dataclasses.replace(moved, sequence=3)
    assert publish(back, other)[1:] == ["2027-03-31 09:20 Обука за референте"]
    assert publish(other) == ["2027-03-30 08:20 Drugo"]


@pytest.mark.req("I1", "I3")
@pytest.mark.django_db
def test_every_public_feed_is_read_alike_by_two_libraries(client):
    for feed in feeds.public_feeds():
        for language in offered():
            answer = client.get(f"/koledarji/{feed.name}.ics", {"lang": language})
            assert_read_alike(b"".join(answer))


@pytest.mark.req("I1", "I3")
@pytest.mark.django_db
def test_counters_feed_is_read_alike_by_two_libraries(client):
    place, service = office(1, name="Upravna enota Литија; prvo okno")
    counter = place.counters.get()
    for days in (2, 40, 100):
        start = timezone.now().replace(hour=9, minute=0, second=0, microsecond=0)
        moment = start + timedelta(days=days)
        booked(location=place, counter=counter, service=service, starts_at=moment)
    token = give_link(OF_COUNTERS, holder_of(counter), by=SYSTEM, at=timezone.now())

    answer = client.get(f"/koledarji/okence/{token}.ics")

    assert len(assert_read_alike(b"".join(answer))) == 3


@pytest.fixture
def advanced_run():
    """Return a run of two days, with letters and marks that must be escaped."""
    run = announced(AdvancedFactory(name_sl="Soustvarjanje; šola, 2. del"), days=150)
    announced(days=3, venue="Učilnica\\nov, 1; Литија")
    return run


@pytest.mark.req("I1", "I3", "T16")
@pytest.mark.django_db
@pytest.mark.parametrize("language", ["sl", "sr", "sr-latn", "en"])
def test_feed_of_runs_is_read_alike_by_two_libraries(client, advanced_run, language):
    off = announced(days=5)
    facts = {"state": RunState.CANCELLED, "reason": "Premalo prijav", "changed_at": timezone.now()}
    Run.objects.filter(pk=off.pk).update(**facts)

    every = client.get("/koledarji/usposabljanja.ics", {"lang": language})
    narrowed = client.get("/koledarji/usposabljanja.ics", {"lang": language, "level": "advanced"})

    states = [one["status"] for one in assert_read_alike(every.content)]
    assert states == ["CONFIRMED", "CANCELLED", "CONFIRMED", "CONFIRMED"]
    assert len(assert_read_alike(narrowed.content)) == 2


@pytest.mark.req("I1", "I3")
@pytest.mark.django_db
def test_feeds_of_trainers_and_participants_are_read_alike_by_two_libraries(client, advanced_run):
    trainer, enrolment = TrainerFactory(user=UserFactory()), EnrolmentFactory(run=advanced_run)
    now = timezone.now()
    RunTrainer.objects.create(run=advanced_run, trainer=trainer, reply="accepted", asked_at=now)
    links = [
        (OF_TRAINERS, trainer.user),
        (OF_PARTICIPANTS, holder_of_participant(enrolment.participant)),
    ]

    for kind, holder in links:
        token = give_link(kind, holder, by=SYSTEM, at=now)
        answer = client.get(f"/koledarji/{kind.name}/{token}.ics")
        assert len(assert_read_alike(answer.content)) == 2


@pytest.mark.req("I3")
@pytest.mark.parametrize("day", ["2027-03-27", "2027-03-29", "2027-10-30", "2027-11-01"])
def test_ical_js_reads_the_hour_from_our_zone_rules(day):
    from calendars.feed_ics import feed_ics

    moment = datetime.fromisoformat(f"{day}T08:20:00+00:00")
    raw = feed_ics(
        Listed(entry(starts=moment, ends=moment + timedelta(hours=1))), at=moment, language="sr"
    )

    (event,) = read_by_ical_js(raw)["events"]
    assert event["starts"] == f"{day}T08:20:00Z"


@pytest.mark.req("I3")
@pytest.mark.parametrize(
    "moment",
    ["03-28T00:59", "03-28T01:00", "03-28T01:30", "03-28T02:30", "10-30T23:59", "10-31T02:00"],
)
def test_ical_js_reads_the_hour_beside_a_change_of_the_clock(moment):
    from calendars.feed_ics import feed_ics

    starts = datetime.fromisoformat(f"2027-{moment}:00+00:00")
    listed = entry(starts=starts, ends=starts + timedelta(hours=4))

    (event,) = read_by_ical_js(feed_ics(Listed(listed), at=starts, language="sl"))["events"]

    assert event["starts"] == f"2027-{moment}:00Z"


@pytest.mark.req("I3")
def test_ical_js_reads_the_hour_in_every_year_of_a_long_calendar():
    from calendars.feed_ics import feed_ics

    days = [f"{year}-{day}" for year in range(2024, 2033) for day in ("01-15", "04-25", "11-05")]
    moments = [datetime.fromisoformat(f"{day}T08:20:00+00:00") for day in days]
    listed = [entry(uid=f"{one}", starts=one, ends=one + timedelta(hours=1)) for one in moments]

    events = read_by_ical_js(feed_ics(Listed(*listed), at=moments[0], language="sl"))["events"]

    assert [one["starts"] for one in events] == [f"{day}T08:20:00Z" for day in days]


def assert_read_alike(raw):
    """Hold both readings against each other; return the events."""
    calendar = Calendar.from_ical(raw)
    by_js = read_by_ical_js(raw)
    assert [part.errors for part in calendar.walk() if part.errors] == []
    assert by_js["name"] == str(calendar["X-WR-CALNAME"])
    assert by_js["zones"] == [str(zone["TZID"]) for zone in calendar.timezones]
    assert by_js["events"] == [
        {
            "uid": str(event["UID"]),
            "title": str(event["SUMMARY"]),
            "status": str(event["STATUS"]),
            "starts": written(event["DTSTART"].dt),
            "ends": written(event["DTEND"].dt),
        }
        for event in calendar.events
    ]
    return by_js["events"]


def written(moment):
    if isinstance(moment, datetime):
        return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return moment.isoformat()
