"""Locks of people in the order everybody takes them: cluster, local government, person."""

from django.utils.translation import gettext as _

from learning_cluster.enums import ClusterState
from learning_cluster.errors import ClusterError
from learning_cluster.models import Cluster, Member, Membership


def locked_cluster(key: int, *, may_be_closed: bool = False) -> Cluster:
    """Return the cluster, locked until the end of the transaction.

    Raises ClusterError "cluster_closed" for a concluded one, unless that does not matter.
    """
    row: Cluster = Cluster.objects.select_for_update(no_key=True, of=("self",)).get(pk=key)
    if row.state == ClusterState.CLOSED and not may_be_closed:
        raise ClusterError("cluster_closed", _("The cluster is concluded. Nothing changes in it."))
    return row


def locked_membership(membership: Membership) -> Membership:
    """Return the local government's row, its cluster locked before it."""
    locked_cluster(membership.cluster_id)
    rows = Membership.objects.select_for_update(no_key=True, of=("self",)).with_names()
    row: Membership = rows.get(pk=membership.pk)
    return row


def locked_member(member: Member, *, may_be_closed: bool = False) -> Member:
    """Return a person's row; cluster and local government are locked before it."""
    locked_cluster(member.cluster_id, may_be_closed=may_be_closed)
    if member.membership_id is not None:
        list(Membership.objects.select_for_update(no_key=True).filter(pk=member.membership_id))
    rows = Member.objects.select_for_update(no_key=True, of=("self",)).with_names()
    row: Member = rows.get(pk=member.pk)
    return row
