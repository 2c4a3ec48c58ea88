"""The time sheet: signed by the resource person, confirmed by the coordinator (L5, L9)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from learning_cluster.actions.mentoring_locks import changed_meanwhile, lock_cluster
from learning_cluster.errors import ClusterError
from learning_cluster.messages import sheets as mails
from learning_cluster.models import Member, TimeSheet, WorkDay
from learning_cluster.sheet_lines import Line, digest, stored
from privacy.audit import Actor, record

LABEL = "learning_cluster.timesheet"


@transaction.atomic
def sign_sheet(
    member: Member, *, first: date, last: date, seen: str, by: Actor, at: datetime
) -> TimeSheet:
    """Sign the booked days from `first` to `last`, both in it; they are changed no more.

    `seen` is the digest of what the page showed; the same sheet signed twice is one. The
    coordinators are told. Raises ClusterError "not_yet", "nothing", "signed" where part of the
    period is signed, "changed_meanwhile".
    """
    cluster = lock_cluster(member.cluster)
    if last > at.astimezone(cluster.tz).date():
        raise ClusterError("not_yet", _("The last day is still to come."))
    signed = TimeSheet.objects.filter(member=member, first__lte=last, last__gte=first)
    known = signed.filter(first=first, last=last, digest=seen).first()
    if known is not None:
        return known
    if signed.exists():
        text = _("A part of this period is on a signed time sheet already.")
        raise ClusterError("signed", text)
    rows = days_to_sign(member, first, last)
    lines = lines_of(rows)
    if not lines:
        raise ClusterError("nothing", _("No days are booked in this period."))
    if digest(lines) != seen:
        raise changed_meanwhile()
    sheet = TimeSheet.objects.create(
        cluster=cluster,
        member=member,
        first=first,
        last=last,
        lines=lines,
        digest=seen,
        signed_at=at,
        signed_name=member.name,
    )
    WorkDay.objects.filter(pk__in=[row.pk for row in rows]).update(sheet=sheet)
    mails.tell_signed(sheet, at=at)
    record(by, "sheet_signed", LABEL, sheet.pk, at=at)
    return sheet


@transaction.atomic
def confirm_sheet(sheet: TimeSheet, *, name: str, by: Actor, at: datetime) -> None:
    """Confirm a signed sheet: the fee is paid by it. Idempotent; the resource person is told.

    Raises ClusterError "own_sheet" where the signer would confirm it, "gone" where the sheet was
    taken back.
    """
    stored_sheet = _locked(sheet)
    if stored_sheet.confirmed_at is not None:
        return
    if by.user_id is not None and by.user_id == stored_sheet.member.user_id:
        raise ClusterError("own_sheet", _("Somebody else has to confirm your own time sheet."))
    stored_sheet.confirmed_at, stored_sheet.confirmed_name = at, name
    stored_sheet.save(update_fields=["confirmed_at", "confirmed_name"])
    mails.tell_decided(stored_sheet, reason="", at=at)
    record(by, "sheet_confirmed", LABEL, sheet.pk, at=at, changed=["confirmed_at"])


@transaction.atomic
def return_sheet(sheet: TimeSheet, *, reason: str, by: Actor, at: datetime) -> None:
    """Give a signed sheet back: its days can be changed again. With a reason the signer is told.

    Raises ClusterError "confirmed", or "gone" where it was taken back already.
    """
    stored_sheet = _locked(sheet)
    if stored_sheet.confirmed_at is not None:
        text = _("The time sheet is confirmed: it stands as it is.")
        raise ClusterError("confirmed", text)
    if reason:
        mails.tell_decided(stored_sheet, reason=reason, at=at)
    stored_sheet.work_days.update(sheet=None)
    stored_sheet.delete()
    record(by, "sheet_returned", LABEL, sheet.pk, at=at)


def days_to_sign(member: Member, first: date, last: date) -> list[WorkDay]:
    """Return the days of a period that stand on no sheet yet."""
    rows = WorkDay.objects.filter(member=member, day__range=(first, last), sheet__isnull=True)
    return list(rows.select_related("phase").order_by("day", "pk"))


def lines_of(rows: list[WorkDay]) -> list[dict[str, object]]:
    """Return days as a sheet keeps them."""
    lines = [
        Line(row.day.isoformat(), row.phase.name_sr, row.halves, row.what, row.reason)
        for row in rows
    ]
    return stored(lines)


def _locked(sheet: TimeSheet) -> TimeSheet:
    lock_cluster(sheet.cluster)
    rows = TimeSheet.objects.select_related("member", "cluster")
    found = rows.filter(pk=sheet.pk).first()
    if found is None:
        raise ClusterError("gone", _("This time sheet was taken back meanwhile."))
    return found
