"""What local governments are mailed: the invitation, the decision with its reason (L2)."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from languages.translated import in_script
from learning_cluster.enums import MemberRole, MembershipState
from learning_cluster.invitations import membership_token
from learning_cluster.messages.people_letter import letter
from learning_cluster.models import Member, Membership
from messaging import kinds
from messaging.actions import queue
from messaging.enums import Medium
from messaging.kinds import Content
from messaging.models import Message

INVITED = "learning_cluster.government_invited"
DECIDED = "learning_cluster.government_decided"
ANSWERED = "learning_cluster.government_answered"
MOST_TOLD, PERIOD = 4, timedelta(hours=1)


def tell_invited(membership: Membership, *, at: datetime) -> None:
    _queue(INVITED, membership, at=at)


def tell_decided(membership: Membership, *, at: datetime) -> None:
    """Queue the decision; nobody is told where there is no address."""
    if membership.contact_email:
        _queue(DECIDED, membership, at=at)


def tell_coordinators(membership: Membership, *, at: datetime) -> None:
    """Tell each coordinator of the answer, which may be changed at will: a few times an hour."""
    told = Message.objects.filter(kind=ANSWERED, created_at__gt=at - PERIOD)
    told = told.filter(context__membership=membership.pk)
    rows = Member.objects.accepted().filter(cluster=membership.cluster_id)
    for row in rows.filter(role=MemberRole.COORDINATOR):
        if told.filter(recipient=row.email).count() >= MOST_TOLD:
            continue
        facts = {"membership": membership.pk, "state": str(membership.state)}
        queue(ANSWERED, Medium.EMAIL, row.email, language=row.language, context=facts, at=at)


def _queue(kind: str, membership: Membership, *, at: datetime) -> None:
    queue(
        kind,
        Medium.EMAIL,
        membership.contact_email,
        language=membership.language,
        context={"membership": membership.pk, "state": str(membership.state)},
        at=at,
        turn=f"learning_cluster:membership:{membership.pk}",
    )


class _OfMembership:
    name = ""

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        """Say whether the local government still stands as the mail says, at this address."""
        facts = message.context
        rows = Membership.objects.filter(pk=facts["membership"], state=facts["state"])
        return rows.filter(contact_email=message.recipient).exists()

    def row(self, message: Message) -> Membership:
        row: Membership = Membership.objects.with_names().get(pk=message.context["membership"])
        return row


class _Invited(_OfMembership):
    name = INVITED

    def render(self, message: Message) -> Content:
        row = self.row(message)
        text = _(
            "%(host)s invites %(government)s to the learning cluster “%(cluster)s”: local"
            " governments that learn from one another how to run services in the community."
        )
        facts = {
            "host": in_script(row.cluster.host),
            "government": row.government.name,
            "cluster": row.cluster.name,
        }
        return letter(
            _("Invitation: %(cluster)s"),
            row.cluster,
            [
                text % facts,
                _(
                    "Two of your people take part: in four events, in online mentoring, and in work"
                    " on a concept of the service."
                ),
            ],
            go_on=_("Tell us here whether you want to take part, and why. No account is needed:"),
            path=reverse("cluster_interest", args=[membership_token(row)]),
        )


class _Decided(_OfMembership):
    name = DECIDED

    def render(self, message: Message) -> Content:
        row = self.row(message)
        is_selected = row.state == MembershipState.SELECTED
        text = (
            _("%(government)s has been selected for the learning cluster “%(cluster)s”.")
            if is_selected
            else _("%(government)s has not been selected for the learning cluster “%(cluster)s”.")
        )
        return letter(
            _("Selection: %(cluster)s"),
            row.cluster,
            [
                text % {"government": row.government.name, "cluster": row.cluster.name},
                _("Reason: %(reason)s") % {"reason": in_script(row.reason)},
                _("Tell the coordinator which two people represent you; each gets an invitation.")
                if is_selected
                else _("Thank you for your interest."),
            ],
        )


class _Answered(_OfMembership):
    """What a coordinator is told."""

    name = ANSWERED

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        facts = message.context
        rows = Membership.objects.filter(pk=facts["membership"], state=facts["state"])
        return rows.exists()

    def render(self, message: Message) -> Content:
        row = self.row(message)
        text = (
            _("%(government)s wants to take part. Please decide.")
            if message.context["state"] == MembershipState.INTERESTED
            else _("%(government)s does not want to take part.")
        )
        return letter(
            _("A local government has answered: %(cluster)s"),
            row.cluster,
            [text % {"government": row.government.name}],
            go_on=_("In the admin:"),
            path=reverse("learning_cluster:government", args=[row.cluster.slug, row.pk]),
        )


def register() -> None:
    for kind in (_Invited(), _Decided(), _Answered()):
        kinds.register(kind)
