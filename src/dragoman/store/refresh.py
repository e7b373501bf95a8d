"""Answers made anew where linking changed something, and only there.

A cluster that changed changes its own row; those of whom it was left unsure whether they are the same; the counts of independent
sources wherever its reports are told from, where it is a cluster of reports; and the other holders of an office, where it is a person.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from dragoman.linking.index import Kind
from dragoman.linking.linked import Linked, cluster_id
from dragoman.store import schema
from dragoman.store.chunks import chunked
from dragoman.store.desk.journal import Journal
from dragoman.store.folding import fold, write_people
from dragoman.store.links import DOUBTED, SqlLinkIndex
from dragoman.store.offices import write_officials
from dragoman.store.prepared import Prepared
from dragoman.store.write import NAMES, write

_NOTED = {
    name: Prepared(insert(schema.link_changed).inline().on_conflict_do_nothing(), ("kind", "first"))
    for name, insert in (("sqlite", sqlite_insert), ("postgresql", postgres_insert))
}
"""How what changed is noted, once however often it changes, by the kind of database."""


def put_off(db: Connection, index: SqlLinkIndex) -> None:
    """Note what linking has changed, for a later `refresh`."""
    rows = [{"kind": kind, "first": i} for kind, ids in index.changed.items() for i in sorted(ids)]
    if rows:
        _NOTED[db.dialect.name].each(db, rows)
    index.forget_changes()


def refresh(db: Connection, index: SqlLinkIndex, journal: Journal | None = None) -> None:
    """Bring the tables of answers up to what linking has changed, now and since the last time; what differs is noted in a journal."""
    _take_up(db, index)
    while any(index.changed.values()):
        affected = _affected(db, index)
        folded = fold(db, index, affected.lasting)
        for told in (affected.firsts, affected.steady):
            told["person"] -= folded.keys()
        found = _around(index, affected)
        ids = {kind: {cluster_id(kind, i) for i in firsts} for kind, firsts in affected.firsts.items()}
        of = {cluster_id(kind, i): (kind, i) for kind in DOUBTED for i in affected.steady[kind]}
        renamed = write(db, found, ids, set(of), journal) | write_people(db, folded, journal)
        of |= {cluster_id("person", i): ("person", i) for i in folded}
        write_officials(db, index, {c.nodes[0].id: c for c in found.of("person") if c.nodes}, index.changed["person"], journal, folded)
        index.forget_changes()
        for kind, first in (of[i] for i in renamed):  # others say of whom it is unsure whether they are the same by name
            index.changed[kind].add(first)
            index.reshaped[kind].add(first)


def make(db: Connection, index: SqlLinkIndex, kind: Kind, firsts: set[str]) -> None:
    """Make the answers of some clusters of one kind, of which nothing is written yet; those of agreements before those of events."""
    none: dict[Kind, set[str]] = {k: set() for k in NAMES}
    beside = _neighbours(index, kind, firsts) - firsts if kind in DOUBTED else set()
    found = _around(index, Affected(none | {kind: firsts}, none | {kind: beside}, none, set()))
    write(db, found, {k: {cluster_id(k, i) for i in ids} for k, ids in (none | {kind: firsts}).items()})
    if kind == "person":
        write_officials(db, index, {c.nodes[0].id: c for c in found.of(kind) if c.nodes}, firsts, None)


def _take_up(db: Connection, index: SqlLinkIndex) -> None:
    """Add what `put_off` noted to what has changed now."""
    for kind, first in db.execute(select(schema.link_changed.c.kind, schema.link_changed.c.first)):
        index.changed[kind].add(first)
        index.reshaped[kind].add(first)
    db.execute(delete(schema.link_changed))


@dataclass(frozen=True)
class Affected:
    """First nodes of the clusters whose answers a change may alter."""

    firsts: dict[Kind, set[str]]
    """those whose answers are made anew"""
    beside: dict[Kind, set[str]]
    """those of which it is unsure whether they are one with a cluster that has other nodes than before"""
    steady: dict[Kind, set[str]]
    """those of the first that have the nodes they had"""
    lasting: set[str]
    """people among the steady who are needed for nobody else's answers"""


def _affected(db: Connection, index: SqlLinkIndex) -> Affected:
    firsts = _spread(db, index)
    beside: dict[Kind, set[str]] = {kind: set() for kind in NAMES}
    steady: dict[Kind, set[str]] = {kind: set() for kind in NAMES}
    around: dict[Kind, set[str]] = {}
    for kind in DOUBTED:
        shaped = firsts[kind] & index.reshaped[kind]
        shaped |= _neighbours(index, kind, shaped)
        steady[kind] = firsts[kind] - shaped
        firsts[kind] |= shaped
        around[kind] = _neighbours(index, kind, shaped)
        beside[kind] = around[kind] - firsts[kind]
    return Affected(firsts, beside, steady, steady["person"] - around["person"])


def _around(index: SqlLinkIndex, affected: Affected) -> Linked:
    """The clusters that are affected, what they are compared with, and the clusters of all reports that tell of them."""
    found = index.linked({kind: firsts | affected.beside[kind] for kind, firsts in affected.firsts.items()})
    told = {m.report for kind in ("event", "agreement") for c in found.of(kind) for m in c.members}
    found.clusters["report"] = index.clusters("report", affected.firsts["report"] | index.firsts("report", told))
    return found


def _neighbours(index: SqlLinkIndex, kind: Kind, firsts: set[str]) -> set[str]:
    """Clusters of which it is unsure whether they are one of these."""
    return index.firsts(kind, {n for e in index.unsure(kind, index.nodes_in(kind, firsts)) for n in (e.a, e.b)})


def _spread(db: Connection, index: SqlLinkIndex) -> dict[Kind, set[str]]:
    """The clusters that changed, and those whose answers hang on them."""
    firsts = {kind: set(ids) for kind, ids in index.changed.items()}
    reports = index.nodes_in("report", firsts["report"])
    for kind in ("event", "agreement"):
        firsts[kind] |= index.of_reports(kind, reports)
    told = {node.rsplit("/", 1)[0] for node in index.nodes_in("agreement", firsts["agreement"])}
    events = schema.events
    promising = [
        f"{report}/{item}"
        for part in chunked(sorted(told))
        for report, item in db.execute(
            select(events.c.report_id, events.c.id).where(events.c.type == "AGREE", events.c.report_id.in_(part))
        )
    ]
    firsts["event"] |= index.firsts("event", promising)
    return firsts
