"""The catalogue as the database has it, in the shape the workbook has it."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db import models

from booking.models import RequiredDocument, Service
from booking.workbook.layout import CATEGORIES, DOCUMENTS, LIFE_EVENTS, SERVICES, Sheet, sheets

Row = dict[str, Any]  # values by the field's name; rows of other tables by their slug


@dataclass(frozen=True)
class Catalogue:
    """Rows by slug, in the order of the portal; documents by the slug of their service."""

    rows: dict[str, dict[str, Row]]
    documents: dict[str, list[Row]]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows each sheet has."""
        count = {key: len(rows) for key, rows in self.rows.items()}
        return count | {DOCUMENTS: sum(map(len, self.documents.values()))}


def stored() -> Catalogue:
    """Return the whole catalogue, in six queries whatever its size."""
    services = sheets()[SERVICES]
    rows = {
        SERVICES: _rows(
            services,
            Service.objects.order_by("category__order", "category__slug", "order", "slug"),
            category="category__slug",
        )
    }
    for row in rows[SERVICES].values():
        row["life_events"] = []
    pairs = Service.life_events.through.objects.order_by("lifeevent__order", "lifeevent__slug")
    for service, event in pairs.values_list("service__slug", "lifeevent__slug"):
        rows[SERVICES][service]["life_events"].append(event)
    for key in (CATEGORIES, LIFE_EVENTS):
        queryset = sheets()[key].model._default_manager.order_by("order", "slug")
        rows[key] = _rows(sheets()[key], queryset)
    return Catalogue(rows, _documents())


def _rows(sheet: Sheet, queryset: models.QuerySet[Any], **paths: str) -> dict[str, Row]:
    names = [
        column.name
        for column in sheet.columns
        if not isinstance(column.field, models.ManyToManyField)
    ]
    found = queryset.values_list(*(paths.get(name, name) for name in names))
    rows = [dict(zip(names, values, strict=True)) for values in found]
    return {row["slug"]: row for row in rows}


def _documents() -> dict[str, list[Row]]:
    names = [column.name for column in sheets()[DOCUMENTS].columns]
    found = RequiredDocument.objects.order_by("order", "pk")
    documents: dict[str, list[Row]] = defaultdict(list)
    for values in found.values_list(*("service__slug" if n == "service" else n for n in names)):
        row = dict(zip(names, values, strict=True))
        documents[row["service"]].append(row)
    return dict(documents)
