"""What Datasette shows beside the tables of a dossier: what each table and column means."""

import json
from pathlib import Path

from dragoman.store import schema
from dragoman.store.filters import Filter
from dragoman.store.queries import View

_VIEWS = {
    "facts": "events that are facts: asserted, and reported in an outlet's own voice",
    "claims": "events that are claimed, planned, denied or disputed",
    "tellings": "every telling of every event, with the words it was read from",
}


def write(view: View, out: Path, f: Filter) -> int:
    """Metadata for `datasette dragoman.db -m OUT`; it holds for any dossier whose file is named as this one's."""
    name = Path(view.read.engine.url.database or "dragoman").stem
    tables: dict[str, object] = {
        t.name: {"description": (t.comment or "").capitalize(), "columns": {c.name: c.comment for c in t.columns if c.comment}}
        for t in schema.metadata.sorted_tables
    }
    tables |= {v: {"description": about.capitalize()} for v, about in _VIEWS.items()}
    about = {"title": "A dossier of dragoman", "databases": {name: {"tables": tables}}}
    out.write_text(json.dumps(about, ensure_ascii=False, indent=1), encoding="utf8")
    return len(tables)
