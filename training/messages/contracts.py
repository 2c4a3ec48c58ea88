"""What a provider is mailed about a contract (T10)."""

from datetime import datetime

from django.utils.translation import gettext as _

from messaging import kinds
from messaging.kinds import Content
from messaging.models import Message
from training.enums import ContractState
from training.messages.offers import contact_of
from training.messages.written import written
from training.models import Contract

SIGN_SOON = "training.sign_soon"


class _SignSoon:
    name = SIGN_SOON

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        """Say whether the contract can still be signed."""
        row = self.row(message)
        is_waiting = row.state == ContractState.SENT
        return is_waiting and row.sign_by is not None and at < row.sign_by

    def render(self, message: Message) -> Content:
        row = self.row(message)
        bundle = row.offer.bundle
        context = {"contract": row, "bundle": bundle, "contact": contact_of(bundle)}
        subject = _("Please sign contract %(number)s")
        return written("sign_soon", subject % {"number": row.number}, context)

    def row(self, message: Message) -> Contract:
        rows = Contract.objects.select_related("offer__bundle__programme__measure")
        return rows.get(pk=message.context["key"])


def register() -> None:
    kinds.register(_SignSoon())
