"""Corrections in the dossier: kept, listed, undone, and for a report those that hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from dragoman.correcting.anchors import find
from dragoman.linking.index import Kind
from dragoman.model.correction import Anchor, Correction, State, StoredCorrection
from dragoman.model.record import Record
from dragoman.store.prepared import Prepared
from dragoman.store.schema import corrections, link_judgements, link_members, reports

_ANY = Prepared(select(corrections.c.id).limit(1))
_KINDS: dict[str, Kind] = {"event": "event", "agreement": "agreement", "person": "person", "organization": "organization"}


def keep(db: Connection, made: Sequence[Correction]) -> None:
    """Keep corrections as applied."""
    rows = [
        {
            "id": c.id,
            "batch": c.batch,
            "at": c.at,
            "author": c.author,
            "reason": c.reason,
            "report_id": c.target.report,
            "kind": c.kind,
            "field": c.field or c.action,
            "state": "applied",
            "body": c.model_dump_json(),
        }
        for c in made
    ]
    db.execute(insert(corrections), rows)


def any_made(db: Connection) -> bool:
    """Whether anybody corrected anything."""
    return bool(_ANY.rows(db))


def listed(
    db: Connection, *, report: str | None = None, batch: str | None = None, state: str | None = None, limit: int | None = None
) -> list[StoredCorrection]:
    """Corrections with what became of them, the newest first."""
    query = select(corrections.c.body, corrections.c.state, corrections.c.note).order_by(corrections.c.at.desc(), corrections.c.id)
    for column, value in ((corrections.c.report_id, report), (corrections.c.batch, batch), (corrections.c.state, state)):
        query = query.where(column == value) if value else query
    return [StoredCorrection(**json.loads(body), state=now, note=note) for body, now, note in db.execute(query.limit(limit))]


def of_report(db: Connection, report: str) -> list[Correction]:
    """Those of a report that were not undone, and those that join or part something in it, in the order in which they were made."""
    c = corrections.c
    query = select(c.body).where(c.report_id == report, c.state != "undone")
    made = [Correction.model_validate_json(body) for body in db.execute(query).scalars()]
    there = {m.id for m in made}
    made += [
        Correction(**k.model_dump(exclude={"state", "note"})) for k in _joining(db, report) if k.state != "undone" and k.id not in there
    ]
    return sorted(made, key=lambda m: (m.at, m.id))


def mark(db: Connection, ids: Iterable[str], state: State, note: str | None = None) -> None:
    """Say what became of corrections."""
    found = sorted(ids)
    if found:
        db.execute(update(corrections).where(corrections.c.id.in_(found)).values(state=state, note=note))


def reports_of(made: Iterable[Correction]) -> list[str]:
    """The reports that corrections speak of, on either side."""
    return sorted({a.report for c in made for a in (c.target, *c.others)})


def judge(db: Connection, report: str) -> tuple[dict[Kind, set[str]], dict[str, str]]:
    """Bring what people decided of who or what is the same up to a report as it is now.

    Returns:
        The nodes concerned, by kind; and for corrections that nothing in the reports answers to any more, the reason.
    """
    touched: dict[Kind, set[str]] = {}
    orphaned: dict[str, str] = {}
    for c in _joining(db, report):
        kind = _KINDS[c.kind]
        old = select(link_judgements.c.a, link_judgements.c.b).where(link_judgements.c.correction_id == c.id)
        touched.setdefault(kind, set()).update(i for pair in db.execute(old) for i in pair)
        db.execute(delete(link_judgements).where(link_judgements.c.correction_id == c.id))
        if c.state == "undone" or c.action == "unsure":
            continue
        mine = _node(db, kind, c.kind, c.target)
        there = {n for a in c.others if (n := _node(db, kind, c.kind, a)) is not None}
        others = there - {mine}
        if mine is None or not there:
            orphaned[c.id] = "one side of it is not read any more"
            continue
        if not others:
            orphaned[c.id] = f"“{c.target.label}” has the same name, state and offices on both sides, by which they cannot be told apart"
            continue
        pairs = sorted({(min(mine, o), max(mine, o)) for o in others})
        rows = [{"kind": kind, "a": a, "b": b, "correction_id": c.id, "same": c.action == "join"} for a, b in pairs]
        db.execute(insert(link_judgements), rows)
        touched[kind].update(i for pair in pairs for i in pair)
    return touched, orphaned


def _joining(db: Connection, report: str) -> list[StoredCorrection]:
    """Those that join or part something which the report tells of."""
    c = corrections.c
    query = (
        select(c.body, c.state, c.note)
        .where(c.field.in_(("join", "part", "unsure")), c.body.contains(report, autoescape=True))
        .order_by(c.at, c.id)
    )
    found = [StoredCorrection(**json.loads(body), state=now, note=note) for body, now, note in db.execute(query)]
    return [k for k in found if any(a.report == report for a in (k.target, *k.others))]


def _node(db: Connection, kind: Kind, target: Any, anchor: Anchor) -> str | None:
    """The node that an anchor leads to now."""
    row = db.execute(select(reports.c.corrected, reports.c.record).where(reports.c.id == anchor.report)).first()
    if row is None:
        return None
    part = find(Record.from_json(row.corrected or row.record), target, anchor)
    if part is None:
        return None
    members = link_members.c
    query = select(members.node).where(members.kind == kind, members.report_id == anchor.report, members.item == part.id)
    return db.execute(query).scalar()
