"""Answers in pages: where is asked, which rows are wanted, and the cursor of those that follow."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, select

from dragoman.errors import DragomanError

Row = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """Rows in order; `next` is the cursor of those that follow, `total` how many there are in all."""

    rows: list[Row]
    next: str | None
    total: int


@dataclass(frozen=True)
class View:
    """Where to ask: what all reports say together, perhaps as of a day, and the reports themselves."""

    answers: Connection
    read: Connection


@dataclass(frozen=True)
class Cut:
    """Which rows of an answer are wanted: at most so many, after a cursor, perhaps from the last to the first."""

    limit: int | None = None
    after: str | None = None
    backward: bool = False


class CursorError(DragomanError, ValueError):
    """A cursor that no page gave."""


def rows_within(
    db: Connection, table: Table, where: list[ColumnElement[bool]], cut: Cut, columns: Iterable[Any] = ()
) -> tuple[list[Any], str | None, int]:
    """Rows of a table in the order of their positions, the cursor of those that follow, and how many there are."""
    order = table.c.position.desc() if cut.backward else table.c.position
    query = select(table.c.position, table.c.body, *columns).where(*where)
    if cut.after is not None:
        at = _from_cursor(cut.after)
        query = query.where(table.c.position < at if cut.backward else table.c.position > at)
    rows = list(db.execute(query.order_by(order).limit(cut.limit + 1 if cut.limit is not None else None)))
    more = cut.limit is not None and len(rows) > cut.limit
    kept = rows[: cut.limit] if more else rows
    total = len(rows) if cut.limit is None else db.execute(select(func.count()).select_from(table).where(*where)).scalar() or 0
    return kept, _to_cursor(kept[-1].position) if more else None, total


def _to_cursor(position: str) -> str:
    return base64.urlsafe_b64encode(position.encode()).decode().rstrip("=")


def _from_cursor(cursor: str) -> str:
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except ValueError:
        raise CursorError(f"{cursor[:60]!r} is no cursor; take `next` of the page before") from None


def page_of(
    db: Connection, table: Table, where: list[ColumnElement[bool]], cut: Cut, change: Callable[[Row], Row] = lambda row: row
) -> Page:
    """A page of the rows of a table, each perhaps with what the question adds to it."""
    found, after, total = rows_within(db, table, where, cut)
    return Page([change(json.loads(r.body)) for r in found], after, total)
