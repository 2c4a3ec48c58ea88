"""Invented providers, trainers and contracts of the demonstration. Adds only what is missing."""

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from accounts.models import User
from privacy.audit import SYSTEM, record
from privacy.secret_links import link_token, token_hash
from training.enums import ContractState, OfferState
from training.models import (
    Contract,
    Employer,
    Forecast,
    Offer,
    OfferPrice,
    Provider,
    Qualification,
    Trainer,
    Training,
)

Row = dict[str, Any]
TEXTS = Path(__file__).parent / "demo_texts" / "contracts.yaml"


@transaction.atomic
def load_contracts(*, at: datetime) -> dict[str, int]:
    """Load providers with trainers, contracts and employers; return how many are new.

    Nothing where a training of the catalogue is missing. The account "trainer", where
    there is one, becomes the first trainer's.
    """
    before = _counts()
    rows = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    slugs = rows["trainings"]
    found = {one.slug: one for one in Training.objects.filter(slug__in=slugs.values())}
    if len(found) == len(slugs):
        trainings = {name: found[slug] for name, slug in slugs.items()}
        for row in rows["providers"]:
            _load_provider(row, rows, trainings)
        for row in rows["contracts"]:
            _load_contract(row, trainings, at)
        for row in rows["offers"]:
            _offer(row, trainings, OfferState(row["state"]), at)
        for row in rows["employers"]:
            _load_employer(row)
    return {name: number - before[name] for name, number in _counts().items()}


def _counts() -> dict[str, int]:
    return {
        "providers": Provider.objects.count(),
        "trainers": Trainer.objects.count(),
        "contracts": Contract.objects.count(),
        "employers": Employer.objects.count(),
    }


def _load_provider(row: Row, rows: Row, trainings: dict[str, Training]) -> None:
    facts = {name: row[name] for name in ("kind", "email", "phone")}
    provider, _is_new = Provider.objects.get_or_create(name=row["name"], defaults=facts)
    for one in row["trainers"]:
        facts = {"provider": provider, "name": one["name"], "phone": one["phone"]}
        trainer, is_new = Trainer.objects.get_or_create(email=one["email"], defaults=facts)
        if is_new:
            Qualification.objects.bulk_create(
                Qualification(
                    trainer=trainer,
                    training=trainings[name],
                    proof=rows["proof"],
                    valid_from=rows["qualified_from"],
                )
                for name in one["qualified"]
            )
        _link(trainer, one.get("account"))


def _link(trainer: Trainer, username: str | None) -> None:
    """Give a trainer the demonstration's account, unless either has another."""
    if username is None or trainer.user_id is not None:
        return
    trainer.user = User.objects.filter(username=username, trainer=None).first()
    trainer.save(update_fields=["user"])


def _load_contract(row: Row, trainings: dict[str, Training], at: datetime) -> None:
    if Contract.objects.filter(number=row["number"]).exists():
        return
    offer = _offer(row, trainings, OfferState.SELECTED, at)
    contract = Contract.objects.create(
        offer=offer,
        number=row["number"],
        ceiling=row["ceiling"],
        ends_on=row["ends_on"],
        state=ContractState.SIGNED,
        received_at=row["received"],
        signed_at=row["signed"],
    )
    Forecast.objects.bulk_create(
        Forecast(contract=contract, training=trainings[name], runs=runs)
        for name, runs in row["forecasts"].items()
    )
    record(SYSTEM, "contract_signed", "training.contract", contract.pk, at=at)


def _offer(row: Row, trainings: dict[str, Training], state: OfferState, at: datetime) -> Offer:
    first = next(iter(row["prices"]))
    offer, is_new = Offer.objects.get_or_create(
        provider=Provider.objects.get(name=row["provider"]),
        bundle=trainings[first].bundle,
        received_on=row["received_on"],
        defaults={"state": state, "reason": row.get("reason", "")},
    )
    if is_new:
        OfferPrice.objects.bulk_create(
            OfferPrice(offer=offer, training=trainings[name], price=price)
            for name, price in row["prices"].items()
        )
        record(SYSTEM, "offer_received", "training.offer", offer.pk, at=at)
        record(SYSTEM, f"offer_{state}", "training.offer", offer.pk, at=at)
    return offer


def _load_employer(row: Row) -> None:
    employer, is_new = Employer.objects.get_or_create(name=row["name"], defaults=row)
    if is_new:
        token = link_token("training.approve", employer.approver_uid)
        employer.approver_hash = token_hash(token)
        employer.save(update_fields=["approver_hash"])
