"""Expert days booked against the plan, in halves (L5)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from learning_cluster.actions.mentoring_locks import lock_cluster
from learning_cluster.day_words import in_days
from learning_cluster.days_plan import Standing, fits
from learning_cluster.errors import ClusterError
from learning_cluster.models import Member, MentoringSession, Phase, TimeSheet, WorkDay
from privacy.audit import Actor, record

LABEL = "learning_cluster.workday"


@transaction.atomic
def book_day(
    member: Member,
    *,
    phase: Phase,
    day: date,
    halves: int,
    what: str,
    reason: str,
    session: MentoringSession | None = None,
    by: Actor,
    at: datetime,
) -> WorkDay:
    """Book half a day (1) or a whole one (2) of work to a phase.

    Raises ClusterError "not_yet" for a day to come, "signed" for one in a signed period, "full"
    where the day holds a whole day already, and "over_plan" where more would be booked than the
    phase plans and no reason is given.
    """
    cluster = lock_cluster(member.cluster)
    if day > at.astimezone(cluster.tz).date():
        raise ClusterError("not_yet", _("Book a day once the work is done: this one is to come."))
    if TimeSheet.objects.filter(member=member, first__lte=day, last__gte=day).exists():
        text = _("The time sheet of that period is signed: its days are changed no more.")
        raise ClusterError("signed", text)
    taken = _sum(WorkDay.objects.filter(member=member, day=day))
    if not fits(taken, halves):
        raise ClusterError("full", _("More than a whole day would be booked on that day."))
    standing = standing_of(phase)
    over = standing.over_with(halves)
    if over and not reason:
        raise _over_plan(phase, standing, over)
    row = WorkDay.objects.create(
        cluster=cluster,
        member=member,
        phase=phase,
        day=day,
        halves=halves,
        what=what,
        reason=reason if over else "",
        is_over=bool(over),
        session=session,
        booked_at=at,
    )
    record(by, "day_booked", LABEL, row.pk, at=at)
    return row


@transaction.atomic
def remove_day(row: WorkDay, *, by: Actor, at: datetime) -> None:
    """Take a booked day back. Idempotent. Raises ClusterError "signed"."""
    lock_cluster(row.cluster)
    stored = WorkDay.objects.filter(pk=row.pk).first()
    if stored is None:
        return
    if stored.sheet_id is not None:
        text = _("The time sheet of that period is signed: its days are changed no more.")
        raise ClusterError("signed", text)
    stored.delete()
    record(by, "day_removed", LABEL, row.pk, at=at)


def standing_of(phase: Phase) -> Standing:
    """Return what a phase plans and what is booked to it, by whomever."""
    return Standing(phase.halves, _sum(phase.work_days.all()))


def _over_plan(phase: Phase, standing: Standing, over: int) -> ClusterError:
    """Return the refusal with its figures, so that nobody has to look the plan up."""
    text = _(
        "More than planned. %(phase)s: %(planned)s days in the plan, %(booked)s booked already,"
        " over the plan with this entry: %(over)s. Write the reason."
    )
    figures = {
        "phase": phase.name,
        "planned": in_days(standing.planned),
        "booked": in_days(standing.booked),
        "over": in_days(over),
    }
    return ClusterError("over_plan", text % figures)


def _sum(rows: QuerySet[WorkDay]) -> int:
    total: int | None = rows.aggregate(total=Sum("halves"))["total"]
    return total or 0
