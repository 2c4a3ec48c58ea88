"""Locks of runs, always in one order: contract, run, trainers, enrolments."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from training.enums import RunState
from training.errors import TrainingError
from training.models import Contract, Run, Trainer

_NAMED = ("variant__training__bundle__programme", "contract__offer__bundle__programme")


def locked(run: Run) -> Run:
    """Return the run as it is now, locked; what concerns its money takes `locked_with_contract`."""
    rows = Run.objects.select_for_update(no_key=True, of=("self",)).select_related(*_NAMED)
    return rows.get(pk=run.pk)


def locked_with_contract(run: Run) -> Run:
    """Return the run locked after its contract, so that two never spend the same funds."""
    Contract.objects.select_for_update(no_key=True, of=("self",)).get(pk=run.contract_id)
    return locked(run)


def locked_held(run: Run) -> Run:
    """Return the run locked; raises TrainingError "not_held" unless it was held."""
    stored = locked(run)
    if stored.state != RunState.HELD:
        raise TrainingError("not_held", _("This can be done once the run is confirmed as held."))
    return stored


def lock_trainers(keys: Iterable[int]) -> None:
    """Lock trainers in key order: two who give them hours at once would wait for each other."""
    rows = Trainer.objects.select_for_update(no_key=True, of=("self",))
    list(rows.filter(pk__in=list(keys)).order_by("pk").values_list("pk"))


def check_seen(stored: Run, seen: int) -> None:
    """Raise TrainingError "changed_meanwhile" unless the newest version was looked at."""
    if stored.version != seen:
        text = _(
            "This run has been changed meanwhile. Nothing of yours was saved: look at it as it is"
            " now, then decide."
        )
        raise TrainingError("changed_meanwhile", text)


def no_such_step() -> TrainingError:
    """Return what is raised where a run's state allows no such step."""
    return TrainingError("no_such_step", _("In its present state this cannot be done with a run."))
