"""What the coordinator does with an offer; every step is in the audit trail (T11).

Locks: the offer's row before its contract's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from privacy.audit import Actor, record
from training.actions.telling_providers import tell_provider
from training.enums import ContractState, OfferState
from training.errors import TrainingError
from training.messages.offers import OFFER
from training.models import (
    Bundle,
    Contract,
    Offer,
    OfferPrice,
    Provider,
    Training,
)
from training.offer_steps import NEEDS_REASON, TOLD

LABEL = "training.offer"


@dataclass(frozen=True)
class Terms:
    """What an offer says: prices are those of a run, in euros without VAT."""

    provider: Provider
    bundle: Bundle
    received_on: date
    vat_rate: Decimal
    prices: Mapping[Training, Decimal]


@transaction.atomic
def record_offer(terms: Terms, *, by: Actor, at: datetime) -> Offer:
    """Store a received offer.

    Raises TrainingError "not_in_future", "no_price" or "foreign_training".
    """
    _check(terms, at)
    offer = Offer(
        provider=terms.provider,
        bundle=terms.bundle,
        received_on=terms.received_on,
        vat_rate=terms.vat_rate,
    )
    offer.save(force_insert=True)
    _write_prices(offer, terms.prices)
    record(by, "offer_received", LABEL, offer.pk, at=at)
    return offer


@transaction.atomic
def correct_offer(offer: Offer, terms: Terms, *, seen: int, by: Actor, at: datetime) -> None:
    """Write an offer anew, whose version `seen` was looked at, before anything is decided of it.

    Raises TrainingError "changed_meanwhile", "already_decided" or as `record_offer`.
    """
    stored = _as_seen(offer, seen)
    _check(terms, at)
    if stored.state != OfferState.RECEIVED:
        text = _("The offer has been decided upon: its prices stay as they were offered.")
        raise TrainingError("already_decided", text)
    values = {
        "provider": terms.provider,
        "bundle": terms.bundle,
        "received_on": terms.received_on,
        "vat_rate": terms.vat_rate,
    }
    changed = [name for name, value in values.items() if getattr(stored, name) != value]
    if dict(stored.prices.values_list("training", "price")) != {
        training.pk: price for training, price in terms.prices.items()
    }:
        changed.append("prices")
    if not changed:
        return
    for name, value in values.items():
        setattr(stored, name, value)
    stored.version += 1
    stored.save(update_fields=[*values, "version"])
    _write_prices(stored, terms.prices)
    record(by, "offer_corrected", LABEL, stored.pk, at=at, changed=changed)


@transaction.atomic
def decide(offer: Offer, *, to: str, seen: int, reason: str = "", by: Actor, at: datetime) -> None:
    """Move an offer to the state `to`; the provider is told where it concerns them (T11).

    `seen` is the version the decision was made on. Raises TrainingError "changed_meanwhile",
    "contract_signed", "conditions_first", "no_such_step" or "reason_needed".
    """
    stored = _as_seen(offer, seen)
    _check_step(stored, OfferState(to))
    if to in NEEDS_REASON and not reason:
        raise TrainingError("reason_needed", _("Write the reason of this decision."))
    stored.state, stored.reason = to, reason
    stored.version += 1
    stored.save(update_fields=["state", "reason", "version"])
    record(by, f"offer_{to}", LABEL, stored.pk, at=at, changed=["state"])
    if to in TOLD:
        context = {"key": stored.pk, "state": str(to), "note": reason}
        tell_provider(OFFER, stored, context, at=at)


def _as_seen(offer: Offer, seen: int) -> Offer:
    """Return the row locked; only whoever looked at its newest version may change it."""
    stored = Offer.objects.select_for_update(no_key=True, of=("self",)).get(pk=offer.pk)
    if stored.version != seen:
        text = _(
            "A colleague has changed this meanwhile. Nothing of yours was saved: look at it as it"
            " is now, then decide."
        )
        raise TrainingError("changed_meanwhile", text)
    return stored


def _check_step(offer: Offer, to: OfferState) -> None:
    # Whoever signs locks the offer first, as the caller has.
    if Contract.objects.filter(offer=offer, state=ContractState.SIGNED).exists():
        text = _("The contract is signed: nothing about the offer can be decided any more.")
        raise TrainingError("contract_signed", text)
    if to in offer.next_states:
        return
    if to == OfferState.PRESENTATION_ASKED and offer.state == OfferState.RECEIVED:
        text = _("A presentation is asked only of a provider who meets all conditions.")
        raise TrainingError("conditions_first", text)
    raise TrainingError("no_such_step", _("From its present state this cannot be done."))


def _check(terms: Terms, at: datetime) -> None:
    if terms.received_on > timezone.localdate(at):
        raise TrainingError("not_in_future", _("The day of receipt cannot be in the future."))
    if not terms.prices:
        raise TrainingError("no_price", _("Write the price of at least one training."))
    check_in_bundle(terms.bundle, list(terms.prices))


def check_in_bundle(bundle: Bundle, trainings: list[Training]) -> None:
    """Raise TrainingError "foreign_training" where one of `trainings` is of another bundle."""
    if any(training.bundle_id != bundle.pk for training in trainings):
        raise TrainingError("foreign_training", _("The training belongs to another bundle."))


def _write_prices(offer: Offer, prices: Mapping[Training, Decimal]) -> None:
    offer.prices.all().delete()
    OfferPrice.objects.bulk_create(
        OfferPrice(offer=offer, training=training, price=price)
        for training, price in prices.items()
    )
