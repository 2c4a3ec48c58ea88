"""The version of many rows in one query, without reading them (I1).

PostgreSQL names each version of a row by the transaction that wrote it (`xmin`) and its place in
the table (`ctid`). Neither stays when anything in the row changes, whoever changes it and however,
so equal sums of their hashes are equal rows. A restored backup has other names for the same rows:
calendars then read once what they had already.
"""

from typing import Any

from django.db.models import Count, DecimalField, F, Func, QuerySet, Sum


def rows_version(rows: QuerySet[Any], *related: str) -> str:
    """Return a text that changes whenever a row comes, goes or changes.

    `related` are columns of joined rows that are told too, one of each and not its key, as in
    "booking__uid": these rows count as well. Which rows `rows` are must depend on the moment where
    the entries do. One query; 10,000 rows take about ten milliseconds.
    """
    sums = {f"sum_{at}": Sum(_RowName(name)) for at, name in enumerate(("pk", *related))}
    found = rows.order_by().aggregate(number=Count("*"), **sums)
    return ":".join(str(value or 0) for value in found.values())


class _RowName(Func):
    """A number of 64 bits that stands for the row version a column belongs to."""

    output_field = DecimalField()

    def __init__(self, name: str) -> None:
        super().__init__(F(name))

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> tuple[str, Any]:
        row = compiler.quote_name_unless_alias(self.get_source_expressions()[0].alias)
        return f"hashtextextended({row}.xmin::text || {row}.ctid::text, 0)", ()
