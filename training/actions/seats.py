"""How writers of enrolments meet: runs locked in key order, then their enrolments (DESIGN 4)."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from training.enums import EnrolmentState
from training.errors import TrainingError
from training.models import Enrolment, Run

ONE_PER_SEAT = "training_enrolment_one_per_seat"
ONE_LIVE = "training_enrolment_one_live"
_CODES = {ONE_PER_SEAT: "seat_taken", ONE_LIVE: "one_live"}

Params = ParamSpec("Params")
Result = TypeVar("Result")


def writer(action: Callable[Params, Result]) -> Callable[Params, Result]:
    """Run `action` in a transaction; what the database refuses is said in the rule's own words."""

    @functools.wraps(action)
    def attempt(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        try:
            with transaction.atomic():
                return action(*args, **kwargs)
        except IntegrityError as error:
            name = _constraint(error)
            if name not in _CODES:
                raise
            raise TrainingError(_CODES[name], _words_of(name)) from error

    return attempt


def _constraint(error: IntegrityError) -> str:
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""


def _words_of(name: str) -> str:
    rules = {rule.name: rule for rule in Enrolment._meta.constraints}
    return str(rules[name].get_violation_error_message())


def lock_runs(*keys: int) -> dict[int, Run]:
    """Lock runs in key order and return them, dated and with their places counted, by key."""
    rows = Run.objects.select_for_update(no_key=True, of=("self",))
    list(rows.filter(pk__in=keys).order_by("pk").values_list("pk"))
    return Run.objects.dated().seated().with_names().in_bulk(keys)


def lock_run(key: int) -> Run:
    return lock_runs(key)[key]


def locked(enrolment: Enrolment, *more_runs: int) -> tuple[Enrolment, dict[int, Run]]:
    """Return an enrolment as it is now, locked after its run and `more_runs`, and those by key.

    Raises TrainingError "link_over" where it has been forgotten meanwhile.
    """
    runs = lock_runs(enrolment.run_id, *more_runs)
    rows = Enrolment.objects.select_for_update(no_key=True, of=("self",)).with_names()
    fresh = rows.filter(pk=enrolment.pk).first()
    if fresh is None:
        raise TrainingError("link_over", _("This link has expired. Enrol once more."))
    fresh.run = runs[fresh.run_id]
    return fresh, runs


def free_seat(run: Run) -> int | None:
    """Return the smallest free seat of a locked run, or None where all are taken."""
    taken = set(run.enrolments.seated().values_list("seat", flat=True))
    return next((seat for seat in range(1, run.capacity + 1) if seat not in taken), None)


def no_such_step() -> TrainingError:
    """Return what is raised where the state of an enrolment allows no such step."""
    text = _("In its present state this cannot be done with the enrolment.")
    return TrainingError("no_such_step", text)


def settled(enrolment: Enrolment) -> EnrolmentState:
    """Return the state of somebody with a seat: confirmed once nobody has to say yes any more."""
    return EnrolmentState.CONFIRMED if enrolment.is_cleared else EnrolmentState.REQUESTED
