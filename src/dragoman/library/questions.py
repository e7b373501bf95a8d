"""Questions to a dossier for programs that quote it: few rows, and each with its words, its report and its outlet."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from dragoman.library.dossier import OpenDossier
from dragoman.library.limits import Limits
from dragoman.store.paging import Row

MOST = 50
"""Rows of one answer."""
_WORDS = 3
"""Tellings that are quoted of each row."""
_KEPT = {
    "events": (
        *("id", "type", "date", "actors", "recipients", "place", "killed", "injured", "modality", "standing", "fact"),
        *("according_to", "disputed_by", "independent_sources", "confidence"),
    ),
    "agreements": (
        *("id", "names", "parties", "instrument", "stage", "date", "standing", "areas", "signatories", "independent_sources"),
        *("contradictions",),
    ),
    "disputes": (
        *("id", "event_type", "actors", "recipients", "date", "place", "asserted_by", "denied_by", "status", "about"),
        *("independent_sources",),
    ),
    "officials": ("office", "country", "holder", "from", "to", "status", "successor", "gap", "conflict"),
}
"""What is told of each row besides its words."""
Answer = dict[str, Any]


class Questions:
    """Asks a dossier and changes nothing in it. Every answer has `rows`, and `total`, how many there are in all; what is dated comes newest first."""

    def __init__(self, dossier: OpenDossier) -> None:
        self._dossier = dossier

    def search(self, words: str, limit: int) -> Answer:
        """Reports, statements, events and people with all of some words."""
        found = [row | {"words": row["text"], "report": row["report_id"]} for row in self._dossier.search(words, limit)]
        rows = [{k: row[k] for k in ("kind", "item", "words", "report", "title", "outlet", "published")} for row in found]
        return {"rows": rows, "total": sum(self._dossier.search_counts(words).values())}

    def ask(self, what: str, limit: int, **limits: Any) -> Answer:
        """Rows of one of the answers that `_KEPT` names."""
        given: Limits = {k: v for k, v in limits.items() if v is not None}  # type: ignore[assignment]
        rows, total = self._dossier.newest(what, limit, given)
        return {"rows": [_quoted(what, row) for row in rows], "total": total}

    def changes(self, since: str, between: tuple[str, str] | None, limit: int) -> Answer:
        """What became new, changed or went since a day."""
        found = self._dossier.changes(since, between)
        reports = {c.report for c in found[:limit] if c.report}
        outlets = {r.report.id: r.report.outlet for r in self._dossier.records(reports)} if reports else {}
        rows = [asdict(c) | {"states": sorted(c.states), "outlet": outlets.get(c.report)} for c in found[:limit]]
        return {"rows": rows, "total": len(found)}


def _quoted(what: str, row: Row) -> Row:
    """A row with the words of its first tellings, and of the stages of an agreement."""
    out = {name: row[name] for name in _KEPT[what]} | {"evidence": _told(row)}
    if what == "agreements":
        kept = ("stage", "date", "standing", "according_to", "disputed_by")
        out["stages"] = [{k: stage[k] for k in kept} | {"evidence": _told(stage)} for stage in row["stage_history"]]
    return out


def _told(row: Row) -> list[Row]:
    return [{k: e[k] for k in ("words", "report", "outlet", "published")} for e in row["evidence"][:_WORDS]]
