"""Places that end: the role with them, at once; what was done in the cluster stays (L2)."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import withdraw
from accounts.models import Grant, GrantQuerySet
from learning_cluster.actions.people_locks import locked_member
from learning_cluster.enums import LIVE_MEMBERS, MemberRole, MemberState
from learning_cluster.errors import ClusterError
from learning_cluster.messages import members as mail
from learning_cluster.models import Cluster, Member
from learning_cluster.roles import ROLES
from privacy.audit import Actor, record

LABEL = "learning_cluster.member"


@transaction.atomic
def end(member: Member, *, reason: str, by: Actor, at: datetime) -> None:
    """End somebody's place, or take an invitation back; told by mail. Idempotent.

    In a concluded cluster too: who has left an office reads nothing more of it. Raises
    ClusterError "reason_needed".
    """
    row = locked_member(member, may_be_closed=True)
    if row.state not in LIVE_MEMBERS:
        return
    if not reason:
        raise ClusterError("reason_needed", _("Write the reason; the person reads it."))
    end_locked(row, reason=reason, by=by, at=at)


def end_locked(row: Member, *, reason: str, by: Actor, at: datetime) -> None:
    """End a live place whose row is locked. Seat and place are free, and stay noted."""
    row.state, row.reason, row.ended_at = MemberState.ENDED, reason, at
    row.save(update_fields=["state", "reason", "ended_at"])
    record(by, "place_ended", LABEL, row.pk, at=at, changed=["state"])
    for grant in grants_of(row).in_force(at):
        withdraw(grant, by=by, at=at)
    mail.tell_ended(row, at=at)


def grants_of(member: Member) -> GrantQuerySet:
    """Return what somebody was granted with their place.

    Coordinators have theirs from an administrator: it neither comes nor goes with a place (X5).
    """
    if member.role == MemberRole.COORDINATOR:
        return Grant.objects.none()
    return Grant.objects.filter(
        user=member.user_id or 0,  # nobody has the key 0
        role=ROLES[member.role],
        scope_type=ContentType.objects.get_for_model(Cluster),
        scope_id=member.cluster_id,
    )
