"""Calendars of clusters: for everybody, for a cluster, for one person (L8, I1)."""

from datetime import date

import pytest
from django.urls import reverse
from icalendar import Calendar

from accounts.models import Grant
from learning_cluster import event_calendar
from learning_cluster.actions.event_answers import answer_event
from learning_cluster.enums import (
    ClusterState,
    EventKind,
    EventState,
    MemberState,
    RegistrationState,
    SessionState,
    WindowKind,
)
from learning_cluster.feeds import ClusterEvents
from learning_cluster.models import (
    Cluster,
    Event,
    Member,
    MentoringSession,
    Milestone,
    SessionMember,
    Window,
)
from tests.factories.learning_cluster import (
    AT,
    STARTS_AT,
    EventFactory,
    PhaseFactory,
    SessionFactory,
    signed_up,
)
from tests.factories.learning_concepts import ConsultationWindowFactory
from tests.learning_cluster.events.scene import BY, DAY, at_that_time, scene
from tests.learning_cluster.events.test_announcing import announced

pytestmark = [pytest.mark.django_db, pytest.mark.req("I1")]
PUBLIC = "/koledarji/cluster-events.ics"


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    at_that_time(monkeypatch)


def read(client, path, **query):
    answer = client.get(path, query)
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content).walk("VEVENT")


def link(client, name, member):
    """Return the path of a new link, made on the member's page."""
    client.force_login(member.user)
    answer = client.post(reverse(name, args=[member.cluster.slug]), {"deed": "give"})
    web = answer.context["your_calendar"]["addresses"]["web"]
    client.logout()
    return web[web.index("/koledarji/") : web.index(".ics") + 4]


def test_public_calendar_has_announced_events_without_people_and_links(client):
    of = scene()
    event = announced(of, join_link="https://video.example/tajna")
    EventFactory(cluster=of.cluster, kind=EventKind.EXCHANGE_2, is_public=False)
    EventFactory(
        cluster=of.cluster,
        kind=EventKind.EXCHANGE_3,
        state=EventState.PLANNED,
        announced_at=None,
    )
    EventFactory(cluster__is_public=False)
    EventFactory(cluster__state=ClusterState.DRAFT)

    (entry,) = read(client, PUBLIC, lang="sr-latn")

    assert str(entry["uid"]) == event_calendar.uid(event)
    assert entry.decoded("dtstart") == STARTS_AT
    assert str(entry["location"]) == "Sala 1, Banja Luka"
    raw = client.get(PUBLIC).content.decode()
    hidden = ("tajna", of.ana.name, of.ana.email)
    assert [text for text in hidden if text in raw] == []


def test_public_calendar_is_narrowed_to_a_public_cluster(client):
    one, other = EventFactory(), EventFactory()
    secret = EventFactory(cluster__is_public=False)

    (entry,) = read(client, PUBLIC, cluster=one.cluster.slug)

    assert str(entry["uid"]) == event_calendar.uid(one)
    assert len(read(client, PUBLIC)) == 2
    for slug in ("none-such", secret.cluster.slug):
        assert client.get(PUBLIC, {"cluster": slug}).status_code == 400
    assert other.cluster.slug != one.cluster.slug


@pytest.mark.parametrize(("days", "told"), [(29, 1), (31, 0)])
def test_called_off_event_is_told_for_thirty_days(client, days, told):
    EventFactory(state=EventState.CANCELLED, reason="x", changed_at=AT - days * DAY)

    assert [str(one["status"]) for one in read(client, PUBLIC)] == ["CANCELLED"] * told


def test_version_changes_with_every_row_and_with_the_clock():
    event = EventFactory()
    feed, seen = ClusterEvents(), []

    seen.append(feed.version(AT))
    seen.append(feed.version(AT))
    Event.objects.filter(pk=event.pk).update(town="Добој")
    seen.append(feed.version(AT))
    seen.append(feed.version(AT + 400 * DAY))
    event.delete()
    seen.append(feed.version(AT))

    assert seen[0] == seen[1]
    assert len(set(seen)) == 4


def test_own_calendar_has_what_one_is_asked_to_and_leaves_out_what_one_declined(client):
    of, other = scene(), scene()
    signed_up(of.ana)
    mine = announced(of, join_link="https://video.example/soba")
    announced(other)
    path = link(client, "cluster_own_calendar", of.ana)

    (entry,) = read(client, path)
    row = mine.registrations.get(member=of.ana)
    answer_event(row, answer=RegistrationState.DECLINED, needs="", by=BY, at=AT)

    assert str(entry["uid"]) == event_calendar.uid(mine)
    assert int(entry["sequence"]) == row.told_sequence
    assert len(entry.walk("VALARM")) == 1
    assert read(client, path) == []


def test_own_calendar_has_ones_own_mentoring_sessions(client):
    of = scene()
    signed_up(of.ana)
    mine = SessionFactory(resource_person=of.guide)
    SessionMember.objects.create(session=mine, membership=of.ana.membership)
    others = SessionFactory(resource_person=of.guide)
    SessionMember.objects.create(session=others, membership=of.boris.membership)
    path = link(client, "cluster_own_calendar", of.ana)

    (entry,) = read(client, path)
    MentoringSession.objects.filter(pk=mine.pk).update(
        state=SessionState.CANCELLED, changed_at=AT - 31 * DAY
    )

    assert entry.decoded("dtstart") == mine.starts_at
    assert str(entry["location"]) == mine.join_link
    assert read(client, path) == []


def test_calendar_of_the_cluster_has_what_is_announced_in_it_and_ends_with_the_membership(client):
    of = scene()
    signed_up(of.ana)
    private = announced(of, is_public=False)
    EventFactory()
    path = link(client, "cluster_calendar", of.ana)

    (entry,) = read(client, path)
    Member.objects.filter(pk=of.ana.pk).update(state=MemberState.ENDED)

    assert str(entry["uid"]) == event_calendar.uid(private)
    assert client.get(path).status_code == 404


@pytest.mark.req("L4")
def test_calendar_of_the_cluster_has_consultations_and_milestones_as_whole_days(client):
    of = scene()
    signed_up(of.ana)
    Cluster.objects.filter(pk=of.cluster.pk).update(version=3, changed_at=AT - DAY)
    phase = PhaseFactory(cluster=of.cluster)
    ConsultationWindowFactory(phase=phase)
    facts = {"phase": phase, "kind": WindowKind.CONSULTATION}
    Window.objects.create(name_sr="До 17. маја", ends_on=date(2027, 5, 17), **facts)
    Window.objects.create(name_sr="Давно", ends_on=date(2024, 5, 17), **facts)
    Milestone.objects.create(phase=phase, name_sr="Коначни концепти", day=date(2027, 1, 5))
    ConsultationWindowFactory()

    entries = read(client, link(client, "cluster_calendar", of.ana))

    days = sorted(
        (one.decoded("dtstart"), one.decoded("dtend"), int(one["sequence"])) for one in entries
    )
    assert days == [
        (date(2026, 11, 16), date(2026, 11, 28), 3),
        (date(2027, 1, 5), date(2027, 1, 6), 3),
        (date(2027, 5, 17), date(2027, 5, 18), 3),
    ]
    assert len({str(one["uid"]) for one in entries}) == 3
    assert {str(one["transp"]) for one in entries} == {"TRANSPARENT"}


@pytest.mark.req("X4")
@pytest.mark.parametrize("name", ["cluster_calendar", "cluster_own_calendar"])
def test_replaced_link_opens_nothing(client, name):
    of = scene()
    signed_up(of.ana)
    announced(of)
    old = link(client, name, of.ana)

    new = link(client, name, of.ana)

    assert client.get(old).status_code == 404
    assert len(read(client, new)) == 1


@pytest.mark.req("X2")
@pytest.mark.parametrize("name", ["cluster_calendar", "cluster_own_calendar"])
def test_calendars_are_empty_once_the_role_is_taken_though_the_place_stays(client, name):
    of = scene()
    signed_up(of.ana)
    announced(of)
    SessionMember.objects.create(
        session=SessionFactory(resource_person=of.guide), membership=of.ana.membership
    )
    path = link(client, name, of.ana)
    before = len(read(client, path))

    Grant.objects.filter(user=of.ana.user).update(valid_to=AT)

    assert (bool(before), read(client, path)) == (True, [])
