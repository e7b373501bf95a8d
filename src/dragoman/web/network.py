"""Who deals with whom: pairs of states with counts of events by quad class and by how they stand."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, select

from dragoman.codebook.gazetteer import country_name
from dragoman.store import Store
from dragoman.store.filters import Filter
from dragoman.store.queries import event_conditions
from dragoman.store.schema import dossier_events, dossier_states
from dragoman.web.memory import remembered

MOST = 300
"""Pairs that are shown, the busiest first."""


def ties(store: Store, f: Filter) -> dict[str, Any]:
    """`nodes` with id, name and events; `links` with source, target, counts of facts by quad class, and of claims and plans."""

    def make() -> dict[str, Any]:
        with store.view(f) as view:
            return _counted(view.answers, f)

    return remembered(store, "ties", f, make)


def _counted(db: Connection, f: Filter) -> dict[str, Any]:
    e, a, b = dossier_events.c, dossier_states.alias("a").c, dossier_states.alias("b").c
    query = (
        select(a.country, b.country, e.quad, e.fact, func.count())
        .join_from(dossier_events, a.kind.table, (a.id == e.id) & (a.kind == "events"))
        .join(b.kind.table, (b.id == e.id) & (b.kind == "events") & (a.country < b.country))
        .where(*event_conditions(f))
        .group_by(a.country, b.country, e.quad, e.fact)
    )
    links: dict[tuple[str, str], dict[str, int]] = {}
    for one, other, quad, fact, n in db.execute(query):
        counts = links.setdefault((one, other), {"events": 0, "others": 0})
        counts["events"] += n
        name = quad if fact else "others"
        counts[name] = counts.get(name, 0) + n
    busiest = sorted(links.items(), key=lambda x: (-x[1]["events"], x[0]))[:MOST]
    states: dict[str, int] = {}
    for pair, counts in busiest:
        for state in pair:
            states[state] = states.get(state, 0) + counts["events"]
    return {
        "nodes": [{"id": s, "name": country_name(s), "events": n} for s, n in sorted(states.items(), key=lambda x: (-x[1], x[0]))],
        "links": [{"source": a, "target": b, **counts} for (a, b), counts in busiest],
        "left_out": len(links) - len(busiest),
    }
