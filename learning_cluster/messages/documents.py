"""What is mailed about deliverables and documents: reminders, questions, decisions (L6)."""

from datetime import datetime
from typing import Literal

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from languages.codes import SR
from languages.dates import short_date
from learning_cluster.enums import WANTED, DeliverableState, MemberRole
from learning_cluster.models import Consultation, Deliverable, Document, Member
from learning_cluster.signing import signed_mail
from messaging import kinds
from messaging.actions import queue
from messaging.enums import Medium
from messaging.kinds import Content
from messaging.models import Message

NAME = "learning_cluster.document"

News = Literal["soon", "today", "late", "handed_in", "asked", "answered", "returned", "approved"]
# What a mail says is still so in these states; those of documents are written alike.
_HOLDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("soon", "today", "late"), frozenset(str(one) for one in WANTED)),
    "handed_in": frozenset({DeliverableState.SUBMITTED}),
    "asked": frozenset({DeliverableState.CONSULTED}),
    "answered": frozenset({DeliverableState.CONSULTED}),
    "returned": frozenset({DeliverableState.RETURNED}),
    "approved": frozenset({DeliverableState.APPROVED}),
}


def tell(member: Member, of: Deliverable | Document, *, what: News, at: datetime) -> None:
    """Queue a mail to a person of the cluster, in their language."""
    kind = "deliverable" if isinstance(of, Deliverable) else "document"
    queue(
        NAME,
        Medium.EMAIL,
        member.email,
        language=member.language,
        context={"of": kind, "key": of.pk, "member": member.pk, "what": what},
        at=at,
    )


class _Documents:
    name = NAME

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        """Say whether it still stands so, and the person is still in the cluster."""
        facts = message.context
        people = Member.objects.accepted().filter(pk=facts["member"], email=message.recipient)
        if not people.exists():
            return False
        if facts["what"] == "asked" and not self._is_asked(message):
            return False
        row = self._row(message)
        return row is not None and row.state in _HOLDS[facts["what"]]

    def render(self, message: Message) -> Content:
        row = self._row(message)
        assert row is not None  # it would not be wanted
        member = Member.objects.select_related("cluster").get(pk=message.context["member"])
        what = message.context["what"]
        name = name_of(row)
        context = {
            "what": what,
            "name": name,
            "member": member,
            "cluster": member.cluster,
            "row": row,
            "is_deliverable": isinstance(row, Deliverable),
            "address": settings.BASE_URL + address_of(row, member),
        }
        text = render_to_string("learning_cluster/mail/document.txt", context)
        return signed_mail(Content(f"{text.strip()}\n", _subject(what, name, row)))

    def _row(self, message: Message) -> Deliverable | Document | None:
        key = message.context["key"]
        if message.context["of"] == "deliverable":
            return Deliverable.objects.with_names().filter(pk=key).first()
        return Document.objects.with_names().filter(pk=key).first()

    def _is_asked(self, message: Message) -> bool:
        rows = Consultation.objects.filter(
            deliverable=message.context["key"], reviewer=message.context["member"]
        )
        return rows.filter(answered_at=None).exists()


def name_of(row: Deliverable | Document) -> str:
    """Return what people call it, in the active language."""
    if isinstance(row, Deliverable):
        return row.name
    kind = row.get_template_display()
    return f"{kind}, {row.subject}" if row.subject else kind


def address_of(row: Deliverable | Document, member: Member) -> str:
    """Return the page where somebody goes on: the coordinator works in the admin."""
    slug = member.cluster.slug
    key, page = (row.pk, "deliverable") if isinstance(row, Deliverable) else (row.uid, "document")
    if member.role == MemberRole.COORDINATOR:
        return reverse(f"learning_cluster:{page}", args=[slug, key])
    return reverse(f"cluster_{page}", args=[slug, key])


def _subject(what: str, name: str, row: Deliverable | Document) -> str:
    subjects = {
        "soon": _("Due on %(day)s: %(name)s"),
        "today": _("Due today: %(name)s"),
        "late": _("Overdue since %(day)s: %(name)s"),
        "handed_in": _("Waits for your approval: %(name)s"),
        "asked": _("Your opinion is asked: %(name)s"),
        "answered": _("A partner has answered: %(name)s"),
        "returned": _("Returned for changes: %(name)s"),
        "approved": _("Approved: %(name)s"),
    }
    day = short_date(row.due, get_language() or SR) if isinstance(row, Deliverable) else ""
    return subjects[what] % {"name": name, "day": day}


def register() -> None:
    kinds.register(_Documents())
