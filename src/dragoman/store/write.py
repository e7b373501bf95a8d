"""What clusters answer, written into the tables of answers."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select

from dragoman.codebook.linking import spoken_areas
from dragoman.linking.index import Kind
from dragoman.linking.linked import Linked
from dragoman.linking.views.deeds import counts_for
from dragoman.linking.views.disputes import disputes
from dragoman.linking.views.happenings import happenings
from dragoman.linking.views.officials import people
from dragoman.linking.views.organizations import organizations
from dragoman.linking.views.promises import Promise, agreed, promised
from dragoman.linking.views.sources import Independence, sources
from dragoman.linking.views.threads import threads
from dragoman.model.dossier import LinkedEvent, Thread
from dragoman.store import answers, former, schema
from dragoman.store.chunks import chunked
from dragoman.store.desk.journal import Journal
from dragoman.store.prepared import insert
from dragoman.store.replacing import replace_members, replace_rows, replace_states

Rows = dict[str, list[dict[str, Any]]]
"""Rows by the name of the answer that they are of."""
NAMES: dict[Kind, str] = {
    "report": "sources",
    "person": "people",
    "organization": "organizations",
    "event": "events",
    "agreement": "agreements",
}
"""The name of the answers that clusters of a kind give."""


@dataclass(frozen=True)
class Chosen:
    """The clusters whose answers are written: those of some ids, or all."""

    ids: dict[Kind, set[str]] | None = None

    def of(self, kind: Kind) -> set[str] | None:
        """The ids of a kind; None where all are chosen."""
        return None if self.ids is None else self.ids[kind]

    def has(self, kind: Kind, i: str) -> bool:
        """Whether a cluster is one of them."""
        return self.ids is None or i in self.ids[kind]


def write(
    db: Connection,
    found: Linked,
    ids: dict[Kind, set[str]] | None = None,
    steady: Set[str] = frozenset(),
    journal: Journal | None = None,
    beside: Sequence[LinkedEvent] = (),
) -> set[str]:
    """Write what clusters answer: all that they are, or the rows of some ids, whose old rows go.

    Args:
        beside: events whose rows are there, but for what they promise.
        steady: ids of those that have the nodes they had, whose neighbours were not looked at: what was unsure of them still is.

    Returns:
        Those of the steady ones that have another name than before.
    """
    chosen = Chosen(ids)
    independence = Independence(found)
    events = [e for e in happenings(found, independence) if chosen.has("event", e.id)]
    agreements = threads(found, independence)
    own = [t for t in agreements if chosen.has("agreement", t.id)]
    rows = _rows(found, chosen, events, own)
    if ids is not None:
        _break_promises(db, ids["agreement"] | ids["event"])
    renamed = _keep_doubts(db, rows, steady)
    if ids is not None:
        former.note(db, {name: ids[kind] - {r["id"] for r in rows[name]} for kind, name in NAMES.items() if kind != "report"})
    _answers(db, found, rows, chosen, journal)
    _disputes(db, found, events, chosen.of("event"), journal)
    _promises(db, own, [*events, *beside], agreements, whole=ids is None)
    _counting(db, events, chosen.of("event"))
    replace_states(db, "events", {e.id: e.states for e in events}, chosen.of("event"))
    replace_states(db, "agreements", {t.id: set(t.parties) for t in own}, chosen.of("agreement"))
    return renamed


def _rows(found: Linked, chosen: Chosen, events: list[LinkedEvent], agreements: list[Thread]) -> Rows:
    """The rows of what was chosen."""
    return {
        "sources": [row for row in map(answers.of_sources, sources(found)) if chosen.has("report", row["id"])],
        "people": [answers.of_person(p) for p in people(found) if chosen.has("person", p.id)],
        "organizations": [answers.of_organization(o) for o in organizations(found) if chosen.has("organization", o.id)],
        "events": [answers.of_event(e) for e in events],
        "agreements": [answers.of_thread(t) for t in agreements],
    }


def _answers(db: Connection, found: Linked, rows: Rows, chosen: Chosen, journal: Journal | None) -> None:
    """Rows in place of the old ones, and where they were told; reports that are no copies of each other answer nothing."""
    for kind, name in NAMES.items():
        replace_rows(db, schema.ANSWERS[name], rows[name], chosen.of(kind), journal)
        several = [c for c in found.of(kind) if chosen.has(kind, c.id) and (kind != "report" or len(c.nodes) > 1)]
        replace_members(db, name, several, chosen.of(kind))


def _disputes(db: Connection, found: Linked, events: list[LinkedEvent], ids: set[str] | None, journal: Journal | None) -> None:
    rows = disputes(Linked({"event": [c for c in found.of("event") if ids is None or c.id in ids]}), {e.id: e for e in events})
    old = None if ids is None else {"d" + i[1:] for i in ids}
    replace_rows(db, schema.dossier_disputes, [answers.of_dispute(d) for d in rows], old, journal)
    replace_states(db, "disputes", {d.id: answers.states_of_dispute(d) for d in rows}, old)


def _break_promises(db: Connection, ids: set[str]) -> None:
    table = schema.dossier_promises
    for part in chunked(sorted(ids)):
        old = list(db.execute(select(table.c.id).where(table.c.agreement_id.in_(part) | table.c.event_id.in_(part))).scalars())
        db.execute(delete(table).where(table.c.id.in_(old)))
        replace_states(db, "promises", {}, set(old))


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
    insert(db, table, rows)
    replace_states(db, "promises", {r["id"]: set(p.parties) for r, (p, _, _) in zip(rows, made, strict=True)}, None)


def _told_in(db: Connection, report: str) -> list[Thread]:
    """Agreements that a report tells of."""
    members, table = schema.dossier_members, schema.dossier_agreements
    query = select(table.c.body).join(members, (members.c.id == table.c.id) & (members.c.kind == "agreements"))
    return [Thread.model_validate_json(body) for body in db.execute(query.where(members.c.report_id == report)).scalars()]


def _counting(db: Connection, events: list[LinkedEvent], ids: set[str] | None) -> None:
    """Which events may count for or against the areas whose rules ask for words."""
    table = schema.dossier_counting
    for part in chunked(sorted(ids)) if ids is not None else ():
        db.execute(delete(table).where(table.c.id.in_(part)))
    insert(db, table, [{"area": area, "id": e.id} for e in events for area in counts_for(e, spoken_areas())])


def _keep_doubts(db: Connection, rows: Rows, steady: Set[str]) -> set[str]:
    """What was unsure of clusters that have the nodes they had; those of them that have another name are returned."""
    renamed: set[str] = set()
    for name in ("people", "organizations", "agreements"):
        mine = {r["id"]: r for r in rows[name] if r["id"] in steady}
        table = schema.ANSWERS[name]
        for part in chunked(sorted(mine)):
            for i, body in db.execute(select(table.c.id, table.c.body).where(table.c.id.in_(part))):
                old = json.loads(body)
                mine[i]["body"] = json.dumps(json.loads(mine[i]["body"]) | {"unsure": old["unsure"]}, ensure_ascii=False)
                renamed |= {i} if mine[i]["name"] != old.get("name", old.get("names", [None])[0]) else set()
    return renamed
