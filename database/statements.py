"""Statements written out, for the steps that every booking takes.

Django puts the same query together anew each time, which costs several times what sending it does
(docs/decisions/0008). Where it matters a statement stands in the code as it is sent, and its rows
become ordinary instances by `Model.from_db`.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Field, Model

Row = TypeVar("Row", bound=Model)


class Columns(Generic[Row]):
    """Columns of a model: as text they are SQL, and `read` makes an instance of their values.

    Without `names` all of them; what is left out is fetched when it is asked for, as by `only`.
    """

    def __init__(self, model: type[Row], alias: str = "", names: Sequence[str] = ()) -> None:
        fields = [f for f in model._meta.concrete_fields if not names or f.attname in names]
        unknown = set(names) - {field.attname for field in fields}
        if unknown:
            raise ValueError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
        prefix = f"{alias}." if alias else ""
        self.model = model
        self.names = [field.attname for field in fields]
        self._sql = ", ".join(f'{prefix}"{field.column}"' for field in fields)

    def __str__(self) -> str:
        return self._sql

    def read(self, values: Sequence[Any]) -> Row:
        return self.model.from_db(connection.alias, self.names, values)


def insert(instance: Model) -> None:
    """Insert a new row and set its key, as `save(force_insert=True)` does, but without signals."""
    fields, statement = _insertion(type(instance))
    values = [
        field.get_db_prep_save(field.pre_save(instance, True), connection) for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        instance.pk = cursor.fetchone()[0]
    instance._state.adding, instance._state.db = False, connection.alias


@cache
def _insertion(model: type[Model]) -> tuple[list[Field], str]:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    names = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join("%s" for _field in fields)
    table, key = model._meta.db_table, model._meta.pk.column
    return fields, f'INSERT INTO "{table}" ({names}) VALUES ({places}) RETURNING "{key}"'  # noqa: S608 - our own names


def rows(
    first: Columns[Row],
    statement: str,
    values: Mapping[str, Any],
    **related: Columns,
) -> list[Row]:
    """Run a statement that begins with the columns of `first` and then of each of `related`.

    Returns instances of the first; the others are set as its foreign keys of those names.
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [_row(first, related, row) for row in cursor.fetchall()]


def _row(first: Columns[Row], related: Mapping[str, Columns], values: Sequence[Any]) -> Row:
    begin = len(first.names)
    instance = first.read(values[:begin])
    for name, columns in related.items():
        end = begin + len(columns.names)
        related_row = values[begin:end]
        # An outer join without a partner: the columns begin with the key, which is then missing.
        setattr(instance, name, None if related_row[0] is None else columns.read(related_row))
        begin = end
    return instance
