"""What applicants to a call are mailed (L12).

The first mail repeats nothing that was typed: whoever typed it may be a stranger to the address.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from languages.codes import EN, SR, SR_LATN
from learning_cluster.application_steps import steps
from learning_cluster.enums import ApplicationState
from learning_cluster.models import Application, Call
from learning_cluster.money import marks
from learning_cluster.signing import signed_mail
from messaging import kinds
from messaging.kinds import Content, Kind
from messaging.models import Message

LINK = "learning_cluster.call_link"
RECEIPT = "learning_cluster.call_receipt"
WITHDRAWN = "learning_cluster.call_withdrawn"
NOT_SUBMITTED = "learning_cluster.call_not_submitted"
MOVED = "learning_cluster.call_moved"
DECISION = "learning_cluster.call_decision"
DECIDED = (
    ApplicationState.SELECTED,
    ApplicationState.NOT_SELECTED,
    ApplicationState.INELIGIBLE,
)


class _Kind(ABC):
    """A mail about an application whose address is still the one the mail was meant for."""

    name: str
    template: ClassVar[str]

    def row(self, message: Message) -> Application | None:
        rows = Application.objects.select_related("call__cluster")
        return rows.filter(pk=message.context["key"], email=message.recipient).first()

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        row = self.row(message)
        return row is not None and self.still_holds(row, message, at)

    def still_holds(self, row: Application, message: Message, at: datetime) -> bool:
        return row.state != ApplicationState.WITHDRAWN

    def render(self, message: Message) -> Content:
        row = self.row(message)
        assert row is not None  # is_wanted has just seen it
        return written(self.template, self.subject(row), self.context(row))

    @abstractmethod
    def subject(self, row: Application) -> str:
        """Return the subject of the mail."""

    def context(self, row: Application) -> dict[str, Any]:
        address = settings.BASE_URL + row.path()
        return {"row": row, "call": row.call, "zone": row.call.cluster.zone, "address": address}


class _Link(_Kind):
    name = LINK
    template = "call_link"

    def still_holds(self, row: Application, message: Message, at: datetime) -> bool:
        """Say whether the link still leads somewhere."""
        if row.state == ApplicationState.WITHDRAWN:
            return False
        return not row.is_unconfirmed or at < row.confirm_until

    def subject(self, row: Application) -> str:
        return _("Your application: %(call)s") % {"call": row.call.name}


class _Receipt(_Kind):
    name = RECEIPT
    template = "call_receipt"

    def still_holds(self, row: Application, message: Message, at: datetime) -> bool:
        """Say whether nothing was changed since: the change has a receipt of its own."""
        return row.is_submitted and row.saved_at.isoformat() == message.context["saved"]

    def subject(self, row: Application) -> str:
        return _("Received: %(call)s") % {"call": row.call.name}

    def context(self, row: Application) -> dict[str, Any]:
        assert row.amount is not None  # what was handed in is whole
        amount = marks(row.amount, get_language() or SR)
        return super().context(row) | {"steps": steps(row), "amount": amount}


class _Withdrawn(_Kind):
    name = WITHDRAWN
    template = "call_withdrawn"

    def still_holds(self, row: Application, message: Message, at: datetime) -> bool:
        return row.state == ApplicationState.WITHDRAWN

    def subject(self, row: Application) -> str:
        return _("Withdrawn: %(call)s") % {"call": row.call.name}


class _NotSubmitted:
    name = NOT_SUBMITTED

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        return Call.objects.filter(pk=message.context["call"]).exists()

    def render(self, message: Message) -> Content:
        call = Call.objects.select_related("cluster").get(pk=message.context["call"])
        subject = _("Not handed in: %(call)s") % {"call": call.name}
        return written("call_not_submitted", subject, {"call": call, "zone": call.cluster.zone})


class _Moved(_Kind):
    name = MOVED
    template = "call_moved"

    def still_holds(self, row: Application, message: Message, at: datetime) -> bool:
        is_live = super().still_holds(row, message, at)
        return is_live and row.call.deadline.isoformat() == message.context["deadline"]

    def subject(self, row: Application) -> str:
        return _("New deadline: %(call)s") % {"call": row.call.name}


class _Decision(_Kind):
    """The letter at the end, in Serbian, in the script of its reader, and in English."""

    name = DECISION
    template = "call_decision"

    def still_holds(self, row: Application, message: Message, at: datetime) -> bool:
        return row.state in DECIDED

    def render(self, message: Message) -> Content:
        serbian = SR_LATN if message.language == SR_LATN else SR
        parts, subjects = [], []
        for language in (serbian, EN):
            with override(language):
                content = super().render(message)
            parts.append(content.text)
            subjects.append(content.subject)
        return Content("\n————————\n\n".join(parts), " / ".join(subjects))

    def subject(self, row: Application) -> str:
        return _("Decision: %(call)s") % {"call": row.call.name}


def written(name: str, subject: str, context: Mapping[str, object]) -> Content:
    """Return the mail of `learning_cluster/mail/<name>.txt` in the active language."""
    more = {"is_demo": settings.DEMO_MODE}
    text = render_to_string(f"learning_cluster/mail/{name}.txt", {**context, **more})
    return signed_mail(Content(f"{text.strip()}\n", subject))


def register() -> None:
    every: tuple[Kind, ...] = (
        _Link(),
        _Receipt(),
        _Withdrawn(),
        _NotSubmitted(),
        _Moved(),
        _Decision(),
    )
    for kind in every:
        kinds.register(kind)
