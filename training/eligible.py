"""Who may give a training: each by their own qualification and their provider's contract (T5)."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from training.enums import ContractState
from training.errors import TrainingError
from training.models import Contract, Trainer, Training
from training.models.provider import TrainerQuerySet


def with_contract(training: Training, days: Sequence[date]) -> TrainerQuerySet:
    """Keep trainers whose provider has signed a contract on the bundle that lasts till then."""
    contracts = Contract.objects.filter(
        offer__provider=OuterRef("provider"),
        offer__bundle=training.bundle_id,
        state=ContractState.SIGNED,
        ends_on__gte=max(days),
    )
    return Trainer.objects.filter(Exists(contracts))


def may_give(training: Training, days: Sequence[date]) -> TrainerQuerySet:
    """Keep active trainers who are qualified for `training` on each of `days`, with a contract."""
    found = with_contract(training, days)
    for day in set(days):
        found = found.filter(pk__in=Trainer.objects.qualified_for(training, day).values("pk"))
    return found


def check_may_give(trainer: Trainer, training: Training, days: Sequence[date]) -> None:
    """Raise TrainingError "not_qualified" or "without_contract", which name the trainer."""
    if may_give(training, days).filter(pk=trainer.pk).exists():
        return
    if with_contract(training, days).filter(pk=trainer.pk).exists():
        text = _("%(name)s is not qualified for this training on that day.")
        raise TrainingError("not_qualified", text % {"name": trainer.name})
    text = _("The provider of %(name)s has no signed contract on these trainings for that day.")
    raise TrainingError("without_contract", text % {"name": trainer.name})
