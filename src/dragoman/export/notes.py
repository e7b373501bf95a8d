"""Notes and tags by people, as lines of JSON, and beside the rows that they are on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.store.desk import notes
from dragoman.store.filters import Filter
from dragoman.store.queries import Row, View

_KINDS = {"events": "event", "agreements": "agreement", "disputes": "dispute", "people": "person"}


def write(view: View, out: Path, f: Filter) -> int:
    """One line a note that holds, the oldest first, with the id that what it is about has now."""
    found = [n for n in notes.listed(view.read) if _within(n.day, f)]
    with out.open("w", encoding="utf8") as file:
        for n in found:
            file.write(json.dumps(n.row(), ensure_ascii=False) + "\n")
    return len(found)


def _within(day: str, f: Filter) -> bool:
    return (not f.since or day >= f.since) and (not f.until or day <= f.until)


def beside(view: View, name: str, rows: Iterable[Row]) -> Iterator[Row]:
    """Rows of an answer with `notes` (each in one line, with its author and day) and `tags`."""
    kind = _KINDS.get(name)
    written = notes.by_item(view.read, kind) if kind else {}
    for row in rows:
        mine = written.get(row.get("id", ""), []) if kind else []
        yield row | {"notes": [n.line for n in mine], "tags": sorted({t for n in mine for t in n.tags})} if kind else row
