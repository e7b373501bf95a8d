"""Answers made anew where linking changed something, and only there.

A cluster that changed changes its own row; those of whom it was left unsure whether they are the same; the counts of independent
sources wherever its reports are told from, where it is a cluster of reports; and the other holders of an office, where it is a person.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from dragoman.codebook.linking import office_key, spoken_areas
from dragoman.linking.index import Kind
from dragoman.linking.linked import Cluster, Linked, cluster_id
from dragoman.linking.views.deeds import counts_for
from dragoman.linking.views.disputes import disputes
from dragoman.linking.views.happenings import happenings
from dragoman.linking.views.officials import officials, people
from dragoman.linking.views.organizations import organizations
from dragoman.linking.views.promises import Promise, agreed, promised
from dragoman.linking.views.sources import Independence, sources
from dragoman.linking.views.threads import threads
from dragoman.model.dossier import LinkedEvent, Official, Thread
from dragoman.store import answers, former, schema
from dragoman.store.desk.journal import Journal
from dragoman.store.links import DOUBTED, Kept

_NAMES: dict[Kind, str] = {
    "report": "sources",
    "person": "people",
    "organization": "organizations",
    "event": "events",
    "agreement": "agreements",
}
_CHUNK = 500


def put_off(db: Connection, kept: Kept) -> None:
    """Note what linking has changed, for a later `refresh`."""
    table = schema.link_changed
    for kind, ids in kept.changed.items():
        there: set[str] = set()
        for part in _parts(sorted(ids)):
            there |= set(db.execute(select(table.c.first).where(table.c.kind == kind, table.c.first.in_(part))).scalars())
        if ids - there:
            db.execute(insert(table), [{"kind": kind, "first": i} for i in sorted(ids - there)])
    kept.forget_changes()


def refresh(db: Connection, kept: Kept, journal: Journal | None = None) -> None:
    """Bring the tables of answers up to what linking has changed, now and since the last time; what differs is noted in a journal."""
    for kind, first in db.execute(select(schema.link_changed.c.kind, schema.link_changed.c.first)):
        kept.changed[kind].add(first)
        kept.reshaped[kind].add(first)
    db.execute(delete(schema.link_changed))
    if not any(kept.changed.values()):
        return
    firsts = _spread(db, kept)
    beside: dict[Kind, set[str]] = {k: set() for k in _NAMES}
    steady: dict[Kind, set[str]] = {k: set() for k in _NAMES}
    for kind in DOUBTED:
        shaped = firsts[kind] & kept.reshaped[kind]
        shaped |= _neighbours(kept, kind, shaped)
        steady[kind] = firsts[kind] - shaped
        firsts[kind] |= shaped
        beside[kind] = _neighbours(kept, kind, shaped) - firsts[kind]
    found = kept.linked({k: firsts[k] | beside[k] for k in firsts})
    told = {m.report for kind in ("event", "agreement") for c in found.of(kind) for m in c.members}
    found.clusters["report"] = kept.clusters("report", firsts["report"] | kept.firsts("report", told))
    ids = {k: {cluster_id(k, i) for i in firsts[k]} for k in firsts}
    of = {cluster_id(k, i): (k, i) for k in DOUBTED for i in steady[k]}
    renamed = write(db, found, ids, set(of), journal)
    _officials(db, kept, {c.nodes[0].id: c for c in found.of("person") if c.nodes}, kept.changed["person"], journal)
    kept.forget_changes()
    for kind, first in (of[i] for i in renamed):  # others say of whom it is unsure whether they are the same by name
        kept.changed[kind].add(first)
        kept.reshaped[kind].add(first)
    refresh(db, kept, journal)


def _neighbours(kept: Kept, kind: Kind, firsts: set[str]) -> set[str]:
    """Clusters of which it is unsure whether they are one of these."""
    return kept.firsts(kind, {n for e in kept.unsure(kind, kept.nodes_in(kind, firsts)) for n in (e.a, e.b)})


def _spread(db: Connection, kept: Kept) -> dict[Kind, set[str]]:
    """The clusters that changed, and those whose answers hang on them."""
    firsts = {kind: set(ids) for kind, ids in kept.changed.items()}
    reports = kept.nodes_in("report", firsts["report"])
    for kind in ("event", "agreement"):
        firsts[kind] |= kept.of_reports(kind, reports)
    told = {node.rsplit("/", 1)[0] for node in kept.nodes_in("agreement", firsts["agreement"])}
    events = schema.events
    promising = [
        f"{report}/{item}"
        for part in _parts(sorted(told))
        for report, item in db.execute(
            select(events.c.report_id, events.c.id).where(events.c.type == "AGREE", events.c.report_id.in_(part))
        )
    ]
    firsts["event"] |= kept.firsts("event", promising)
    return firsts


def write(
    db: Connection,
    found: Linked,
    ids: dict[Kind, set[str]] | None = None,
    steady: frozenset[str] | set[str] = frozenset(),
    journal: Journal | None = None,
) -> set[str]:
    """Write what clusters answer: all that they are, or the rows of some ids, whose old rows go.

    Args:
        steady: ids of those that have the nodes they had, whose neighbours were not looked at: what was unsure of them still is.

    Returns:
        Those of the steady ones that have another name than before.
    """
    independence = Independence(found)

    def mine(kind: Kind, i: str) -> bool:
        return ids is None or i in ids[kind]

    events = [e for e in happenings(found, independence) if mine("event", e.id)]
    agreements = threads(found, independence)
    rows = {
        "sources": [row for row in map(answers.of_sources, sources(found)) if mine("report", row["id"])],
        "people": [answers.of_person(p) for p in people(found) if mine("person", p.id)],
        "organizations": [answers.of_organization(o) for o in organizations(found) if mine("organization", o.id)],
        "events": [answers.of_event(e) for e in events],
        "agreements": [answers.of_thread(t) for t in agreements if mine("agreement", t.id)],
    }
    if ids is not None:
        _break_promises(db, ids["agreement"] | ids["event"])
    renamed = _keep_doubts(db, rows, steady)
    if ids is not None:
        former.note(db, {name: ids[kind] - {r["id"] for r in rows[name]} for kind, name in _NAMES.items() if kind != "report"})
    for kind, name in _NAMES.items():
        _replace(db, schema.ANSWERS[name], rows[name], None if ids is None else ids[kind], journal)
        several = [c for c in found.of(kind) if mine(kind, c.id) and (kind != "report" or len(c.nodes) > 1)]
        _members(db, name, several, None if ids is None else ids[kind])
    _disputes(db, found, events, None if ids is None else ids["event"], journal)
    own = [t for t in agreements if mine("agreement", t.id)]
    _promises(db, own, events, agreements, whole=ids is None)
    _counting(db, events, None if ids is None else ids["event"])
    _states(db, "events", {e.id: e.states for e in events}, None if ids is None else ids["event"])
    _states(db, "agreements", {t.id: set(t.parties) for t in own}, None if ids is None else ids["agreement"])
    return renamed


def _disputes(db: Connection, found: Linked, events: list[LinkedEvent], ids: set[str] | None, journal: Journal | None) -> None:
    rows = disputes(Linked({"event": [c for c in found.of("event") if ids is None or c.id in ids]}), {e.id: e for e in events})
    old = None if ids is None else {"d" + i[1:] for i in ids}
    _replace(db, schema.dossier_disputes, [answers.of_dispute(d) for d in rows], old, journal)
    _states(db, "disputes", {d.id: answers.states_of_dispute(d) for d in rows}, old)


def _break_promises(db: Connection, ids: set[str]) -> None:
    table = schema.dossier_promises
    for part in _parts(sorted(ids)):
        old = list(db.execute(select(table.c.id).where(table.c.agreement_id.in_(part) | table.c.event_id.in_(part))).scalars())
        db.execute(delete(table).where(table.c.id.in_(old)))
        _states(db, "promises", {}, set(old))


def _promises(db: Connection, own: list[Thread], events: list[LinkedEvent], around: list[Thread], *, whole: bool) -> None:
    table = schema.dossier_promises
    by: dict[str, list[Thread]] = defaultdict(list)
    for t in around:
        for report in t.reports:
            by[report].append(t)
    made: list[tuple[Promise, int, LinkedEvent | None]] = [(p, n, None) for t in own for n, p in enumerate(agreed(t))]
    for e in events:
        if e.type == "AGREE":
            beside = by[e.evidence[0].report] if whole else _told_in(db, e.evidence[0].report)
            made += [(p, n, e) for n, p in enumerate(promised(e, beside))]
    rows = [answers.of_promise(p, n, e) for p, n, e in made]
    if rows:
        db.execute(insert(table), rows)
    _states(db, "promises", {r["id"]: set(p.parties) for r, (p, _, _) in zip(rows, made, strict=True)}, None)


def _told_in(db: Connection, report: str) -> list[Thread]:
    """Agreements that a report tells of."""
    members, table = schema.dossier_members, schema.dossier_agreements
    query = select(table.c.body).join(members, (members.c.id == table.c.id) & (members.c.kind == "agreements"))
    return [Thread.model_validate_json(body) for body in db.execute(query.where(members.c.report_id == report)).scalars()]


def _officials(db: Connection, kept: Kept, loaded: dict[str, Cluster], firsts: set[str], journal: Journal | None) -> None:
    """Holders of the offices in which people are shown whose clusters changed, now or before."""
    table = schema.dossier_officials
    ids = {cluster_id("person", i) for i in firsts}
    mine = [loaded[i] for i in sorted(firsts) if i in loaded]
    own = officials(Linked({"person": mine}))
    offices = {(office_key(o.office), o.country) for o in own}
    for part in _parts(sorted(ids)):
        offices |= {(key, country) for key, country in db.execute(select(table.c.key, table.c.country).where(table.c.person_id.in_(part)))}
    holders: set[str] = set()
    for key, country in sorted(offices, key=str):
        same = table.c.country.is_(None) if country is None else table.c.country == country
        holders |= set(db.execute(select(table.c.first).where(table.c.key == key, same, table.c.single.is_(True))).scalars())
    holders -= firsts
    others = [loaded[i] for i in sorted(holders) if i in loaded] + kept.clusters("person", holders - set(loaded))
    rows = _office_rows([*mine, *others], officials(Linked({"person": [*mine, *others]})) if others else own)
    rows = [r for r in rows if r["person_id"] in ids or (r["single"] and (r["key"], r["country"]) in offices)]
    old = {i for part in _parts(sorted(ids)) for i in db.execute(select(table.c.id).where(table.c.person_id.in_(part))).scalars()}
    _replace(db, table, rows, old | {r["id"] for r in rows}, journal)


def _office_rows(clusters: list[Cluster], rows: list[Official]) -> list[dict[str, Any]]:
    first = {c.id: c.nodes[0].id for c in clusters if c.nodes}
    return [answers.of_official(o, first[o.person]) for o in rows]


def _counting(db: Connection, events: list[LinkedEvent], ids: set[str] | None) -> None:
    """Which events may count for or against the areas whose rules ask for words."""
    table = schema.dossier_counting
    for part in _parts(sorted(ids)) if ids is not None else ():
        db.execute(delete(table).where(table.c.id.in_(part)))
    rows = [{"area": area, "id": e.id} for e in events for area in counts_for(e, spoken_areas())]
    if rows:
        db.execute(insert(table), rows)


def _members(db: Connection, name: str, clusters: list[Cluster], ids: set[str] | None) -> None:
    """Where clusters are told. Of those that are told already only what differs is written: somebody may be in a thousand reports."""
    table = schema.dossier_members
    there: set[tuple[str, str, str]] = set()
    for part in _parts(sorted(ids)) if ids is not None else ():
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


def _states(db: Connection, name: str, states: dict[str, set[str]] | dict[str, frozenset[str]], ids: set[str] | None) -> None:
    table = schema.dossier_states
    for part in _parts(sorted(ids)) if ids is not None else ():
        db.execute(delete(table).where(table.c.kind == name, table.c.id.in_(part)))
    rows = [{"kind": name, "country": s, "id": i} for i, found in states.items() for s in sorted(found)]
    if rows:
        db.execute(insert(table), rows)


def _keep_doubts(db: Connection, rows: dict[str, list[dict[str, Any]]], steady: frozenset[str] | set[str]) -> set[str]:
    """What was unsure of clusters that have the nodes they had; those of them that have another name are returned."""
    renamed: set[str] = set()
    for name in ("people", "organizations", "agreements"):
        mine = {r["id"]: r for r in rows[name] if r["id"] in steady}
        table = schema.ANSWERS[name]
        for part in _parts(sorted(mine)):
            for i, body in db.execute(select(table.c.id, table.c.body).where(table.c.id.in_(part))):
                old = json.loads(body)
                mine[i]["body"] = json.dumps(json.loads(mine[i]["body"]) | {"unsure": old["unsure"]}, ensure_ascii=False)
                renamed |= {i} if mine[i]["name"] != old.get("name", old.get("names", [None])[0]) else set()
    return renamed


def _replace(db: Connection, table: Table, rows: list[dict[str, Any]], ids: set[str] | None, journal: Journal | None = None) -> None:
    """Rows in place of those of some ids. Rows that stay are changed, not removed: others may point at them."""
    new = {r["id"]: r for r in rows}
    bodies: dict[str, str] = {}
    for part in _parts(sorted(ids)) if ids is not None else ():
        bodies |= {row.id: row.body for row in db.execute(select(table.c.id, table.c.body).where(table.c.id.in_(part)))}
    there = set(bodies)
    if journal is not None:
        journal.answers(table.name.removeprefix("dossier_"), bodies, {i: r["body"] for i, r in new.items()})
    for part in _parts(sorted(there - set(new))):
        db.execute(delete(table).where(table.c.id.in_(part)))
    changed = [{"_id": i, **{k: v for k, v in new[i].items() if k != "id"}} for i in sorted(there & set(new))]
    if changed:
        db.execute(update(table).where(table.c.id == bindparam("_id")), changed)
    added = [r for i, r in new.items() if i not in there]
    if added:
        db.execute(insert(table), added)


def _parts(ids: list[Any]) -> Iterable[list[Any]]:
    return (ids[i : i + _CHUNK] for i in range(0, len(ids), _CHUNK))
