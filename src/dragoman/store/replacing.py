"""Rows of answers in place of older ones; only what differs is written."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, select, update

from dragoman.linking.linked import Cluster
from dragoman.store import schema
from dragoman.store.chunks import chunked
from dragoman.store.desk.journal import Journal
from dragoman.store.prepared import insert

_PARTED = "\n"
"""Between an id, a report and an item; a report's own id may hold anything."""


def replace_rows(db: Connection, table: Table, rows: list[dict[str, Any]], ids: set[str] | None, journal: Journal | None = None) -> None:
    """Rows in place of those of some ids. Rows that stay are changed, not removed: others may point at them."""
    new = {r["id"]: r for r in rows}
    bodies = _bodies(db, table, ids or set())
    there = set(bodies)
    if journal is not None:
        journal.answers(table.name.removeprefix("dossier_"), bodies, {i: r["body"] for i, r in new.items()})
    for part in chunked(sorted(there - set(new))):
        db.execute(delete(table).where(table.c.id.in_(part)))
    differ = sorted(i for i in there & set(new) if bodies[i] != new[i]["body"])  # all other columns say what the body says
    changed = [{"_id": i, **{k: v for k, v in new[i].items() if k != "id"}} for i in differ]
    if changed:
        db.execute(update(table).where(table.c.id == bindparam("_id")), changed)
    added = [r for i, r in new.items() if i not in there]
    insert(db, table, added)


def _bodies(db: Connection, table: Table, ids: set[str]) -> dict[str, str]:
    """What some rows say, by id; those that are not there are left out."""
    bodies: dict[str, str] = {}
    for part in chunked(sorted(ids)):
        bodies |= {row.id: row.body for row in db.execute(select(table.c.id, table.c.body).where(table.c.id.in_(part)))}
    return bodies


def replace_members(db: Connection, name: str, clusters: list[Cluster], ids: set[str] | None) -> None:
    """Where clusters are told. Of those that are told already only what differs is written: somebody may be in a thousand reports."""
    table = schema.dossier_members
    there: set[str] = set()
    for part in chunked(sorted(ids)) if ids is not None else ():
        written = table.c.id + _PARTED + table.c.report_id + _PARTED + table.c.item  # as one, which is read at once
        there.update(db.execute(select(written).where(table.c.kind == name, table.c.id.in_(part))).scalars().all())
    now = {_PARTED.join((c.id, m.report, m.item)): None for c in clusters for m in c.members}
    went, came = (sorted(map(_parts, found)) for found in (there - now.keys(), now.keys() - there))
    gone = [{"_id": i, "_report": report, "_item": item} for i, report, item in went]
    if gone:
        same = table.c.kind == name, table.c.id == bindparam("_id"), table.c.report_id == bindparam("_report")
        db.execute(delete(table).where(*same, table.c.item == bindparam("_item")), gone)
    insert(db, table, [{"kind": name, "id": i, "report_id": report, "item": item} for i, report, item in came])


def _parts(written: str) -> tuple[str, str, str]:
    """Id, report and item."""
    i, rest = written.split(_PARTED, 1)
    report, item = rest.rsplit(_PARTED, 1)
    return i, report, item


def replace_states(db: Connection, name: str, states: Mapping[str, Set[str]], ids: set[str] | None) -> None:
    """Which states some answers concern, in place of what was noted of them."""
    table = schema.dossier_states
    for part in chunked(sorted(ids)) if ids is not None else ():
        db.execute(delete(table).where(table.c.kind == name, table.c.id.in_(part)))
    insert(db, table, [{"kind": name, "country": s, "id": i} for i, found in states.items() for s in sorted(found)])
