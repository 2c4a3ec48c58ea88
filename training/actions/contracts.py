"""From a selected offer to a signed contract, and the three days to sign it (T10).

Locks: the offer's row before its contract's, the contract's before those of its runs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from languages.codes import SL
from languages.dates import short_date_time
from privacy.audit import SYSTEM, Actor, record
from training.actions.telling_providers import tell_provider
from training.enums import ContractState, OfferState
from training.errors import TrainingError
from training.messages.contracts import SIGN_SOON
from training.models import Contract, Forecast, Offer, Training
from training.models.contract import SIGNATURE

LABEL = "training.contract"
REMINDED = timedelta(days=1)  # before the last moment to sign


@dataclass(frozen=True)
class Terms:
    """What a contract says: the ceiling in euros with VAT, and how many runs it foresees."""

    number: str
    ceiling: Decimal
    ends_on: date
    forecasts: Mapping[Training, int]


@transaction.atomic
def draft(offer: Offer, terms: Terms, *, by: Actor, at: datetime) -> Contract:
    """Begin a contract from a selected offer.

    Raises TrainingError "not_selected", "has_contract", "number_taken", "ends_before",
    "no_forecast" or "foreign_training".
    """
    stored = _selected(offer.pk)
    if Contract.objects.filter(offer=stored).exists():
        raise TrainingError("has_contract", _("The offer has a contract already."))
    contract = Contract(offer=stored)
    _write(contract, terms, at=at)
    record(by, "contract_drafted", LABEL, contract.pk, at=at)
    return contract


@transaction.atomic
def redraft(contract: Contract, terms: Terms, *, seen: int, by: Actor, at: datetime) -> None:
    """Write a contract anew that has not been sent; `seen` is the version looked at.

    Raises TrainingError "changed_meanwhile", "already_sent" or as `draft`.
    """
    stored = _locked(contract, ContractState.DRAFT)
    if stored.version != seen:
        text = _(
            "A colleague has changed this meanwhile. Nothing of yours was saved: look at it as it"
            " is now, then decide."
        )
        raise TrainingError("changed_meanwhile", text)
    stored.version += 1
    _write(stored, terms, at=at)
    record(by, "contract_redrafted", LABEL, stored.pk, at=at, changed=["terms"])


@transaction.atomic
def send(contract: Contract, *, received_at: datetime, by: Actor, at: datetime) -> None:
    """Note when the provider received the contract the client signed: three days begin (T10).

    Raises TrainingError "already_sent", "not_selected", "no_price" or "not_in_future".
    """
    stored = _locked(contract, ContractState.DRAFT)
    _require_prices(stored)
    if received_at > at:
        raise TrainingError("not_in_future", _("This moment is still to come."))
    stored.state, stored.received_at = ContractState.SENT, received_at
    stored.version += 1
    stored.save(update_fields=["state", "received_at", "version"])
    record(by, "contract_sent", LABEL, stored.pk, at=at, changed=["state", "received_at"])


@transaction.atomic
def sign(contract: Contract, *, signed_at: datetime, by: Actor, at: datetime) -> None:
    """Note when the provider signed. What was signed in time may be noted later.

    Raises TrainingError "not_sent", "not_selected", "no_price", "not_in_future",
    "before_receipt" or "too_late", whose text names the last moment.
    """
    stored = _locked(contract, ContractState.SENT, ContractState.LAPSED)
    _require_prices(stored)
    if signed_at > at:
        raise TrainingError("not_in_future", _("This moment is still to come."))
    received_at, sign_by = stored.received_at, stored.sign_by
    assert received_at is not None  # it has been sent
    assert sign_by is not None
    if signed_at < received_at:
        text = _("It cannot be signed before it was received.")
        raise TrainingError("before_receipt", text)
    if signed_at > sign_by:
        text = _(
            "The contract had to be signed within 3 days of its receipt, by %(moment)s: it is not"
            " concluded."
        )
        words = short_date_time(sign_by, settings.TIME_ZONE, get_language() or SL)
        raise TrainingError("too_late", text % {"moment": words})
    stored.state, stored.signed_at = ContractState.SIGNED, signed_at
    stored.version += 1
    stored.save(update_fields=["state", "signed_at", "version"])
    record(by, "contract_signed", LABEL, stored.pk, at=at, changed=["state", "signed_at"])


def watch_signatures(*, at: datetime) -> tuple[int, int]:
    """Remind providers a day before the last moment to sign, and let lapse what was not signed.

    Each contract in a transaction of its own; idempotent. Returns how many of either.
    """
    waiting = Contract.objects.filter(state=ContractState.SENT)
    over = waiting.filter(received_at__lt=at - SIGNATURE)
    soon = waiting.filter(received_at__lte=at - SIGNATURE + REMINDED, reminded_at=None)
    lapsed = sum(_lapse(key, at) for key in over.values_list("pk", flat=True))
    reminded = sum(_remind(key, at) for key in soon.values_list("pk", flat=True))
    return reminded, lapsed


@transaction.atomic
def _lapse(key: int, at: datetime) -> bool:
    row = _waiting(key)
    if row is None or row.sign_by is None or row.sign_by >= at:
        return False
    row.state = ContractState.LAPSED
    row.version += 1
    row.save(update_fields=["state", "version"])
    record(SYSTEM, "contract_lapsed", LABEL, row.pk, at=at, changed=["state"])
    return True


@transaction.atomic
def _remind(key: int, at: datetime) -> bool:
    row = _waiting(key)
    if row is None or row.reminded_at is not None:
        return False
    row.reminded_at = at
    row.save(update_fields=["reminded_at"])
    tell_provider(SIGN_SOON, row.offer, {"key": row.pk}, at=at)
    record(SYSTEM, "contract_reminded", LABEL, row.pk, at=at)
    return True


def _waiting(key: int) -> Contract | None:
    rows = Contract.objects.select_for_update(no_key=True, of=("self",))
    found: Contract | None = rows.filter(pk=key, state=ContractState.SENT).first()
    return found


def _selected(key: int) -> Offer:
    """Return the offer locked."""
    offer: Offer = Offer.objects.select_for_update(no_key=True, of=("self",)).get(pk=key)
    if offer.state != OfferState.SELECTED:
        text = _("There is a contract only with a provider whose offer is selected.")
        raise TrainingError("not_selected", text)
    return offer


def _locked(contract: Contract, *states: ContractState) -> Contract:
    """Return the contract locked, after its offer; it must be in one of `states`."""
    _selected(contract.offer_id)
    rows = Contract.objects.select_for_update(no_key=True, of=("self",))
    stored: Contract = rows.select_related("offer__bundle").get(pk=contract.pk)
    if stored.state in states:
        return stored
    if ContractState.DRAFT in states:
        raise TrainingError("already_sent", _("The contract has already been sent."))
    raise TrainingError("not_sent", _("The contract does not wait for a signature."))


def _write(contract: Contract, terms: Terms, *, at: datetime) -> None:
    if terms.ends_on < timezone.localdate(at):
        raise TrainingError("ends_before", _("The contract would end before it begins."))
    if not terms.forecasts:
        raise TrainingError("no_forecast", _("Write how many runs are foreseen."))
    if any(one.bundle_id != contract.offer.bundle_id for one in terms.forecasts):
        raise TrainingError("foreign_training", _("The training belongs to another bundle."))
    contract.number, contract.ceiling = terms.number, terms.ceiling
    contract.ends_on = terms.ends_on
    try:
        with transaction.atomic():
            contract.save()
    except IntegrityError as error:
        text = _("There is a contract of this number already.")
        raise TrainingError("number_taken", text) from error
    contract.forecasts.all().delete()
    Forecast.objects.bulk_create(
        Forecast(contract=contract, training=training, runs=runs)
        for training, runs in terms.forecasts.items()
    )


def _require_prices(contract: Contract) -> None:
    """Refuse a contract that foresees runs the offer has no price of."""
    priced = contract.offer.prices.values("training")
    missing = contract.forecasts.exclude(training__in=priced).select_related("training")
    if missing:
        text = _("The offer has no price for: %(trainings)s.")
        names = ", ".join(str(line.training) for line in missing)
        raise TrainingError("no_price", text % {"trainings": names})
    if not contract.forecasts.exists():
        raise TrainingError("no_forecast", _("Write how many runs are foreseen."))
