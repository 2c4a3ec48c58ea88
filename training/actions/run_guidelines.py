"""A trainer acknowledges the didactic guidelines, once a version (T12)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from privacy.audit import Actor, record
from training.errors import TrainingError
from training.guidelines import guidelines_in_force
from training.models import Acknowledgement, Trainer


@transaction.atomic
def acknowledge(trainer: Trainer, *, version: int, by: Actor, at: datetime) -> None:
    """Note that a trainer has read `version`, which must be the one in force. Idempotent.

    Raises TrainingError "other_version" where a newer one has come into force meanwhile.
    """
    notice = guidelines_in_force(at)
    if notice is None or notice.version != version:
        text = _("The guidelines have changed meanwhile: read them as they are now.")
        raise TrainingError("other_version", text)
    _row, is_new = Acknowledgement.objects.get_or_create(
        trainer=trainer, guidelines=notice, defaults={"at": at}
    )
    if is_new:
        record(by, "guidelines_acknowledged", "training.trainer", trainer.pk, at=at)
