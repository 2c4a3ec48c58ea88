"""Mails to providers; called in the transaction of the action itself."""

from collections.abc import Mapping
from datetime import datetime

from messaging.actions import queue
from messaging.enums import Medium
from training.messages.offers import PROVIDERS_READ
from training.models import Offer


def tell_provider(kind: str, offer: Offer, context: Mapping[str, object], *, at: datetime) -> None:
    """Queue a mail of `kind` to the provider of `offer`; those of one offer keep their order."""
    queue(
        kind,
        Medium.EMAIL,
        offer.provider.email,
        language=PROVIDERS_READ,
        context=context,
        at=at,
        turn=f"training.offer:{offer.pk}",
    )
