"""Handing in and withdrawing an application; what is forgotten after the deadline (L12, X4)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from learning_cluster.actions.application_locks import LABEL, lock_application, lock_own
from learning_cluster.actions.application_papers import forget_papers
from learning_cluster.actions.telling_applicants import (
    tell_not_submitted,
    tell_receipt,
    tell_withdrawn,
)
from learning_cluster.application_steps import steps
from learning_cluster.enums import ApplicationState
from learning_cluster.errors import ClusterError
from learning_cluster.models import Application, Paper
from privacy.audit import SYSTEM, Actor, record

# Somebody who pressed the button in the last second may still wait for a lock.
GRACE = timedelta(hours=1)
NEVER_SUBMITTED = (
    ApplicationState.UNCONFIRMED,
    ApplicationState.DRAFT,
    ApplicationState.WITHDRAWN,
)


@transaction.atomic
def submit(application: Application, *, by: Actor, at: datetime) -> None:
    """Hand in an application and mail its applicant what was received. Idempotent.

    Raises ClusterError as `lock_own` does, or "incomplete", which names what is missing.
    """
    row = lock_own(application, at=at)
    if row.is_submitted:
        return
    missing = steps(row).missing()
    if missing:
        text = _("Before you can hand in, this is missing: %(what)s.")
        raise ClusterError("incomplete", text % {"what": ", ".join(missing)})
    row.state, row.submitted_at = ApplicationState.SUBMITTED, at
    row.save(update_fields=["state", "submitted_at"])
    record(by, "submitted", LABEL, row.pk, at=at, changed=["state"])
    tell_receipt(row, at=at)


@transaction.atomic
def withdraw(application: Application, *, by: Actor, at: datetime) -> None:
    """Take an application back: what was written and left goes at once. Idempotent.

    The applicant may begin anew before the deadline. Raises ClusterError as `lock_own` does.
    """
    try:
        row = lock_own(application, at=at)
    except ClusterError as error:
        if error.code == "withdrawn":
            return
        raise
    _empty(row)
    row.state = ApplicationState.WITHDRAWN
    row.profile, row.phone, row.amount, row.submitted_at = "", "", None, None
    row.save(update_fields=["state", "profile", "phone", "amount", "submitted_at"])
    record(by, "withdrawn", LABEL, row.pk, at=at, changed=["state"])
    tell_withdrawn(row, at=at)


def forget_drafts(*, at: datetime) -> int:
    """Delete what was never handed in once its call is over, and links nobody confirmed in time.

    Whoever had a draft is told; the address of an unconfirmed one is nobody's yet. Returns the
    number of applications deleted.
    """
    over = Application.objects.filter(
        call__deadline__lte=at - GRACE, state__in=NEVER_SUBMITTED, submitted_at=None
    )
    unproved = Application.objects.filter(state=ApplicationState.UNCONFIRMED, confirm_until__lte=at)
    return sum(_forget(row, at) for row in [*over, *unproved.exclude(pk__in=over.values("pk"))])


@transaction.atomic
def _forget(application: Application, at: datetime) -> bool:
    try:
        row = lock_application(application)
    except ClusterError:
        return False
    is_unproved = row.is_unconfirmed and row.confirm_until <= at
    is_over = row.call.deadline <= at - GRACE and row.state in NEVER_SUBMITTED
    if not (is_unproved or is_over):
        return False
    if row.is_draft:
        tell_not_submitted(row, at=at)
    _empty(row)
    key = row.pk
    row.delete()
    record(SYSTEM, "forgotten", LABEL, key, at=at)
    return True


def _empty(row: Application) -> None:
    row.answers.all().delete()
    forget_papers(Paper.objects.filter(application=row))
