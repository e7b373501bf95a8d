"""Events that are steps of an agreement's life, and the agreements whose steps they are: told by the same words of the same report."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from sqlalchemy import select

from dragoman.codebook.vocabulary import stages
from dragoman.store.queries import View
from dragoman.store.schema import dossier_agreements, dossier_events, dossier_members
from dragoman.web.naming import agreement_name

Row = dict[str, Any]
_STEPS = ("AGREE", "SUPPORT", "CONSULT", "COOPERATE", "REJECT", "RETREAT", "CONCEDE", "SANCTION")
"""Types of events that a step of an agreement can be."""


def stages_of(view: View, rows: list[Row]) -> dict[str, list[Row]]:
    """For each event the agreements of which it tells a step: id, name and stage."""
    out: dict[str, list[Row]] = {row["id"]: [] for row in rows}
    reports = sorted({r for row in rows if row["type"] in _STEPS for r in row["reports"]})
    if not reports:
        return out
    threads = _told(view, "agreements", dossier_agreements, reports)
    for row in rows:
        if row["type"] in _STEPS:
            found = ((t, step) for r in row["reports"] for t in threads[r] if (step := _step(t, row)) is not None)
            named = {t["id"]: {"id": t["id"], "name": agreement_name(t), "stage": step["stage"]} for t, step in found}
            out[row["id"]] = list(named.values())
    return out


def events_of(view: View, thread: Row) -> list[Row]:
    """The events that tell steps of an agreement: id, and stage and day of the step."""
    events = _told(view, "events", dossier_events, sorted(thread["reports"]))
    rows = {e["id"]: e for found in events.values() for e in found if e["type"] in _STEPS}
    return [{"id": i, "stage": s["stage"], "day": s["date"]} for i, e in rows.items() if (s := _step(thread, e)) is not None]


def mark_signings(view: View, rows: list[Row]) -> None:
    """Give events the agreement of which they tell a step, as `signing`."""
    for key, found in stages_of(view, rows).items():
        for row in rows:
            if row["id"] == key and found:
                row["signing"] = found[0]


def _told(view: View, kind: str, table: Any, reports: list[str]) -> dict[str, list[Row]]:
    """Rows by the reports that tell of them."""
    m = dossier_members.c
    query = select(m.report_id, table.c.id, table.c.body).join(table, table.c.id == m.id).where(m.kind == kind, m.report_id.in_(reports))
    out: dict[str, list[Row]] = defaultdict(list)
    read: dict[str, Row] = {}
    for report, i, body in view.answers.execute(query):
        read.setdefault(i, json.loads(body) if i not in read else {})
        out[report].append(read[i])
    return out


def _step(thread: Row, event: Row) -> Row | None:
    """The step of an agreement that is told by the words of an event; where they tell several, the one of its day."""
    where: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for e in event["evidence"]:
        where[e["report"]] += e["spans"]
    told = ((s, e) for s in thread["stage_history"] for e in s["evidence"])
    found = [s for s, e in told if any(a < d and c < b for a, b in e["spans"] for c, d in where[e["report"]])]
    of_day = (s for s in found if event["date"] and s["date"] == event["date"])
    return next(of_day, found[0] if found else None)


def in_order(steps: list[Row]) -> list[Row]:
    """Steps by day; one without a day goes before the first of a later stage."""
    rank = stages().index
    out = [s for s in steps if s["date"]]
    for step in (s for s in steps if not s["date"]):
        later = (i for i, s in enumerate(out) if rank(s["stage"]) > rank(step["stage"]))
        out.insert(next(later, len(out)), step)
    return out
