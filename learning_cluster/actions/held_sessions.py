"""A session that was held without having been booked: a call, a word after an event (L9)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from learning_cluster.actions.mentoring_booking import LABEL
from learning_cluster.actions.mentoring_locks import lock_time_of
from learning_cluster.errors import ClusterError
from learning_cluster.mentoring import phase_at
from learning_cluster.models import Member, Membership, MentoringSession, SessionMember
from privacy.audit import Actor, record


@transaction.atomic
def add_session(
    person: Member,
    *,
    starts_at: datetime,
    length: timedelta,
    governments: Sequence[Membership],
    by: Actor,
    at: datetime,
) -> MentoringSession:
    """Note a session that has begun already; nobody is told. Pressed twice it is one.

    Raises ClusterError "not_begun" for a later moment, "elsewhere" where another session of the
    same person lies at that time.
    """
    if starts_at > at:
        raise ClusterError("not_begun", _("This moment is still to come: let members book it."))
    lock_time_of(person)
    period = DateTimeTZRange(starts_at, starts_at + length)
    known = MentoringSession.objects.occupying().filter(
        resource_person=person, period=period, booked_by=person
    )
    if (row := known.first()) is not None:
        return row
    session = MentoringSession(
        cluster=person.cluster,
        resource_person=person,
        phase=phase_at(person.cluster, starts_at),
        period=period,
        booked_by=person,
        booked_at=at,
        changed_at=at,
    )
    try:
        with transaction.atomic():
            session.save()
    except IntegrityError:
        text = _("You have another session at this time: log that one.")
        raise ClusterError("elsewhere", text) from None
    SessionMember.objects.bulk_create(
        SessionMember(session=session, membership=one) for one in governments
    )
    record(by, "session_added", LABEL, session.pk, at=at)
    return session
