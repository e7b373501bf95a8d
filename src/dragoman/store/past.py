"""A dossier as it stood on a day: the answers made from what had been published by then, in tables of their own in memory."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, Select, create_engine, or_, select
from sqlalchemy.pool import StaticPool

from dragoman.linking.index import Kind
from dragoman.store import schema
from dragoman.store.filters import Filter
from dragoman.store.ledger import can_count
from dragoman.store.links import SqlLinkIndex
from dragoman.store.write import write

_TABLES = [*schema.ANSWERS.values(), schema.dossier_states, schema.dossier_members, schema.dossier_counting]


def all_known(db: Connection, day: str) -> bool:
    """Whether every report had been published by a day."""
    c = schema.reports.c
    return db.execute(select(c.id).where(or_(c.published.is_(None), c.published > day)).limit(1)).first() is None


def past(db: Connection, f: Filter) -> Engine:
    """The answers as of a day, for the states that the filter names or for all."""
    assert f.as_of is not None
    index = SqlLinkIndex(db)
    found = index.linked(_concerned(db, index, f.states) if f.states else None, f.as_of)
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    with engine.begin() as connection:
        schema.metadata.create_all(connection, _TABLES)
        write(connection, found)
    return engine


def _concerned(db: Connection, index: SqlLinkIndex, states: list[str]) -> dict[Kind, set[str]]:
    """The clusters that concern some states: all of whom take part, or which can count for or against what they agreed."""
    s, m = schema.dossier_states.c, schema.dossier_members.c
    nodes: dict[Kind, set[str]] = {}
    kinds: tuple[tuple[Kind, str], ...] = (("event", "events"), ("agreement", "agreements"))
    for kind, name in kinds:
        ids = schema.ANSWERS[name].c.id
        together = [ids.in_(select(s.id).where(s.kind == name, s.country == state)) for state in states]
        wanted = select(ids).where(*together)
        query = select(m.report_id, m.item).where(m.kind == name, m.id.in_(wanted))
        nodes[kind] = {f"{report}/{item}" for report, item in db.execute(query)}
    e, d, p = schema.dossier_events.c, schema.dossier_disputes.c, schema.dossier_promises.c
    spoken = select(d.event_id).where(*(d.id.in_(select(s.id).where(s.kind == "disputes", s.country == state)) for state in states))
    promised = (
        select(p.area).where(*(p.id.in_(select(s.id).where(s.kind == "promises", s.country == state)) for state in states)).distinct()
    )
    counts = can_count(sorted(db.execute(promised).scalars()))
    theirs = select(s.id).where(s.kind == "events", s.country.in_(states))
    local = select(e.id).where(e.place_country.in_(states), e.id.in_(theirs), counts)
    query = select(m.report_id, m.item).where(m.kind == "events", or_(m.id.in_(spoken), m.id.in_(local)))
    nodes["event"] |= {f"{report}/{item}" for report, item in db.execute(query)}
    who, o = schema.dossier_people.c, schema.dossier_organizations.c
    members = schema.link_members.c
    others: tuple[tuple[Kind, str, Select[tuple[str]]], ...] = (
        ("person", "people", select(who.id).where(who.country.in_(states))),
        ("organization", "organizations", select(o.id).where(o.country.in_(states))),
    )
    for kind, name, ids_of in others:
        joined = (members.kind == kind) & (members.report_id == m.report_id) & (members.item == m.item)
        query2 = select(members.node).join(schema.dossier_members, joined).where(m.kind == name, m.id.in_(ids_of))
        nodes[kind] = set(db.execute(query2).scalars())
    firsts = {kind: index.firsts(kind, found) for kind, found in nodes.items()}
    told = {i.rsplit("/", 1)[0] for kind, _ in kinds for i in nodes[kind]}
    firsts["report"] = index.firsts("report", told)
    return firsts
