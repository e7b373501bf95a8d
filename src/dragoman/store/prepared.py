"""Statements put together once and run by the database's own driver.

SQLAlchemy takes some hundred microseconds to look a statement up, bind its values and wrap its rows, many times what the database takes to
answer it, and a report asks some forty. Here it compiles each once for a kind of database and, where many ids are asked for, for a number of
them; the driver then runs it within the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy import insert as inserting
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler

from dragoman.store.chunks import chunked

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement as a driver takes it."""

    sql: str
    order: tuple[str, ...] | None
    """Names of its values in their order; None where the driver takes them by name."""
    fixed: Mapping[str, Any]
    """Values that it holds itself."""

    def values(self, given: Mapping[str, Any]) -> Any:
        """All values as the driver takes them."""
        every = {**self.fixed, **given}
        return every if self.order is None else [every[name] for name in self.order]

    def many(self, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
        """All values of each of some rows as the driver takes them."""
        order = self.order or ()
        if len(order) > 1 and rows[0].keys() >= set(order):
            return list(map(itemgetter(*order), rows))
        return [self.values(row) for row in rows]


class Prepared:
    """A statement of which only values differ; those of an expanding parameter `ids` may be any number.

    Args:
        columns: of an insertion, the columns that its rows give.
    """

    def __init__(self, statement: ClauseElement, columns: Sequence[str] | None = None) -> None:
        self._statement = statement
        self._columns = columns
        self._compiled: dict[tuple[str, int], _Compiled] = {}

    def rows(self, db: Connection, **values: Any) -> list[Row]:
        """The rows of its answer."""
        found: list[Row] = self._run(db, self._for(db.dialect, values), values).fetchall()
        return found

    def of(self, db: Connection, ids: Sequence[str], **values: Any) -> list[Row]:
        """The rows of its answers for some ids, which are asked for stretch by stretch."""
        out: list[Row] = []
        for part in chunked(ids):
            size = 1 << (len(part) - 1).bit_length()  # few sizes, so that few are compiled: the last id stands for those that are missing
            padded = [*part, *[part[-1]] * (size - len(part))]
            named = dict(zip(_names(size), padded, strict=True))
            out += self._run(db, self._for(db.dialect, values, size), values | named).fetchall()
        return out

    def do(self, db: Connection, **values: Any) -> None:
        """Run it for what it changes."""
        self._run(db, self._for(db.dialect, values), values)

    def each(self, db: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run it once for each row of values."""
        ready = self._for(db.dialect, rows[0])
        self._run(db, ready, ready.many(rows))

    def _for(self, dialect: Dialect, values: Mapping[str, Any], size: int = 0) -> _Compiled:
        key = dialect.name, size
        if key not in self._compiled:
            self._compiled[key] = self._compile(dialect, values, size)
        return self._compiled[key]

    def _compile(self, dialect: Dialect, values: Mapping[str, Any], size: int) -> _Compiled:
        found = self._statement.compile(dialect=dialect, column_keys=self._columns)
        assert isinstance(found, SQLCompiler)
        known = dict(values) | ({"ids": [""] * size} if size else {})
        whole = found.construct_expanded_state(known)
        return _Compiled(whole.statement, tuple(whole.positiontup or ()) if found.positional else None, whole.parameters)

    def _run(self, db: Connection, ready: _Compiled, values: Any) -> Any:
        if not db.in_transaction():
            db.begin()
        cursor = db.connection.cursor()
        try:
            if isinstance(values, list):
                cursor.executemany(ready.sql, values)
            else:
                cursor.execute(ready.sql, ready.values(values))
        except db.dialect.loaded_dbapi.Error as error:
            raise DBAPIError.instance(ready.sql, None, error, db.dialect.loaded_dbapi.Error, dialect=db.dialect) from error
        return cursor


@cache
def _names(size: int) -> tuple[str, ...]:
    """What so many values of `ids` are called."""
    return tuple(f"ids_{n}" for n in range(1, size + 1))


@cache
def _into(table: Table, columns: tuple[str, ...]) -> Prepared:
    return Prepared(inserting(table).inline(), columns)


def insert(db: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put rows into a table, where there are any; all give the columns that the first one gives."""
    if rows:
        _into(table, tuple(rows[0])).each(db, rows)
