"""The coordinator's pages of events in the admin (L8, L13)."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.roles import Role
from languages.transliteration import to_latin
from learning_cluster.enums import EventKind, EventState
from learning_cluster.models import Cluster, Event
from privacy.models import AuditEntry
from tests.factories.accounts import GrantFactory, UserFactory, signed_in
from tests.factories.learning_cluster import STARTS_AT, EventFactory, MemberFactory
from tests.learning_cluster.events.scene import (
    DAY,
    HOURS,
    at_that_time,
    mails,
    planned,
    scene,
    training_and_exchange,
)
from tests.learning_cluster.events.test_announcing import announced
from tests.learning_cluster.test_evaluation import given

pytestmark = [pytest.mark.django_db, pytest.mark.req("L8")]
DATES = {"day": "2026-12-08", "begins": "9:00", "finishes": "17.00"}


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    at_that_time(monkeypatch)


@pytest.fixture
def of(client):
    found = scene()
    found.user = user = UserFactory()
    GrantFactory(
        user=user,
        role=Role.CLUSTER_COORDINATOR,
        scope_type=ContentType.objects.get_for_model(Cluster),
        scope_id=found.cluster.pk,
    )
    signed_in(client, user)
    return found


def path(name, event, *more):
    return reverse(f"learning_cluster:{name}", args=[event.cluster.slug, event.pk, *more])


def test_event_is_planned_dated_announced_and_called_off(client, of):
    facts = {"name_sr": "Други догађај", "kind": "exchange_2", "town": "Добој"}
    client.post(reverse("learning_cluster:event_new", args=[of.cluster.slug]), facts)
    event = Event.objects.get()
    client.post(path("event_date", event), DATES | {"seen": "1"})
    event.refresh_from_db()
    client.post(path("event_announce", event), {"seen": event.version})
    event.refresh_from_db()
    page = client.get(path("event", event)).content.decode()
    client.post(path("event_cancel", event), {"seen": event.version, "reason": "Снијег"})

    event.refresh_from_db()
    assert (event.starts_at, event.ends_at) == (STARTS_AT, STARTS_AT + HOURS)
    assert to_latin(of.ana.name) in page
    assert (event.state, event.reason) == (EventState.CANCELLED, "Снијег")
    assert [len(mails(what)) for what in ("invited", "cancelled")] == [3, 3]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("day", ""),
        ("day", "jutri"),
        ("begins", "25.00"),
        ("finishes", ""),
        ("finishes", "8:00"),
        ("seen", "x"),
    ],
)
def test_bad_hours_are_named_and_not_kept(client, of, field, value):
    event = planned(of)

    answer = client.post(path("event_date", event), DATES | {"seen": "1", field: value})

    assert answer.status_code == 200
    assert list(answer.context["dates"].errors) == [field]
    event.refresh_from_db()
    assert event.period is None


def test_hour_that_the_clocks_leave_out_is_named(client, of):
    event = planned(of)
    typed = {"day": "2027-03-28", "begins": "2:30", "finishes": "9:00", "seen": "1"}

    answer = client.post(path("event_date", event), typed)

    assert list(answer.context["dates"].errors) == ["begins"]


@pytest.mark.req("L3")
def test_first_exchange_away_from_the_training_is_refused_with_the_reason(client, of):
    training, exchange = training_and_exchange(of)
    client.post(path("event_date", training), DATES | {"seen": "1"})

    answer = client.post(path("event_date", exchange), DATES | {"day": "2026-12-15", "seen": "1"})

    assert (answer.status_code, answer.context["error"].code) == (409, "adjoins")
    assert answer.context["dates"]["day"].value() == "2026-12-15"


def test_what_a_colleague_changed_meanwhile_is_not_overwritten(client, of):
    event = planned(of)
    facts = {"name_sr": "Назив", "town": "Добој", "seen": "1"}
    client.post(path("event_facts", event), facts)

    late = client.post(path("event_facts", event), facts | {"town": "Зворник"})
    again = client.post(
        path("event_facts", event),
        facts | {"town": "Зворник", "seen": late.context["form"].data["seen"]},
    )

    assert (late.status_code, late.context["form"]["town"].value()) == (409, "Зворник")
    event.refresh_from_db()
    assert (again.status_code, event.town) == (302, "Зворник")


@pytest.mark.parametrize(
    ("field", "value"),
    [("name_sr", ""), ("join_link", "javascript:alert(1)"), ("phase", "0"), ("kind", "party")],
)
def test_bad_facts_are_named_and_nothing_is_planned(client, of, field, value):
    facts = {"name_sr": "Назив", "kind": "meeting", "town": "Добој"}
    new = reverse("learning_cluster:event_new", args=[of.cluster.slug])

    answer = client.post(new, facts | {field: value})

    assert list(answer.context["form"].errors) == [field]
    assert not Event.objects.exists()


def test_more_people_are_invited_and_strangers_are_not(client, of):
    event = announced(of)
    late = MemberFactory(cluster=of.cluster, membership=of.ana.membership, place=9)
    stranger = MemberFactory()

    bad = client.post(path("event_invite", event), {"members": [stranger.pk]})
    client.post(path("event_invite", event), {"members": [late.pk]})

    assert list(bad.context["invite"].errors) == ["members"]
    assert event.registrations.filter(member=late).exists()


def test_event_is_noted_as_held_after_attendance(client, of, monkeypatch):
    event = announced(of)
    at_that_time(monkeypatch, STARTS_AT + DAY)
    signed_in(client, of.user)

    early = client.post(path("event_held", event), {"seen": event.version})
    event.registrations.update(attended=True)
    client.post(path("event_held", event), {"seen": event.version})

    event.refresh_from_db()
    assert early.context["error"].code == "attendance_missing"
    assert event.state == EventState.HELD


@pytest.mark.req("L13")
@pytest.mark.parametrize(("grades", "rows"), [([5, 4], 0), ([5, 4, 4], 1)])
def test_results_and_workbook_are_shown_from_three_answers_on(
    client, of, monkeypatch, grades, rows
):
    event = EventFactory(cluster=of.cluster, kind=EventKind.EXCHANGE_3)
    given(event, grades)
    at_that_time(monkeypatch, STARTS_AT + timedelta(days=8))
    signed_in(client, of.user)

    page = client.get(reverse("learning_cluster:evaluation", args=[of.cluster.slug]))
    file = client.get(reverse("learning_cluster:evaluation_file", args=[of.cluster.slug]))

    book = load_workbook(BytesIO(file.content))
    assert page.content.decode().count("okence-result__picture") == rows
    assert book.worksheets[0].max_row == 1 + rows
    assert AuditEntry.objects.filter(verb="evaluation_exported").count() == 1


def test_list_reads_as_much_for_thirty_events_as_for_one(client, of):
    announced(of)
    url, counts = reverse("learning_cluster:events", args=[of.cluster.slug]), []
    for number in (0, 29):
        for _extra in range(number):
            EventFactory(cluster=of.cluster, kind=EventKind.MEETING)
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]
