"""Coordinators hear that a time sheet is signed, its signer what became of it (L9)."""

from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from languages.codes import SR
from languages.dates import short_date
from learning_cluster.enums import MemberRole
from learning_cluster.messages.mentoring import still_reached
from learning_cluster.messages.written import written
from learning_cluster.models import Cluster, Member, TimeSheet
from messaging import kinds
from messaging.actions import queue
from messaging.enums import Medium
from messaging.kinds import Content
from messaging.models import Message

SHEET = "learning_cluster.time_sheet"


def tell_signed(sheet: TimeSheet, *, at: datetime) -> None:
    people = Member.objects.accepted().filter(cluster=sheet.cluster, role=MemberRole.COORDINATOR)
    for member in people:
        _queue(sheet, member, "signed", "", at)


def tell_decided(sheet: TimeSheet, *, reason: str, at: datetime) -> None:
    """Queue that a sheet is confirmed, or given back with a reason."""
    _queue(sheet, sheet.member, "returned" if reason else "confirmed", reason, at)


def _queue(sheet: TimeSheet, member: Member, what: str, reason: str, at: datetime) -> None:
    facts = {
        "cluster": sheet.cluster_id,
        "member": member.pk,
        "signer": sheet.member_id,
        "what": what,
        "first": sheet.first.isoformat(),
        "last": sheet.last.isoformat(),
        "reason": reason,
    }
    queue(
        SHEET,
        Medium.EMAIL,
        member.email,
        language=member.language,
        context=facts,
        at=at,
        turn=f"learning_cluster:days:{sheet.cluster_id}:{member.pk}",
    )


class _Sheet:
    name = SHEET

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        return still_reached(message) is not None

    def render(self, message: Message) -> Content:
        facts = message.context
        cluster = Cluster.objects.get(pk=facts["cluster"])
        language = get_language() or SR
        days = [short_date(date.fromisoformat(facts[name]), language) for name in ("first", "last")]
        period = f"{days[0]}–{days[1]}"
        subjects = {
            "signed": _("Time sheet signed: %(period)s"),
            "confirmed": _("Time sheet confirmed: %(period)s"),
            "returned": _("Time sheet given back: %(period)s"),
        }
        context = {
            "cluster": cluster,
            "what": facts["what"],
            "reason": facts["reason"],
            "period": period,
            "signer": Member.objects.get(pk=facts["signer"]).name,
            "address": settings.BASE_URL + reverse("cluster_days", args=[cluster.slug]),
        }
        return written("time_sheet", subjects[facts["what"]] % {"period": period}, context)


def register() -> None:
    kinds.register(_Sheet())
