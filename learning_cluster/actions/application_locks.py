"""Locks of the call: the call before the application; and what may be done at a moment (L12)."""

from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _

from learning_cluster.enums import ApplicationState, CallStage
from learning_cluster.errors import ClusterError
from learning_cluster.models import Application, Call

LABEL = "learning_cluster.application"


def lock_call(key: int) -> Call:
    """Return the call, locked: whoever applies, moves the deadline or decides comes one by one."""
    rows = Call.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("cluster").get(pk=key)


def lock_application(application: Application) -> Application:
    """Return the application locked, its call before it.

    Raises ClusterError "gone" where it has been deleted meanwhile.
    """
    call = lock_call(application.call_id)
    rows = Application.objects.select_for_update(no_key=True, of=("self",))
    row = rows.filter(pk=application.pk).first()
    if row is None:
        raise ClusterError("gone", _("This application is not kept any more."))
    row.call = call
    return row


def lock_own(application: Application, *, at: datetime) -> Application:
    """Return the application, locked for a change by its applicant at `at`.

    Raises ClusterError "closed", "withdrawn", "not_confirmed" or "gone".
    """
    row = lock_application(application)
    check_open(row.call, at=at)
    if row.state == ApplicationState.WITHDRAWN:
        raise ClusterError("withdrawn", _("You have withdrawn this application."))
    if row.is_unconfirmed:
        raise ClusterError("not_confirmed", _("Confirm your address first."))
    return row


def check_open(call: Call, *, at: datetime) -> None:
    """Raise ClusterError "closed" unless the call takes applications at `at`."""
    if not call.takes_applications(at):
        if call.stage(at) == CallStage.DRAFT:
            raise ClusterError("closed", _("This call is not open yet."))
        text = _("The deadline of this call has passed. Nothing can be changed any more.")
        raise ClusterError("closed", text)


def lock_address(email: str) -> None:
    """Let links to an address be counted one at a time, however it is written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext(%s), hashtext(%s))", [LABEL, email.lower()]
        )
