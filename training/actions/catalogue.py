"""The writers of what a training consists of: its lists and how it is delivered (T1, T3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from languages.codes import STORED
from training.errors import TrainingError
from training.models import Segment, Training, Variant

ADDS_UP = ("training_segment_adds_up", "training_variant_adds_up", "training_training_adds_up")


@dataclass(frozen=True)
class WantedVariant:
    """A variant as it shall be: `parts` are (mode, pedagogical hours), the first is day 1.

    `key` is that of a stored variant, None for a new one.
    """

    key: int | None
    values: Mapping[str, Any]
    parts: Sequence[tuple[str, int]]


@transaction.atomic
def keep_variants(training: Training, wanted: Sequence[WantedVariant]) -> bool:
    """Store the variants of a training, whose row is already written; return whether any changed.

    Stored ones that are not wanted are deleted. Parts are known by their day and changed in place.
    Raises TrainingError "variant_in_use" where runs of a variant would no longer fit it, and
    "does_not_add_up" where the database finds hours other than the training's or a day missing.
    """
    stored = {one.pk: one for one in training.variants.prefetch_related("segments")}
    kept = {one.key for one in wanted}
    gone = [variant for key, variant in stored.items() if key not in kept]
    changed = bool(gone)
    for variant in gone:
        _refuse_used(variant)
        variant.delete()
    for order, one in enumerate(wanted, start=1):
        known = stored.get(one.key) if one.key is not None else None
        changed |= _keep(training, known, one, order)
    check_adds_up()
    return changed


def check_adds_up() -> None:
    """Ask the database now what it would ask at commit; raises TrainingError "does_not_add_up"."""
    names = ", ".join(ADDS_UP)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS {names} IMMEDIATE")
            cursor.execute(f"SET CONSTRAINTS {names} DEFERRED")
    except IntegrityError as error:
        text = _("The parts of every variant must add up to the hours of the training.")
        raise TrainingError("does_not_add_up", text) from error


@transaction.atomic
def keep_statements(
    model: type[Model], owner: Mapping[str, Model], lines: Sequence[Mapping[str, str]]
) -> bool:
    """Store a list of sentences in their order, a mapping of languages each; return if it changed.

    A row that stays on its place keeps its key.
    """
    rows = list(model._default_manager.filter(**owner).order_by("order", "pk"))
    before = [{code: getattr(row, f"text_{code}") for code in STORED} for row in rows]
    if before == [dict(line) for line in lines]:
        return False
    for row in rows[len(lines) :]:
        row.delete()
    for number, line in enumerate(lines):
        row = rows[number] if number < len(rows) else model(**owner)
        row.order = number + 1  # type: ignore[attr-defined]  # of every Statement
        for code, text in line.items():
            setattr(row, f"text_{code}", text)
        row.save()
    return True


def _keep(training: Training, known: Variant | None, one: WantedVariant, order: int) -> bool:
    """Write one variant and its parts; return whether anything of it changed."""
    variant = known or Variant(training=training)
    values = {**one.values, "order": order}
    if known:
        values["slug"] = known.slug  # an address stays
    before = {name: getattr(variant, name) for name in values}
    parts = [(part.mode, part.hours) for part in variant.segments.all()] if known else []
    if known and before == values and parts == list(one.parts):
        return False
    if known and parts != list(one.parts):
        _refuse_used(variant)
    for name, value in values.items():
        setattr(variant, name, value)
    variant.save()
    _keep_parts(variant, one.parts)
    return True


def _keep_parts(variant: Variant, parts: Sequence[tuple[str, int]]) -> None:
    variant.segments.filter(day__gt=len(parts)).delete()
    for day, (mode, hours) in enumerate(parts, start=1):
        Segment.objects.update_or_create(
            variant=variant, day=day, defaults={"mode": mode, "hours": hours}
        )


def _refuse_used(variant: Variant) -> None:
    """Refuse to change what runs were planned by, and requests for runs ask for."""
    if variant.runs.exists() or variant.requests.exists():
        text = _("“%(name)s” has runs or requests already. Add another variant instead.")
        raise TrainingError("variant_in_use", text % {"name": variant.name})
