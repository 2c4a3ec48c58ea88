"""The didactic guidelines for trainers: the version in force and who has read it (T12)."""

from datetime import datetime

from privacy.enums import NoticeKind
from privacy.models import Notice
from training.models import Acknowledgement, Trainer

OBJECT_KEY = "training"


def guidelines_in_force(at: datetime) -> Notice | None:
    return Notice.objects.in_force(NoticeKind.GUIDELINES, OBJECT_KEY, at)


def acknowledged(trainer: Trainer, notice: Notice) -> Acknowledgement | None:
    """Return when a trainer acknowledged this version, or None."""
    return Acknowledgement.objects.filter(trainer=trainer, guidelines=notice).first()
