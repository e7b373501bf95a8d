"""Claims one by one for retrieval: each with its sentence, where its words stand, which report and outlet it is from, how it stands, and what people set of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from dragoman.store.derive import records_of
from dragoman.store.filters import Filter
from dragoman.store.queries import Row, View, every


def write(view: View, out: Path, f: Filter) -> int:
    """One object a line, for each telling of an event, each account of a stage of an agreement, and each statement."""
    n = 0
    with out.open("w", encoding="utf8") as file:
        for find in (_events, _stages, _statements):
            for claim in find(view, f):
                file.write(json.dumps(claim, ensure_ascii=False) + "\n")
                n += 1
    return n


def _events(view: View, f: Filter) -> Iterator[Row]:
    for row in every(view, "events", f):
        who = {"who": row["actors"], "whom": row["recipients"], "date": row["date"], "modality": row["modality"]}
        yield from _told("event", row["id"], row["type"], row, who | {"confidence": row["confidence"]})


def _stages(view: View, f: Filter) -> Iterator[Row]:
    for row in every(view, "agreements", f):
        for stage in row["stage_history"]:
            if f.facts_only and stage["standing"] != "reported":
                continue
            who = {"who": row["parties"], "whom": [], "date": stage["date"], "modality": "asserted", "name": row["names"][0]}
            yield from _told("stage", row["id"], stage["stage"], stage | {"corrected": row["corrected"]}, who)


def _statements(view: View, f: Filter) -> Iterator[Row]:
    """What somebody says is a claim of theirs, and no fact; where only facts are asked for there are none."""
    if f.facts_only:
        return
    for report, rows in groupby(every(view, "statements", f), key=itemgetter("report")):
        record = next(records_of(view.read, {report}))
        spans = {s.id: s.content for s in record.statements}
        for row in rows:
            who = {"who": [row["speaker"]], "whom": [row["addressee"]] if row["addressee"] else [], "date": None, "modality": "asserted"}
            told = {"words": row["content"], "spans": spans[row["id"]], **{k: row[k] for k in ("report", "outlet", "published")}}
            stands = {
                "standing": "attributed",
                "according_to": [row["speaker"]],
                "disputed_by": [],
                "evidence": [told],
                "corrected": row["corrected"],
            }
            yield from _told("statement", f"{report}/{row['id']}", row["kind"], stands, who | {"confidence": row["confidence"]})


def _told(kind: str, key: str, what: str, row: Row, more: Row) -> Iterator[Row]:
    """A claim for each of the tellings of a row."""
    for e in row["evidence"]:
        yield {
            "id": key,
            "kind": kind,
            "what": what,
            "text": e.get("sentence") or e["words"],
            "words": e["words"],
            "spans": e["spans"],
            **{k: e[k] for k in ("report", "outlet", "published")},
            **{k: row[k] for k in ("standing", "according_to", "disputed_by", "corrected")},
            **more,
        }
