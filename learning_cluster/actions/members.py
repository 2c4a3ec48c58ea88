"""Inviting people into a cluster, and putting one in another's place (L2)."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from learning_cluster.actions.endings import LABEL, end_locked
from learning_cluster.actions.people_locks import locked_cluster, locked_member
from learning_cluster.enums import (
    LIVE_MEMBERS,
    MOST_PARTICIPANTS,
    REPRESENTATIVES_EACH,
    MemberRole,
    MembershipState,
    MemberState,
)
from learning_cluster.errors import ClusterError
from learning_cluster.invitations import member_token
from learning_cluster.messages import members as mail
from learning_cluster.models import Cluster, Member, Membership
from learning_cluster.places import first_free
from learning_cluster.roles import INVITED
from privacy.audit import Actor, record
from privacy.secret_links import token_hash


@dataclass(frozen=True)
class Contact:
    """Who somebody is and how to reach them; mails are in `language`."""

    name: str
    email: str
    language: str
    phone: str = ""
    organisation: str = ""
    post: str = ""


@transaction.atomic
def invite(
    cluster: Cluster,
    contact: Contact,
    *,
    role: str,
    membership: Membership | None = None,
    by: Actor,
    at: datetime,
) -> Member:
    """Invite somebody into a cluster and mail them the link; a representative has a place at once.

    Raises ClusterError "cluster_closed", "no_such_role", "address_taken", and for representatives
    "not_selected", "no_seat" or "no_place": two of a local government, fourteen in all (L2).
    """
    row = locked_cluster(cluster.pk)
    if role not in INVITED:
        text = _("Coordinators are given their role by an administrator of the portal.")
        raise ClusterError("no_such_role", text)
    _check_address(row, contact.email)
    member = Member(cluster=row, role=role, **vars(contact))
    if role == MemberRole.REPRESENTATIVE:
        _seat(member, membership)
    _send(member, by=by, at=at)
    return member


@transaction.atomic
def replace(member: Member, contact: Contact, *, reason: str, by: Actor, at: datetime) -> Member:
    """End somebody's place and invite a successor to it, who names them for ever.

    Who declined or has gone may be replaced too, once. Raises ClusterError as `invite` does, or
    "reason_needed" or "replaced_already".
    """
    row = locked_member(member)
    if not reason:
        raise ClusterError("reason_needed", _("Write the reason; the person reads it."))
    successor = Member.objects.filter(replaces=row).first()
    if successor is not None:
        text = _("%(name)s has been replaced by %(successor)s already.")
        raise ClusterError("replaced_already", text % {"name": row, "successor": successor})
    if row.state in LIVE_MEMBERS:
        end_locked(row, reason=reason, by=by, at=at)
    new = invite(row.cluster, contact, role=row.role, membership=row.membership, by=by, at=at)
    new.replaces = row
    new.save(update_fields=["replaces"])
    record(by, "replaced", LABEL, row.pk, at=at)
    return new


@transaction.atomic
def send_again(member: Member, *, name: str, email: str, by: Actor, at: datetime) -> None:
    """Mail an invitation once more, from now on for its full time. A new address, a new link.

    Raises ClusterError "cluster_closed", "address_taken" or "not_invited".
    """
    row = locked_member(member)
    if row.state != MemberState.INVITED:
        raise ClusterError("not_invited", _("The invitation has been answered already."))
    if email.lower() != row.email.lower():
        _check_address(row.cluster, email)
        row.uid = uuid.uuid4()
        row.link_hash = token_hash(member_token(row))
    row.name, row.email, row.invited_at = name, email, at
    row.save(update_fields=["uid", "link_hash", "name", "email", "invited_at"])
    record(by, "invited_again", LABEL, row.pk, at=at)
    mail.tell_invited(row, at=at)


@transaction.atomic
def correct(member: Member, *, name: str, email: str, by: Actor, at: datetime) -> None:
    """Correct the name or address of somebody who has accepted.

    Raises ClusterError "cluster_closed", "address_taken" or "not_in".
    """
    row = locked_member(member)
    if row.state != MemberState.ACCEPTED:
        raise ClusterError("not_in", _("This person is not in the cluster."))
    if email.lower() != row.email.lower():
        _check_address(row.cluster, email)
    row.name, row.email = name, email
    row.save(update_fields=["name", "email"])
    record(by, "member_corrected", LABEL, row.pk, at=at, changed=["name", "email"])


@transaction.atomic
def join_as_coordinator(
    cluster: Cluster, user: User, contact: Contact, *, by: Actor, at: datetime
) -> Member:
    """Put the coordinator among the people of the cluster, so that others know whom to ask.

    Raises ClusterError "cluster_closed", "address_taken" or "in_already".
    """
    row = locked_cluster(cluster.pk)
    if Member.objects.live().filter(cluster=row, user=user).exists():
        raise ClusterError("in_already", _("You are among the people of the cluster already."))
    _check_address(row, contact.email)
    member = Member(
        uid=uuid.uuid4(),
        cluster=row,
        role=MemberRole.COORDINATOR,
        user=user,
        state=MemberState.ACCEPTED,
        invited_at=at,
        answered_at=at,
        **vars(contact),
    )
    member.link_hash = token_hash(member_token(member))
    member.save(force_insert=True)
    record(by, "coordinator_joined", LABEL, member.pk, at=at)
    return member


@transaction.atomic
def note_own_contact(
    member: Member,
    *,
    phone: str,
    organisation: str,
    post: str,
    language: str,
    by: Actor,
    at: datetime,
) -> None:
    """Keep how somebody in the cluster is reached and in which language they are written to."""
    row = locked_member(member, may_be_closed=True)
    row.phone, row.organisation, row.post, row.language = phone, organisation, post, language
    changed = ["phone", "organisation", "post", "language"]
    row.save(update_fields=changed)
    record(by, "contact_noted", LABEL, row.pk, at=at, changed=changed)


def _send(member: Member, *, by: Actor, at: datetime) -> None:
    member.uid, member.invited_at = uuid.uuid4(), at
    member.link_hash = token_hash(member_token(member))
    member.save(force_insert=True)
    record(by, "member_invited", LABEL, member.pk, at=at)
    mail.tell_invited(member, at=at)


def _check_address(cluster: Cluster, email: str) -> None:
    holder = Member.objects.live().filter(cluster=cluster, email__iexact=email).first()
    if holder is not None:
        text = _("%(name)s, who is in the cluster, has this address already.")
        raise ClusterError("address_taken", text % {"name": holder})


def _seat(member: Member, membership: Membership | None) -> None:
    """Give a representative a seat of the local government and a place of the cluster (L2)."""
    if membership is None or membership.cluster_id != member.cluster_id:
        raise ClusterError("not_selected", _("Choose the local government."))
    row = Membership.objects.select_for_update(no_key=True).get(pk=membership.pk)
    if row.state != MembershipState.SELECTED:
        text = _("%(name)s has not been selected for the cluster.")
        raise ClusterError("not_selected", text % {"name": row.government.name})
    live = Member.objects.live()
    seated = list(live.filter(membership=row))
    seat = first_free((one.seat or 0 for one in seated), REPRESENTATIVES_EACH)
    if seat is None:
        names = ", ".join(one.name for one in seated)
        text = _("%(government)s has two representatives already: %(names)s. Replace one of them.")
        raise ClusterError("no_seat", text % {"government": row.government.name, "names": names})
    others = live.filter(cluster=member.cluster_id, place__isnull=False)
    place = first_free((one.place or 0 for one in others), MOST_PARTICIPANTS)
    if place is None:
        text = _("All %(number)s places of the cluster are taken. Somebody must leave first.")
        raise ClusterError("no_place", text % {"number": MOST_PARTICIPANTS})
    member.membership, member.seat, member.place = row, seat, place
