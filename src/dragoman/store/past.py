"""A dossier as it stood on a day: the answers made from what had been published by then, in tables of their own in memory.

An event all of whose tellings had been published by then stood as it stands today: its rows are taken over, and only the others are made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Engine,
    Select,
    bindparam,
    case,
    create_engine,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.pool import StaticPool

from dragoman.linking.index import Kind
from dragoman.model.dossier import LinkedEvent
from dragoman.store import schema
from dragoman.store.chunks import chunked
from dragoman.store.filters import Filter
from dragoman.store.ledger import can_count
from dragoman.store.links import SqlLinkIndex
from dragoman.store.prepared import Prepared
from dragoman.store.write import write

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_events, _disputes, _states, _members, _counting = (
    t.c for t in (schema.dossier_events, schema.dossier_disputes, schema.dossier_states, schema.dossier_members, schema.dossier_counting)
)
_TAKEN = (
    (schema.dossier_events, Prepared(select(schema.dossier_events).where(_events.id.in_(_IDS))), False),
    (schema.dossier_disputes, Prepared(select(schema.dossier_disputes).where(_disputes.id.in_(_IDS))), True),
    (schema.dossier_states, Prepared(select(schema.dossier_states).where(_states.kind == "events", _states.id.in_(_IDS))), False),
    (schema.dossier_states, Prepared(select(schema.dossier_states).where(_states.kind == "disputes", _states.id.in_(_IDS))), True),
    (schema.dossier_members, Prepared(select(schema.dossier_members).where(_members.kind == "events", _members.id.in_(_IDS))), False),
    (schema.dossier_counting, Prepared(select(schema.dossier_counting).where(_counting.id.in_(_IDS))), False),
)
"""Tables whose rows tell of events that stood on a day as they stand today, how they are found, and whether by the ids of disputes."""
_TABLES = [*schema.ANSWERS.values(), schema.dossier_states, schema.dossier_members, schema.dossier_counting]


def all_known(db: Connection, day: str) -> bool:
    """Whether every report had been published by a day."""
    c = schema.reports.c
    return db.execute(select(c.id).where(or_(c.published.is_(None), c.published > day)).limit(1)).first() is None


def past(db: Connection, f: Filter) -> Engine:
    """The answers as of a day, for the states that the filter names or for all."""
    assert f.as_of is not None
    index = SqlLinkIndex(db)
    events = _known(db, f.as_of, sorted(_events_of(db, f.states)) if f.states else None)
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    with engine.begin() as connection:
        schema.metadata.create_all(connection, _TABLES)
        _take_over(db, connection, events.whole)
        told = set(connection.execute(select(schema.dossier_members.c.report_id)).scalars())
        found = index.linked(_concerned(db, index, f.states, events.parted, told), f.as_of)
        write(connection, found, beside=_promising(connection))
    return engine


def _events_of(db: Connection, states: list[str]) -> set[str]:
    """The events in which all of some states take part or of which they speak, and those that can count for or against what they agreed."""
    e, d, p, s = schema.dossier_events.c, schema.dossier_disputes.c, schema.dossier_promises.c, schema.dossier_states.c
    together = Filter(between=frozenset(states)).of_states
    found = set(db.execute(select(e.id).where(*together("events", schema.dossier_events))).scalars())
    found |= set(db.execute(select(d.event_id).where(*together("disputes", schema.dossier_disputes))).scalars())
    promised = select(p.area).where(*together("promises", schema.dossier_promises)).distinct()
    counts = can_count(sorted(db.execute(promised).scalars()))
    theirs = exists().where(s.kind == "events", s.id == e.id, s.country.in_(states))
    return found | set(db.execute(select(e.id).where(e.place_country.in_(states), theirs, counts)).scalars())


@dataclass(frozen=True)
class _Known:
    """Ids of the events that were known on a day: by all of their tellings, or by some."""

    whole: list[str]
    parted: list[str]


def _known(db: Connection, day: str, ids: list[str] | None) -> _Known:
    """Which of some events, or of all, were known on a day. Where linking has left something for later, none stands as it will."""
    m, published = schema.dossier_members.c, schema.reports.c.published
    told, by_then = func.count(), func.sum(case((published <= day, 1), else_=0))
    query = select(m.id, told == by_then).join(schema.reports, schema.reports.c.id == m.report_id)
    query = query.where(m.kind == "events").group_by(m.id).having(by_then > 0)
    settled = db.execute(select(schema.link_changed.c.kind).limit(1)).first() is None
    known = _Known([], [])
    for part in chunked(ids) if ids is not None else [None]:
        for i, whole in db.execute(query if part is None else query.where(m.id.in_(part))).all():
            (known.whole if whole and settled else known.parted).append(i)
    return known


def _take_over(db: Connection, to: Connection, ids: list[str]) -> None:
    """Put the rows of events and of their disputes into other tables, as they are."""
    disputed = ["d" + i[1:] for i in ids]
    for table, query, of_disputes in _TAKEN:
        rows = list(query.of(db, disputed if of_disputes else ids))
        if rows:  # by the driver itself: of thousands of rows all else that is done costs more
            marks = ", ".join("?" * len(table.c))
            to.exec_driver_sql(f"INSERT INTO {table.name} ({', '.join(table.c.keys())}) VALUES ({marks})", rows)


def _promising(taken: Connection) -> list[LinkedEvent]:
    """Those of the events taken over which may promise something: that hangs on what the agreements beside them were by then."""
    c = schema.dossier_events.c
    return [LinkedEvent.model_validate_json(body) for body in taken.execute(select(c.body).where(c.type == "AGREE")).scalars()]


def _concerned(db: Connection, index: SqlLinkIndex, states: list[str], events: list[str], told: set[str]) -> dict[Kind, set[str] | None]:
    """First nodes of some events, and of the other clusters that concern some states, and the reports that tell of them; None for all."""
    nodes = _nodes(db, "events", events)
    firsts: dict[Kind, set[str] | None] = {"event": index.firsts("event", nodes)}
    if not states:
        return firsts | {"report": None, "person": None, "organization": None, "agreement": None}
    table, who, o = schema.dossier_agreements, schema.dossier_people.c, schema.dossier_organizations.c
    of_states = Filter(between=frozenset(states)).of_states("agreements", table)
    agreed = _nodes(db, "agreements", db.execute(select(table.c.id).where(*of_states)).scalars())
    firsts["agreement"] = index.firsts("agreement", agreed)
    made_of = {node.rsplit("/", 1)[0] for node in nodes | agreed}
    firsts["report"] = index.firsts("report", made_of) | (index.firsts("report", told) & _of_several(db))
    m, members = schema.dossier_members.c, schema.link_members.c
    others: tuple[tuple[Kind, str, Select[tuple[str]]], ...] = (
        ("person", "people", select(who.id).where(who.country.in_(states))),
        ("organization", "organizations", select(o.id).where(o.country.in_(states))),
    )
    for kind, name, ids in others:
        joined = (members.kind == kind) & (members.report_id == m.report_id) & (members.item == m.item)
        query = select(members.node).join(schema.dossier_members, joined).where(m.kind == name, m.id.in_(ids)).distinct()
        firsts[kind] = index.firsts(kind, db.execute(query).scalars())
    return firsts


def _of_several(db: Connection) -> set[str]:
    """First nodes of the clusters of several reports: others are no source of which anything is said."""
    c = schema.link_clusters.c
    return set(db.execute(select(c.cluster).where(c.kind == "report", c.node != c.cluster).distinct()).scalars())


def _nodes(db: Connection, name: str, ids: Iterable[str]) -> set[str]:
    """The nodes of some events or agreements, which are named after where they were told."""
    m = schema.dossier_members.c
    query = select(m.report_id, m.item).where(m.kind == name)
    return {f"{report}/{item}" for part in chunked(sorted(ids)) for report, item in db.execute(query.where(m.id.in_(part))).all()}
