"""Rows of answers in place of older ones; only what differs is written."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from dragoman.linking.linked import Cluster
from dragoman.store import schema
from dragoman.store.chunks import chunked
from dragoman.store.desk.journal import Journal


def replace_rows(db: Connection, table: Table, rows: list[dict[str, Any]], ids: set[str] | None, journal: Journal | None = None) -> None:
    """Rows in place of those of some ids. Rows that stay are changed, not removed: others may point at them."""
    new = {r["id"]: r for r in rows}
    bodies: dict[str, str] = {}
    for part in chunked(sorted(ids)) if ids is not None else ():
        bodies |= {row.id: row.body for row in db.execute(select(table.c.id, table.c.body).where(table.c.id.in_(part)))}
    there = set(bodies)
    if journal is not None:
        journal.answers(table.name.removeprefix("dossier_"), bodies, {i: r["body"] for i, r in new.items()})
    for part in chunked(sorted(there - set(new))):
        db.execute(delete(table).where(table.c.id.in_(part)))
    changed = [{"_id": i, **{k: v for k, v in new[i].items() if k != "id"}} for i in sorted(there & set(new))]
    if changed:
        db.execute(update(table).where(table.c.id == bindparam("_id")), changed)
    added = [r for i, r in new.items() if i not in there]
    if added:
        db.execute(insert(table), added)


def replace_members(db: Connection, name: str, clusters: list[Cluster], ids: set[str] | None) -> None:
    """Where clusters are told. Of those that are told already only what differs is written: somebody may be in a thousand reports."""
    table = schema.dossier_members
    there: set[tuple[str, str, str]] = set()
    for part in chunked(sorted(ids)) if ids is not None else ():
        query = select(table.c.id, table.c.report_id, table.c.item).where(table.c.kind == name, table.c.id.in_(part))
        there |= {(i, report, item) for i, report, item in db.execute(query)}
    now = {(c.id, m.report, m.item): None for c in clusters for m in c.members}
    gone = [{"_id": i, "_report": report, "_item": item} for i, report, item in sorted(there - set(now))]
    if gone:
        same = table.c.kind == name, table.c.id == bindparam("_id"), table.c.report_id == bindparam("_report")
        db.execute(delete(table).where(*same, table.c.item == bindparam("_item")), gone)
    rows = [{"kind": name, "id": i, "report_id": report, "item": item} for i, report, item in now if (i, report, item) not in there]
    if rows:
        db.execute(insert(table), rows)


def replace_states(db: Connection, name: str, states: Mapping[str, Set[str]], ids: set[str] | None) -> None:
    """Which states some answers concern, in place of what was noted of them."""
    table = schema.dossier_states
    for part in chunked(sorted(ids)) if ids is not None else ():
        db.execute(delete(table).where(table.c.kind == name, table.c.id.in_(part)))
    rows = [{"kind": name, "country": s, "id": i} for i, found in states.items() for s in sorted(found)]
    if rows:
        db.execute(insert(table), rows)
