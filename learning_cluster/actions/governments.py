"""A local government from the invitation over its interest to the selection (L2)."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from learning_cluster.actions.endings import end_locked
from learning_cluster.actions.people_locks import locked_cluster, locked_membership
from learning_cluster.enums import MembershipState
from learning_cluster.errors import ClusterError
from learning_cluster.invitations import membership_token
from learning_cluster.messages import governments as mail
from learning_cluster.models import Cluster, LocalGovernment, Member, Membership
from privacy.audit import Actor, record
from privacy.secret_links import token_hash

LABEL = "learning_cluster.membership"
ANSWERABLE = (MembershipState.INVITED, MembershipState.INTERESTED, MembershipState.DECLINED)


@dataclass(frozen=True)
class Asked:
    """Why a local government is asked, and who there: `language` is that of the mails."""

    kind: str
    contact_name: str
    contact_email: str
    language: str
    is_funded: bool = False


@transaction.atomic
def invite_government(
    cluster: Cluster, government: LocalGovernment, asked: Asked, *, by: Actor, at: datetime
) -> Membership:
    """Ask a local government whether it wants to take part, and mail its contact the link.

    Raises ClusterError "cluster_closed" or "invited_already".
    """
    row = locked_cluster(cluster.pk)
    if row.memberships.filter(government=government).exists():
        text = _("%(name)s has been invited to this cluster already.")
        raise ClusterError("invited_already", text % {"name": government.name})
    membership = Membership(
        uid=uuid.uuid4(), cluster=row, government=government, invited_at=at, **vars(asked)
    )
    membership.link_hash = token_hash(membership_token(membership))
    membership.save(force_insert=True)
    record(by, "government_invited", LABEL, membership.pk, at=at)
    mail.tell_invited(membership, at=at)
    return membership


@transaction.atomic
def invite_again(
    membership: Membership, *, contact_name: str, contact_email: str, by: Actor, at: datetime
) -> None:
    """Mail the invitation once more; one declined is open again. A new address gets a new link.

    Raises ClusterError "cluster_closed" or "answered": who wants to take part waits for us.
    """
    row = locked_membership(membership)
    if row.state not in (MembershipState.INVITED, MembershipState.DECLINED):
        text = _("%(name)s has answered already.")
        raise ClusterError("answered", text % {"name": row.government.name})
    if contact_email.lower() != row.contact_email.lower():
        row.uid = uuid.uuid4()
        row.link_hash = token_hash(membership_token(row))
    row.contact_name, row.contact_email = contact_name, contact_email
    row.state, row.invited_at, row.answered_at = MembershipState.INVITED, at, None
    row.save()
    record(by, "invited_again", LABEL, row.pk, at=at)
    mail.tell_invited(row, at=at)


@transaction.atomic
def state_interest(
    membership: Membership, *, interest: str, contact_name: str, by: Actor, at: datetime
) -> None:
    """Keep why a local government wants to take part; it may say it anew until we decide.

    Raises ClusterError "cluster_closed" or "decided".
    """
    _answer(
        membership,
        MembershipState.INTERESTED,
        {"interest": interest, "contact_name": contact_name},
        by=by,
        at=at,
    )


@transaction.atomic
def decline_interest(membership: Membership, *, by: Actor, at: datetime) -> None:
    """Note that a local government does not want to take part. Raises as `state_interest`."""
    _answer(membership, MembershipState.DECLINED, {}, by=by, at=at)


def _answer(
    membership: Membership, to: MembershipState, facts: dict[str, str], *, by: Actor, at: datetime
) -> None:
    row = locked_membership(membership)
    if row.state not in ANSWERABLE:
        raise ClusterError("decided", _("The association has decided already."))
    row.state, row.answered_at = to, at
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=["state", "answered_at", *facts])
    record(by, f"government_{to.value}", LABEL, row.pk, at=at, changed=["state", *facts])
    mail.tell_coordinators(row, at=at)


@transaction.atomic
def decide(
    membership: Membership, *, is_selected: bool, reason: str, seen: str, by: Actor, at: datetime
) -> None:
    """Select a local government or not, and tell it why by mail.

    `seen` is the state the decision was made on. Raises ClusterError "cluster_closed",
    "changed_meanwhile", "reason_needed", "not_interested" (who said no cannot be selected, who has
    not answered may be: pilots are chosen by the project) or "has_people".
    """
    row = locked_membership(membership)
    _check_decision(row, is_selected, reason, seen)
    row.state = MembershipState.SELECTED if is_selected else MembershipState.NOT_SELECTED
    row.reason, row.decided_at = reason, at
    row.save(update_fields=["state", "reason", "decided_at"])
    record(by, f"government_{row.state}", LABEL, row.pk, at=at, changed=["state", "reason"])
    mail.tell_decided(row, at=at)


@transaction.atomic
def leave(membership: Membership, *, reason: str, by: Actor, at: datetime) -> None:
    """Note that a selected local government left the cluster; its representatives end with it.

    Raises ClusterError "cluster_closed", "reason_needed" or "not_selected".
    """
    row = locked_membership(membership)
    if row.state != MembershipState.SELECTED:
        raise ClusterError("not_selected", _("Only a selected local government can leave."))
    if not reason:
        raise ClusterError("reason_needed", _("Write the reason."))
    people = Member.objects.select_for_update(no_key=True, of=("self",)).live()
    for member in people.filter(membership=row).order_by("pk"):
        end_locked(member, reason=reason, by=by, at=at)
    row.state, row.reason = MembershipState.LEFT, reason
    row.save(update_fields=["state", "reason"])
    record(by, "government_left", LABEL, row.pk, at=at, changed=["state", "reason"])


@transaction.atomic
def note_kind(
    membership: Membership, *, kind: str, is_funded: bool, by: Actor, at: datetime
) -> None:
    """Note why a local government is in the cluster and whether the project pays (L2, L11)."""
    row = locked_membership(membership)
    row.kind, row.is_funded = kind, is_funded
    row.save(update_fields=["kind", "is_funded"])
    record(by, "government_noted", LABEL, row.pk, at=at, changed=["kind", "is_funded"])


def _check_decision(row: Membership, is_selected: bool, reason: str, seen: str) -> None:
    if row.state != seen:
        text = _("It was changed meanwhile. Look at it as it is now and decide again.")
        raise ClusterError("changed_meanwhile", text)
    if not reason:
        raise ClusterError("reason_needed", _("Write the reason; the local government reads it."))
    if is_selected and row.state in (MembershipState.DECLINED, MembershipState.LEFT):
        text = _("%(name)s does not want to take part. Invite it again first.")
        raise ClusterError("not_interested", text % {"name": row.government.name})
    if not is_selected and row.representatives.live().exists():
        text = _("%(name)s has representatives in the cluster. Let it leave the cluster instead.")
        raise ClusterError("has_people", text % {"name": row.government.name})
