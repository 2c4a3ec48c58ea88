"""What people invited into a cluster are mailed, and coordinators of their answers (L2)."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from languages.codes import SR
from languages.dates import short_date
from languages.translated import in_script
from learning_cluster.enums import MemberRole, MemberState
from learning_cluster.invitations import PASSWORD_LINKS, accept_until, member_token
from learning_cluster.messages.people_letter import day_of, letter
from learning_cluster.models import Member
from messaging import kinds
from messaging.actions import queue
from messaging.enums import Medium
from messaging.kinds import Content
from messaging.models import Message

INVITED = "learning_cluster.member_invited"
ACCOUNT = "learning_cluster.member_account"
ENDED = "learning_cluster.member_ended"
PASSWORD = "learning_cluster.member_password"  # noqa: S105 - the name of a kind of mail
ANSWERED = "learning_cluster.member_answered"


def tell_invited(member: Member, *, at: datetime) -> None:
    _queue(INVITED, member, at=at)


def tell_account(member: Member, *, at: datetime) -> None:
    _queue(ACCOUNT, member, at=at)


def tell_ended(member: Member, *, at: datetime) -> None:
    _queue(ENDED, member, at=at)


def tell_password(member: Member, *, at: datetime) -> None:
    _queue(PASSWORD, member, at=at)


def tell_coordinators(member: Member, *, at: datetime) -> None:
    """Tell each coordinator of the cluster that somebody has answered; nobody's name."""
    rows = Member.objects.accepted().filter(cluster=member.cluster_id)
    for row in rows.filter(role=MemberRole.COORDINATOR).exclude(pk=member.pk):
        facts = {"member": member.pk, "state": str(member.state)}
        queue(ANSWERED, Medium.EMAIL, row.email, language=row.language, context=facts, at=at)


def _queue(kind: str, member: Member, *, at: datetime) -> None:
    queue(
        kind,
        Medium.EMAIL,
        member.email,
        language=member.language,
        context={"member": member.pk},
        at=at,
        turn=f"learning_cluster:member:{member.pk}",
    )


class _OfMember:
    """A mail to a person while the address is theirs and they are in one of `states`."""

    name = ""
    states: tuple[MemberState, ...] = ()

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        rows = Member.objects.filter(pk=message.context["member"], email=message.recipient)
        return rows.filter(state__in=self.states).exists()

    def row(self, message: Message) -> Member:
        rows = Member.objects.select_related(
            "cluster", "membership__government", "user", "replaces"
        )
        row: Member = rows.get(pk=message.context["member"])
        return row


class _Invited(_OfMember):
    name = INVITED
    states = (MemberState.INVITED,)

    def render(self, message: Message) -> Content:
        row = self.row(message)
        until = day_of(accept_until(row), row.cluster)
        return letter(
            _("Invitation: %(cluster)s"),
            row.cluster,
            [
                _("Hello, %(name)s,") % {"name": in_script(row.name)},
                _what_for(row),
                _period(row),
                _in_place_of(row),
            ],
            go_on=_("Accept or decline here until %(day)s. The link is meant for you alone:")
            % {"day": until},
            path=reverse("cluster_invitation", args=[member_token(row)]),
        )


class _Account(_OfMember):
    name = ACCOUNT
    states = (MemberState.ACCEPTED,)

    def render(self, message: Message) -> Content:
        row = self.row(message)
        username = row.user.username if row.user else ""
        return letter(
            _("You are in: %(cluster)s"),
            row.cluster,
            [
                _("Hello, %(name)s,") % {"name": in_script(row.name)},
                _("You have accepted the invitation to the learning cluster “%(cluster)s”.")
                % {"cluster": row.cluster.name},
                _("Your username is %(username)s. Only you know the password.")
                % {"username": username},
            ],
            go_on=_("The pages of the cluster are here:"),
            path=reverse("cluster_home", args=[row.cluster.slug]),
        )


class _Ended(_OfMember):
    name = ENDED
    states = (MemberState.ENDED,)

    def render(self, message: Message) -> Content:
        row = self.row(message)
        said = (
            _("Your place in the learning cluster “%(cluster)s” has ended.")
            if row.user_id
            else _("The invitation to the learning cluster “%(cluster)s” has been taken back.")
        )
        return letter(
            _("Your place has ended: %(cluster)s")
            if row.user_id
            else _("Invitation taken back: %(cluster)s"),
            row.cluster,
            [
                _("Hello, %(name)s,") % {"name": in_script(row.name)},
                said % {"cluster": row.cluster.name},
                _("Reason: %(reason)s") % {"reason": in_script(row.reason)},
            ],
        )


class _Password(_OfMember):
    name = PASSWORD
    states = (MemberState.ACCEPTED,)

    def render(self, message: Message) -> Content:
        row = self.row(message)
        assert row.user is not None  # who accepted has an account
        token = PASSWORD_LINKS.make_token(row.user)
        return letter(
            _("Choose another password: %(cluster)s"),
            row.cluster,
            [
                _("Hello, %(name)s,") % {"name": in_script(row.name)},
                _("Your username is %(username)s.") % {"username": row.user.username},
            ],
            go_on=_("Choose another password here within three days. The link works once:"),
            path=reverse("cluster_password", args=[row.uid, token]),
        )


class _Answered:
    """What a coordinator is told; the admin is in Slovene, the mail in their language."""

    name = ANSWERED

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        facts = message.context
        return Member.objects.filter(pk=facts["member"], state=facts["state"]).exists()

    def render(self, message: Message) -> Content:
        row = Member.objects.select_related("cluster").get(pk=message.context["member"])
        has_accepted = message.context["state"] == MemberState.ACCEPTED
        return letter(
            _("An invitation was answered: %(cluster)s"),
            row.cluster,
            [
                _("Somebody has accepted the invitation to the cluster.")
                if has_accepted
                else _("Somebody has declined the invitation to the cluster."),
            ],
            go_on=_("In the admin:"),
            path=reverse("learning_cluster:member", args=[row.cluster.slug, row.pk]),
        )


def _what_for(row: Member) -> str:
    facts = {"host": in_script(row.cluster.host), "cluster": row.cluster.name}
    if row.membership is not None:
        text = _(
            "%(host)s invites you to represent your local government (%(government)s) in the"
            " learning cluster “%(cluster)s”."
        )
        return text % (facts | {"government": row.membership.government.name})
    text = _(
        "%(host)s invites you to the learning cluster “%(cluster)s”. Your part in it: %(role)s."
    )
    return text % (facts | {"role": row.get_role_display()})


def _in_place_of(row: Member) -> str:
    """Return whose place it is, "" for a new one."""
    if row.replaces is None or not row.replaces.name:
        return ""
    return _("You take the place of %(name)s.") % {"name": in_script(row.replaces.name)}


def _period(row: Member) -> str:
    language = get_language() or SR
    text = _(
        "The cluster lasts from %(first)s to %(last)s: a training and three exchange events, online"
        " mentoring between them, and work on a concept of a service for your community."
    )
    days = {
        "first": short_date(row.cluster.starts_on, language),
        "last": short_date(row.cluster.ends_on, language),
    }
    return text % days


def register() -> None:
    for kind in (_Invited(), _Account(), _Ended(), _Password(), _Answered()):
        kinds.register(kind)
