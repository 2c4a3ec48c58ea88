"""Booking, moving and calling off online sessions (L9)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from languages.codes import SR
from languages.dates import in_sentence
from learning_cluster.actions.mentoring_locks import changed_meanwhile, lock_session, lock_time_of
from learning_cluster.actions.offered_times import not_open
from learning_cluster.enums import ClusterState, MemberRole, SessionState
from learning_cluster.errors import ClusterError
from learning_cluster.mentoring import free_of, is_pilot, participants, phase_at, representatives
from learning_cluster.mentoring_times import FreeTime
from learning_cluster.messages import mentoring as mails
from learning_cluster.models import (
    Member,
    Membership,
    MentoringSession,
    OfferedTimes,
    SessionMember,
)
from privacy.audit import Actor, record

LABEL = "learning_cluster.mentoringsession"
_ONE_AT_A_TIME = "cluster_session_one_at_a_time"
MOST_AHEAD = 3  # sessions booked and not begun, of one local government


@transaction.atomic
def book_session(
    offer: OfferedTimes,
    *,
    starts_at: datetime,
    governments: Sequence[Membership],
    wish: str,
    member: Member,
    by: Actor,
    at: datetime,
) -> MentoringSession:
    """Book an offered time for local governments of the cluster; all of them are told.

    `member` books: a representative for their own and others, or who guides the cluster for any.
    Pressed twice it is one session. Raises ClusterError "not_open", "nobody",
    "enough_ahead" for a local government that holds MOST_AHEAD times already, "taken" or
    "pilots_first".
    """
    person = offer.resource_person
    lock_time_of(person)
    known = MentoringSession.objects.filter(
        resource_person=person,
        period__startswith=starts_at,
        state=SessionState.BOOKED,
        booked_by=member,
    ).first()
    if known is not None:
        return known
    if offer.cluster.state != ClusterState.OPEN:
        raise not_open()
    if not governments:
        raise ClusterError("nobody", _("Choose at least one local government."))
    _check_share(member, at)
    free = _free(person, offer, starts_at, at)
    _check_turn(free, member, offer, at)
    session = MentoringSession(
        cluster=offer.cluster,
        resource_person=person,
        phase=phase_at(offer.cluster, starts_at),
        period=DateTimeTZRange(free.starts_at, free.ends_at),
        join_link=offer.join_link,
        wish=wish,
        booked_by=member,
        booked_at=at,
        changed_at=at,
    )
    _write(session)
    SessionMember.objects.bulk_create(
        SessionMember(session=session, membership=one) for one in governments
    )
    mails.tell(session, participants(session), what="booked", at=at)
    record(by, "session_booked", LABEL, session.pk, at=at)
    return session


@transaction.atomic
def move_session(
    session: MentoringSession,
    offer: OfferedTimes,
    *,
    starts_at: datetime,
    seen: int,
    member: Member,
    by: Actor,
    at: datetime,
) -> None:
    """Give a session another offered time; calendars follow. The same time again is nothing.

    `seen` is the session's sequence as the page showed it. Raises ClusterError "not_yours" unless
    `member` is of the local government that booked it or guides it, "gone" once it has begun or
    was called off, and "changed_meanwhile", "taken" or "pilots_first".
    """
    lock_time_of(offer.resource_person)
    stored = lock_session(session)
    _check_still(stored, at)
    if stored.starts_at == starts_at:
        return
    if not may_move(stored, member):
        text = _("Only who booked the session can move it. You can call it off for yourselves.")
        raise ClusterError("not_yours", text)
    if stored.sequence != seen:
        raise changed_meanwhile()
    if offer.resource_person_id != stored.resource_person_id:
        raise _taken()
    free = _free(offer.resource_person, offer, starts_at, at, besides=stored)
    _check_turn(free, member, offer, at)
    stored.period = DateTimeTZRange(free.starts_at, free.ends_at)
    stored.join_link = offer.join_link
    stored.phase = phase_at(stored.cluster, starts_at)
    _write(_newer(stored, at))
    mails.tell(stored, participants(stored), what="changed", at=at)
    record(by, "session_moved", LABEL, stored.pk, at=at, changed=["period"])


@transaction.atomic
def cancel_session(
    session: MentoringSession, *, reason: str, member: Member, by: Actor, at: datetime
) -> None:
    """Call a session off: a representative for their local government, who guides it for all.

    It is called off for everybody where nobody is left. Idempotent. Raises ClusterError "gone"
    once it has begun, "without_reason".
    """
    lock_time_of(session.resource_person)
    stored = lock_session(session)
    rows = stored.session_members.all()
    leaving = rows if guides(stored, member) else rows.filter(membership=member.membership_id)
    if stored.state == SessionState.CANCELLED or not leaving:
        return
    _check_still(stored, at)
    if not reason:
        raise ClusterError("without_reason", _("Say why: the others are told."))
    told = participants(stored)
    if len(leaving) == len(rows):
        stored.state, stored.reason = SessionState.CANCELLED, reason
        _newer(stored, at).save()
        mails.tell(stored, told, what="cancelled", at=at)
        record(by, "session_cancelled", LABEL, stored.pk, at=at, changed=["state"])
        return
    gone = representatives(leaving.values_list("membership", flat=True))
    leaving.delete()
    _newer(stored, at).save()
    mails.tell(stored, gone, what="left", at=at)
    record(by, "session_left", LABEL, stored.pk, at=at, changed=["governments"])


def guides(session: MentoringSession, member: Member) -> bool:
    """Say whether somebody is the session's own resource person."""
    return session.resource_person_id == member.pk


def may_move(session: MentoringSession, member: Member) -> bool:
    """Say whether somebody may choose another time for all who take part."""
    booked_by = session.booked_by
    return guides(session, member) or (
        booked_by is not None
        and member.membership_id is not None
        and booked_by.membership_id == member.membership_id
    )


def _free(
    person: Member,
    offer: OfferedTimes,
    starts_at: datetime,
    at: datetime,
    *,
    besides: MentoringSession | None = None,
) -> FreeTime:
    """Return the offered time that begins then, read under the lock; else it is taken."""
    for one in free_of(person, at, besides=besides):
        if one.starts_at == starts_at and one.offer == offer.pk:
            return one
    raise _taken()


def _taken() -> ClusterError:
    text = _("Somebody has just taken this time, or it is offered no more. Choose another one.")
    return ClusterError("taken", text)


def _check_turn(free: FreeTime, member: Member, offer: OfferedTimes, at: datetime) -> None:
    """Raise "pilots_first" where only pilots may book yet; who guides the cluster is free to."""
    until = free.pilots_first_until
    if until is None or at >= until:
        return
    if member.role == MemberRole.RESOURCE_PERSON or is_pilot(member.membership):
        return
    when = in_sentence(until, offer.cluster.tz, get_language() or SR)
    text = _(
        "Times are scarce: until then only pilots may book this one. You can book it %(when)s."
    )
    raise ClusterError("pilots_first", text % {"when": when})


def _check_share(member: Member, at: datetime) -> None:
    """Raise "enough_ahead" for who would take more than their share; guides are free to."""
    if member.membership_id is None:
        return
    held = MentoringSession.objects.filter(
        booked_by__membership=member.membership_id,
        state=SessionState.BOOKED,
        period__startswith__gt=at,
    )
    if held.count() >= MOST_AHEAD:
        text = _(
            "Your local government has booked %(most)s sessions ahead: the other times are for"
            " others. Book again when one of them is over, or call one off."
        )
        raise ClusterError("enough_ahead", text % {"most": MOST_AHEAD})


def _check_still(session: MentoringSession, at: datetime) -> None:
    if session.state != SessionState.BOOKED or session.starts_at <= at:
        text = _("The session has begun or was called off: it cannot be changed any more.")
        raise ClusterError("gone", text)


def _newer(session: MentoringSession, at: datetime) -> MentoringSession:
    session.sequence += 1
    session.changed_at = at
    return session


def _write(session: MentoringSession) -> None:
    try:
        with transaction.atomic():
            session.save()
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        if getattr(diagnosis, "constraint_name", "") != _ONE_AT_A_TIME:
            raise
        raise _taken() from None
