"""A cluster with a resource person who offers times, a pilot and another local government."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from learning_cluster.actions.mentoring_booking import book_session
from learning_cluster.actions.mentoring_log import Entry, save_log
from learning_cluster.actions.offered_times import offer_times
from learning_cluster.enums import MembershipKind
from learning_cluster.log_drafts import Stamp
from learning_cluster.models import Cluster, Member, MentoringSession, OfferedTimes, Phase
from privacy.audit import Actor
from tests.factories.learning_cluster import (
    ClusterFactory,
    HelperFactory,
    MemberFactory,
    MembershipFactory,
    PhaseFactory,
    SessionFactory,
    signed_up,
)

AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)  # a Tuesday, 9.00 in Sarajevo
TUESDAY = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)  # the first time offered, 10.00 there
NOBODY = Actor(role="test")
HOURS = {
    "rule": "FREQ=WEEKLY;BYDAY=TU;COUNT=3",
    "valid_from": date(2026, 12, 1),
    "starts": time(10),
    "ends": time(12),
    "minutes": 60,
    "join_link": "https://video.example/soba",
    "pilots_first_until": None,
}


@dataclass(frozen=True)
class Scene:
    cluster: Cluster
    phase: Phase
    guide: Member
    pilot: Member
    other: Member


def scene() -> Scene:
    """Return a cluster under way; its three people have accounts."""
    cluster = ClusterFactory()
    phase = PhaseFactory(cluster=cluster)
    guide = HelperFactory(cluster=cluster)
    pilot = MemberFactory(membership__cluster=cluster, membership__kind=MembershipKind.PILOT)
    other = MemberFactory(membership=MembershipFactory(cluster=cluster))
    for member in (guide, pilot, other):
        signed_up(member)
    return Scene(cluster, phase, guide, pilot, other)


def offered(of: Scene, **facts) -> OfferedTimes:
    return offer_times(of.guide, **(HOURS | facts), by=NOBODY, at=AT)


def booked(of: Scene, offer, *, member=None, starts_at=TUESDAY, others=(), at=AT, wish="Буџет"):
    member = member or of.pilot
    own = [member.membership] if member.membership else []
    return book_session(
        offer,
        starts_at=starts_at,
        governments=[*own, *others],
        wish=wish,
        member=member,
        by=NOBODY,
        at=at,
    )


def begun(of: Scene, *members: Member, starts_at=AT - timedelta(hours=1)) -> MentoringSession:
    """Return a session that has begun, with the local governments of `members`."""
    session = SessionFactory(
        resource_person=of.guide,
        phase=of.phase,
        period=DateTimeTZRange(starts_at, starts_at + timedelta(minutes=45)),
    )
    for member in members or (of.pilot,):
        session.session_members.create(membership=member.membership)
    return session


def entry(of: Scene, **facts) -> Entry:
    """Return what is typed of a session."""
    typed = {
        "present": [of.pilot.pk],
        "minutes": 40,
        "is_missed": False,
        "phase": of.phase,
        "topics": ["буџет"],
        "questions": "Ко плаћа превоз? Општина.",
        "advice": "",
        "next_steps": "",
        "issues": "",
    }
    return Entry(**(typed | facts))


def saved(of: Scene, session, *, key=None, step=1, version=0, at=AT, author=None, **facts):
    return save_log(
        session,
        entry=entry(of, **facts),
        sent=Stamp(key or uuid4(), step, version),
        author=author or of.guide,
        by=NOBODY,
        at=at,
    )
