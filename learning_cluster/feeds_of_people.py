"""Calendars of people in clusters: one of a whole cluster, one of what is one's own (I1, X4)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from calendars.feed_ics import KEEP_CANCELLED
from calendars.feeds import Entry, Feed
from calendars.personal import PersonalKind
from learning_cluster import event_calendar
from learning_cluster.enums import RegistrationState, SessionState
from learning_cluster.feed_of_plan import plan_entries
from learning_cluster.feeds import entry_of, told
from learning_cluster.models import Cluster, Event, Member, MentoringSession, Registration
from learning_cluster.models.cluster import SARAJEVO
from learning_cluster.models.people import MemberQuerySet
from learning_cluster.signing import signed_entries

BACK = timedelta(days=400)
ALARM = timedelta(days=1)
SESSION_ALARM = timedelta(hours=1)


class ClusterCalendar(Feed):
    """Every announced event of one cluster, public or not, and the days of its work plan.

    Nobody's answers are in it.
    """

    name = "grozd"
    zone = ZoneInfo(SARAJEVO)

    def __init__(self, member: Member) -> None:
        self.cluster, self.user = member.cluster, member.user

    def title(self) -> str:
        return _("Events: %(cluster)s") % {"cluster": self.cluster.name}

    def entries(self, at: datetime) -> Iterator[Entry]:
        """Return events, with the UID the mails have, consultations, milestones.

        Nothing for whoever has no role in the cluster any more.
        """
        assert self.user is not None  # who accepted has an account
        if not Cluster.objects.visible_to(self.user, at).filter(pk=self.cluster.pk).exists():
            return iter(())
        rows = Event.objects.filter(cluster=self.cluster, announced_at__isnull=False)
        rows = rows.dated().with_names().filter(told(at, back=BACK))
        events = (
            entry_of(event, url=event_calendar.inside_url(event), with_link=True) for event in rows
        )
        return signed_entries(chain(events, plan_entries(self.cluster, at, back=BACK)))


class OwnCalendar(Feed):
    """Events somebody was asked to and has not declined, and mentoring sessions they are in."""

    name = "moj-grozd"
    zone = ZoneInfo(SARAJEVO)

    def __init__(self, holder: User) -> None:
        self.holder = holder

    def title(self) -> str:
        return _("My learning clusters")

    def entries(self, at: datetime) -> Iterator[Entry]:
        """Return events with the number of the last mail, then sessions; none without a role."""
        members = Member.objects.visible_to(self.holder, at).accepted().of_user(self.holder)
        sessions = map(_session_entry, _sessions(members, at))
        return signed_entries(chain(_invited(members, at), sessions))


def _invited(members: MemberQuerySet, at: datetime) -> Iterator[Entry]:
    rows = Registration.objects.filter(member__in=members, event__period__isnull=False)
    rows = rows.exclude(state=RegistrationState.DECLINED).select_related("event__cluster__project")
    keys = Event.objects.filter(told(at, back=BACK)).values("pk")
    for row in rows.filter(event__in=keys).order_by("event__period"):
        yield entry_of(
            row.event,
            url=event_calendar.inside_url(row.event),
            sequence=row.told_sequence,
            with_link=True,
            alarm=ALARM,
        )


def _sessions(members: MemberQuerySet, at: datetime) -> Iterator[MentoringSession]:
    gone = Q(state=SessionState.CANCELLED)
    kept = (~gone & Q(period__endswith__gt=at - BACK)) | (
        gone & Q(changed_at__gt=at - KEEP_CANCELLED)
    )
    mine = Q(resource_person__in=members) | Q(
        session_members__membership__in=members.exclude(membership=None).values("membership")
    )
    rows = MentoringSession.objects.filter(mine, kept).select_related("cluster").distinct()
    yield from rows.order_by("period")


def _session_entry(session: MentoringSession) -> Entry:
    is_cancelled = session.state == SessionState.CANCELLED
    name = pgettext("mentoring session in a calendar", "Mentoring (%(cluster)s)")
    return Entry(
        uid=f"{session.uid}@{settings.MESSAGE_ID_DOMAIN}",
        starts=session.starts_at,
        ends=session.ends_at,
        summary=name % {"cluster": session.cluster.name},
        location="" if is_cancelled else session.join_link,
        changed_at=session.changed_at,
        sequence=session.sequence,
        is_cancelled=is_cancelled,
        zone=session.cluster.tz,
        alarm=SESSION_ALARM,
    )


def _cluster_feed(key: str) -> Feed | None:
    """Return the calendar behind a member's link while they are in the cluster."""
    try:
        uid = UUID(key)
    except ValueError:
        return None
    rows = (
        Member.objects.accepted()
        .filter(uid=uid, user__is_active=True)
        .with_names()
        .select_related("user")
    )
    member = rows.first()
    return ClusterCalendar(member) if member else None


def _own_feed(holder: User) -> Feed | None:
    is_in = Member.objects.accepted().of_user(holder).exists()
    return OwnCalendar(holder) if is_in else None


OF_CLUSTER = PersonalKind(ClusterCalendar.name, _cluster_feed, "learning_cluster.member")
OF_PERSON = PersonalKind(OwnCalendar.name, _own_feed)
