"""Rows put into tables; the statements are put together once."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Table
from sqlalchemy import insert as inserting


@cache
def _into(table: Table) -> Insert:
    return inserting(table)


def insert(db: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Put rows into a table, where there are any."""
    if rows:
        db.execute(_into(table), rows)
