"""What whoever was invited answers by the mailed link: an account is opened, or none (L2, X5)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import give
from accounts.models import User
from accounts.newcomers import choose_password, open_own_account
from accounts.roles import STAFF_ROLES
from learning_cluster.actions.endings import LABEL
from learning_cluster.actions.event_announcing import invite_newcomer
from learning_cluster.actions.people_locks import locked_member
from learning_cluster.enums import MemberRole, MembershipState, MemberState
from learning_cluster.errors import ClusterError
from learning_cluster.invitations import accept_until
from learning_cluster.messages import members as mail
from learning_cluster.models import Member
from learning_cluster.models.cluster import ClusterQuerySet
from learning_cluster.roles import ROLES
from privacy.audit import Actor, record


@transaction.atomic
def accept_as_new(
    member: Member, *, first_name: str, last_name: str, password: str, by: Actor, at: datetime
) -> User:
    """Open an account with the password its owner chose, and with it the role for the cluster.

    The username is mailed. Raises ClusterError "cluster_closed", "answered", "link_over" or
    "not_selected".
    """
    row = _open_invitation(member, at)
    user = open_own_account(
        first_name=first_name, last_name=last_name, password=password, by=by, at=at
    )
    row.name = f"{first_name} {last_name}"
    _accept(row, user, by=by, at=at)
    return user


@transaction.atomic
def accept_as(member: Member, user: User, *, by: Actor, at: datetime) -> None:
    """Accept with the account somebody has and is signed in with.

    Raises ClusterError as `accept_as_new`, or "in_already": one account, one place in a cluster.
    """
    row = _open_invitation(member, at)
    if Member.objects.accepted().filter(cluster=row.cluster_id, user=user).exists():
        text = _("The account you are signed in with has another place in this cluster.")
        raise ClusterError("in_already", text)
    _accept(row, user, by=by, at=at)


@transaction.atomic
def decline(member: Member, *, reason: str, by: Actor, at: datetime) -> None:
    """Note that somebody does not take the place, which is free again; coordinators are told.

    Raises ClusterError "cluster_closed" or "answered".
    """
    row = locked_member(member)
    if row.state != MemberState.INVITED:
        raise ClusterError("answered", _("This invitation has been answered already."))
    row.state, row.reason, row.answered_at = MemberState.DECLINED, reason, at
    row.save(update_fields=["state", "reason", "answered_at"])
    record(by, "member_declined", LABEL, row.pk, at=at, changed=["state"])
    mail.tell_coordinators(row, at=at)


@transaction.atomic
def send_password_link(
    member: Member, *, coordinated: ClusterQuerySet, by: Actor, at: datetime
) -> None:
    """Mail somebody who forgot the password a link to choose another.

    `coordinated` are the clusters of whoever sends it: the link must not open more than they could
    give. Raises ClusterError "no_account" or "not_ours".
    """
    row = locked_member(member, may_be_closed=True)
    if row.state != MemberState.ACCEPTED or row.user is None:
        raise ClusterError("no_account", _("This person has no account in the cluster."))
    check_is_ours(row.user)
    scopes = set(row.user.grants.in_force(at).values_list("scope_id", flat=True))
    if scopes - set(coordinated.values_list("pk", flat=True)):
        raise ClusterError("not_ours", _not_ours())
    record(by, "password_link_sent", LABEL, row.pk, at=at)
    mail.tell_password(row, at=at)


@transaction.atomic
def choose_another_password(member: Member, password: str, *, by: Actor, at: datetime) -> None:
    """Keep the password somebody chose behind the link of `send_password_link`.

    Raises ClusterError as `send_password_link`.
    """
    row = locked_member(member, may_be_closed=True)
    if row.state != MemberState.ACCEPTED or row.user is None:
        raise ClusterError("no_account", _("This person has no account in the cluster."))
    check_is_ours(row.user)
    choose_password(row.user, password, by=by, at=at)


def check_is_ours(user: User) -> None:
    """Raise ClusterError "not_ours" for an account that opens more than clusters."""
    foreign = user.grants.exclude(role__in=set(ROLES.values()) - STAFF_ROLES)
    if user.is_superuser or not user.is_active or foreign.exists():
        raise ClusterError("not_ours", _not_ours())


def _not_ours() -> str:
    return _("The account opens more than your clusters. An administrator sets its password.")


def _open_invitation(member: Member, at: datetime) -> Member:
    row = locked_member(member)
    if row.state != MemberState.INVITED:
        raise ClusterError("answered", _("This invitation has been answered already."))
    if accept_until(row) <= at:
        text = _("The link has run out. Ask the coordinator to send the invitation again.")
        raise ClusterError("link_over", text)
    is_representative = row.role == MemberRole.REPRESENTATIVE
    if is_representative and row.membership.state != MembershipState.SELECTED:  # type: ignore[union-attr]  # a representative has one
        text = _("Your local government is not in the cluster any more.")
        raise ClusterError("not_selected", text)
    return row


def _accept(row: Member, user: User, *, by: Actor, at: datetime) -> None:
    row.user, row.state, row.answered_at = user, MemberState.ACCEPTED, at
    row.save(update_fields=["user", "name", "state", "answered_at"])
    give(user, ROLES[row.role], scope=row.cluster, by=by, at=at)
    record(by, "member_accepted", LABEL, row.pk, at=at, changed=["state", "user"])
    mail.tell_account(row, at=at)
    mail.tell_coordinators(row, at=at)
    invite_newcomer(row, at=at)
