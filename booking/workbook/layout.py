"""Sheets and columns: the Slovene words of layout.yaml on the fields of the models.

What a column may hold follows from its field, and its bounds from the model's constraints, so no
rule is written twice.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import override

from booking.models import LifeEvent, RequiredDocument, Service, ServiceCategory
from booking.workbook.kinds import Choice, Clock, Kind, Money, Whole, Words
from languages.codes import SL, STORED

SERVICES, DOCUMENTS, CATEGORIES, LIFE_EVENTS = "services", "documents", "categories", "life_events"
MODELS: dict[str, type[models.Model]] = {
    SERVICES: Service,
    DOCUMENTS: RequiredDocument,
    CATEGORIES: ServiceCategory,
    LIFE_EVENTS: LifeEvent,
}
Field = models.Field[Any, Any] | models.ManyToManyField[Any, Any]


@dataclass(frozen=True)
class Bounds:
    """The least and the greatest whole number a constraint allows, and its own words for it."""

    low: int
    high: int
    reason: Any


@dataclass(frozen=True)
class Column:
    """A column of a sheet: the model's field it holds, and its words."""

    name: str
    heading: str
    width: int
    help: str
    field: Field
    kind: Kind
    bounds: Bounds | None = None

    @property
    def is_required(self) -> bool:
        return not self.field.blank


@dataclass(frozen=True)
class Sheet:
    key: str
    title: str
    columns: tuple[Column, ...]
    by_heading: dict[str, Column] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_heading", {tidy(c.heading): c for c in self.columns})

    @property
    def model(self) -> type[models.Model]:
        return MODELS[self.key]

    def number(self, name: str) -> int:
        """Return where the exported sheet has the column, from 1."""
        return 1 + [column.name for column in self.columns].index(name)


def tidy(heading: str) -> str:
    """Return a heading as it is compared: case and spaces do not count."""
    return " ".join(heading.split()).casefold()


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """Return what layout.yaml says."""
    return yaml.safe_load(Path(__file__).with_name("layout.yaml").read_text("utf-8"))


@lru_cache(maxsize=1)
def sheets() -> dict[str, Sheet]:
    """Return the sheets of the catalogue by key, in the order of the workbook."""
    return {
        key: Sheet(key, row["title"], tuple(_columns(MODELS[key], row["columns"])))
        for key, row in words()["sheets"].items()
    }


def _columns(model: type[models.Model], rows: dict[str, Any]) -> list[Column]:
    found = []
    for name, row in rows.items():
        if not row.get("languages"):
            found.append(_column(model, name, row["heading"], row))
            continue
        for code in STORED:
            heading = f"{row['heading']} ({words()['languages'][code]})"
            found.append(_column(model, f"{name}_{code}", heading, row))
    return found


def _column(model: type[models.Model], name: str, heading: str, row: dict[str, Any]) -> Column:
    field: Any = model._meta.get_field(name)
    return Column(
        name, heading, row["width"], row["help"], field, _kind(field), bounds(model).get(name)
    )


def _kind(field: Field) -> Kind:
    if field.choices:
        with override(SL):
            return Choice({value: str(label) for value, label in field.flatchoices})
    if isinstance(field, models.BooleanField):
        return Choice(words()["flag"])
    kinds: dict[Any, type[Kind]] = {
        models.IntegerField: Whole,
        models.DecimalField: Money,
        models.TimeField: Clock,
        ArrayField: Words,
        models.ManyToManyField: Words,
    }
    return next((kind() for of, kind in kinds.items() if isinstance(field, of)), Kind())


@lru_cache(maxsize=8)
def bounds(model: type[models.Model]) -> dict[str, Bounds]:
    """Return the bounds that the model's constraints of the form `low <= field <= high` set."""
    found = {}
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            # Ours are written as Q of pairs; the stubs allow any expression.
            parts = dict(constraint.condition.children)  # type: ignore[union-attr,arg-type]  # our own conditions are of this shape
            for name in {key.removesuffix("__gte") for key in parts if key.endswith("__gte")}:
                if high := parts.get(f"{name}__lte"):
                    reason = constraint.violation_error_message
                    found[name] = Bounds(parts[f"{name}__gte"], high, reason)
    return found
