"""What two coders settled, in the form of gold data that `dragoman score field` reads."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from dragoman.export.errors import ExportError
from dragoman.model.record import Record
from dragoman.store.desk import studies
from dragoman.store.desk.coding import Item
from dragoman.store.desk.studies import GOLD, Study
from dragoman.store.filters import Filter
from dragoman.store.queries import View

_STATUS = {
    ("asserted", "reported"): "actual",
    ("asserted", "attributed"): "alleged",
    ("asserted", "disputed"): "denied",
}
"""Short forms of modality and standing; of other modalities the modality itself."""


def write(view: View, out: Path, f: Filter, only: str = "") -> int:
    """A folder with `index_STUDY.jsonl`, `reports/` and `gold/`: the settled reports of every sample, or of one.

    Raises:
        ExportError: nothing has been settled, or a report has gone.
    """
    found = [s for s in studies.listed(view.read) if only in ("", s.id)]
    settled = {s.id: (s, studies.codings_of(view.read, s)) for s in found}
    written = 0
    for study, coded in settled.values():
        done = studies.finished(study, coded, GOLD)
        rows = [_report(view, out, study, report, list(coded[report, GOLD].items)) for report in done]
        if rows:
            lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            (out / f"index_{study.id}.jsonl").write_text(lines, encoding="utf8")
        written += len(rows)
    if not written:
        raise ExportError("nothing has been settled between coders yet; open /coding in `dragoman serve`")
    return written


def _report(view: View, out: Path, study: Study, report: str, items: list[Item]) -> dict[str, Any]:
    record = studies.record_of(view.read, report)
    if record is None:
        raise ExportError(f"the report {report} is no longer in the dossier")
    name = f"{study.id}_{re.sub(r'[^A-Za-z0-9_-]+', '_', report)[:80]}"
    for folder in ("reports", "gold"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    r = record.report
    (out / "reports" / f"{name}.txt").write_bytes(r.text.encode())
    (out / "gold" / f"{name}.json").write_text(
        json.dumps(gold_of(record, items, study.kinds), ensure_ascii=False, indent=1), encoding="utf8"
    )
    return {"id": name, "file": f"reports/{name}.txt", "outlet": r.outlet, "published": r.published, "origin": r.origin, "genre": ""}


def gold_of(record: Record, items: list[Item], kinds: tuple[str, ...]) -> dict[str, Any]:
    """The gold of one report; kinds that were not coded are left out, and are not scored."""
    out: dict[str, Any] = {"report": {"published": record.report.published, "outlet": record.report.outlet}}
    makers = {"event": ("events", _event), "statement": ("statements", _statement), "agreement": ("agreements", _agreement)}
    for kind in kinds:
        name, make = makers[kind]
        out[name] = [make(record, i) for i in items if i.kind == kind]
    return out | {"acceptable": [], "false_fact": [], "boilerplate": [], "repeats": []}


def _words(record: Record, i: Item) -> list[str]:
    return [record.report.text[s:e] for s, e in i.spans]


def _spans(i: Item) -> list[Any]:
    """One span, or several."""
    return list(i.spans[0]) if len(i.spans) == 1 else [list(s) for s in i.spans]


def _many(value: str) -> list[str]:
    return [v.strip() for v in value.split(";") if v.strip()]


def _event(record: Record, i: Item) -> dict[str, Any]:
    v = i.values
    words = " ".join(_words(record, i))
    modality, standing = v["modality"], v["standing"]
    return {
        "type": [v["type"]],
        "actor": _many(v["actor"]),
        "recipient": _many(v["recipient"]),
        "status": _STATUS.get((modality, standing), modality),
        "modality": modality,
        "standing": standing,
        "date": v["date"] or None,
        "contains": words,
        "evidence": words,
        "place": {"name": v["place"], "country": None} if v["place"] else None,
        "killed": v["killed"] or None,
        "injured": v["injured"] or None,
        "actor_text": [],
        "recipient_text": [],
        "modes": [],
        "according_to": [],
        "disputed_by": [],
        "spans": {"evidence": _spans(i), "actor_text": [], "recipient_text": []},
    }


def _statement(record: Record, i: Item) -> dict[str, Any]:
    v, words = i.values, _words(record, i)
    return {
        "speaker": v["speaker"] or None,
        "country": v["country"] or None,
        "contains": words[0],
        "kind": v["kind"],
        "quote": v["quote"],
        "speaker_text": None,
        "cue": None,
        "content_text": words,
        "within": None,
        "addressee": None,
        "spans": {"content_text": [list(s) for s in i.spans]},
    }


def _agreement(record: Record, i: Item) -> dict[str, Any]:
    v = i.values
    return {
        "parties": _many(v["parties"]),
        "stage": v["stage"],
        "areas": _many(v["areas"]),
        "date": v["date"] or None,
        "place": None,
        "signatories": [],
        "history": [],
        "name": v["name"],
        "instrument": "unspecified",
        "evidence": " ".join(_words(record, i)),
        "area_evidence": {},
        "standing": "reported",
        "spans": {"evidence": _spans(i), "area_evidence": {}, "history": []},
    }
