"""Who acts in the tests of trainings, and what a refusal says."""

import pytest

from privacy.audit import Actor
from privacy.models import AuditEntry
from training.errors import TrainingError

ANA = Actor(role="training_coordinator", user_id=7, channel="admin")


def refusal(action, *args, **named) -> TrainingError:
    """Return the error `action` raises."""
    with pytest.raises(TrainingError) as error:
        action(*args, by=ANA, **named)
    return error.value


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
