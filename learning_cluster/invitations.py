"""Mailed invitations: their secret links and how long one may be accepted."""

from datetime import datetime, timedelta

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from accounts.models import User
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


class _PasswordLinks(PasswordResetTokenGenerator):
    """Tokens that end as Django's do, and as soon as the account is given anything more.

    Who had one mailed could give what the account opened then, and not what it opens since (X5).
    """

    key_salt = "learning_cluster.password_link"

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        grants = user.grants.order_by("pk").values_list("pk", flat=True)
        return f"{super()._make_hash_value(user, timestamp)}{list(grants)}"


PASSWORD_LINKS = _PasswordLinks()
