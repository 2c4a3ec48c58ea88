"""The version of many rows in one query, without reading them (I1).

PostgreSQL names each version of a row by the transaction that wrote it (`xmin`) and its place in
the table (`ctid`). Neither stays when anything in the row changes, whoever changes it and however,
so equal sums of their hashes are equal rows. A restored backup has other names for the same rows:
calendars then read once what they had already.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from django.db import connection
from django.db.models import Count, DecimalField, F, Func, Model, OuterRef, QuerySet, Subquery, Sum


def rows_version(rows: QuerySet[Any], *related: str) -> str:
    """Return a text that changes whenever a row comes, goes or changes.

    `related` are foreign keys to rows that are told too: these count as well. `rows` may be more
    than is told, never less, and must depend on the moment where the entries do. One query, which
    looks each related row up by its key: a join over a large table would read all of it.
    """
    sums = {name: Sum(_row_of(rows.model, name)) for name in related}
    found = rows.order_by().aggregate(number=Count("*"), own=Sum(_RowName("pk")), **sums)
    return ":".join(str(value or 0) for value in found.values())


def tables_version(models: Sequence[type[Model]], **counts: tuple[str, list[Any]]) -> str:
    """Return a text that changes whenever any row of the tables of `models` does.

    For feeds over small tables: one statement, which costs a tenth of what asking for their rows
    does. `counts` are further numbers, each a SELECT written out and its values: what leaves a feed
    by the clock alone must be among them.
    """
    values = [value for _sql, given in counts.values() for value in given]
    with connection.cursor() as cursor:
        cursor.execute(
            _tables_sql(tuple(models), tuple(sql for sql, _given in counts.values())), values
        )
        return ":".join(map(str, cursor.fetchone()))


@cache
def _tables_sql(models: tuple[type[Model], ...], counts: tuple[str, ...]) -> str:
    tables = [connection.ops.quote_name(model._meta.db_table) for model in models]
    parts = [
        f"(SELECT count(*) FROM {table}), (SELECT coalesce(sum("  # noqa: S608 - our own names
        f"hash_record_extended(ROW(one.xmin, one.ctid), 0)), 0) FROM {table} one)"
        for table in tables
    ]
    return f"SELECT {', '.join([*parts, *(f'({sql})' for sql in counts)])}"


def _row_of(model: type[Model], name: str) -> Subquery:
    field = model._meta.get_field(name)
    related = cast(type[Model], field.related_model)._default_manager.order_by()
    row = related.filter(pk=OuterRef(field.attname)).values_list(_RowName("pk"))  # type: ignore[union-attr]  # a foreign key has its column
    return Subquery(row)


class _RowName(Func):
    """A number of 64 bits that stands for the row version a column belongs to."""

    output_field = DecimalField()

    def __init__(self, name: str) -> None:
        super().__init__(F(name))

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> tuple[str, Any]:
        row = compiler.quote_name_unless_alias(self.get_source_expressions()[0].alias)
        return f"hash_record_extended(ROW({row}.xmin, {row}.ctid), 0)", ()
