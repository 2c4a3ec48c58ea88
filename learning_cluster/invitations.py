"""Mailed invitations: their secret links and how long one may be accepted."""

from datetime import datetime, timedelta

from learning_cluster.models import Member, Membership
from privacy.secret_links import link_token

HOLDS = timedelta(days=30)


def member_token(member: Member) -> str:
    return link_token("learning_cluster.member", member.uid)


def membership_token(membership: Membership) -> str:
    return link_token("learning_cluster.membership", membership.uid)


def accept_until(member: Member) -> datetime:
    """Return the moment from which the link of an invitation opens no account any more."""
    return member.invited_at + HOLDS
