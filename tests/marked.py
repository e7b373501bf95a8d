"""What an export of a dossier has to say of a claim that somebody corrected."""

import csv
import io
import re
from pathlib import Path

import pytest

from dragoman.export.formats import FORMATS, write
from dragoman.store import Store
from dragoman.store.filters import Filter

WHO, WHY = "Ana Lima", "the paper says so itself"
_OF_PEOPLE = ("notes", "gold", "ris", "bibtex", "csl")
"""Formats that hold no readings: what people wrote or coded, and where reports appeared."""
CARRYING = [n for n in FORMATS if n not in ("datasette", "brief", *_OF_PEOPLE)]
_COUNTS = {"dyads": "corrected", "graphml": WHO, "dcad": WHO}
_WHOLE = ("csv", "cameo", "icews", "polecat", "jsonl", "jsonld", "ftm", "records")
"""Formats that say why, when, and what stood there before."""


def lacking_in(path: Path, name: str, out: Path) -> list[str]:
    """What an export lacks of who set the standing of an event to reported, why, and that it was attributed before."""
    with Store(path) as store:
        write(store, name, out, Filter())
    if name == "parquet":
        rows = pytest.importorskip("polars").read_parquet(out / "events.parquet").to_dicts()
        found = next(r for r in rows if r["corrected_by"])
        said = {"corrected_by": [WHO], "value_before": ["standing: attributed"], "reason": [WHY]}
        return [k for k, v in said.items() if found[k] != v]
    text = "".join(f.read_text(encoding="utf8") for f in ([out] if out.is_file() else sorted(out.iterdir())))
    wanted = [re.escape(_COUNTS.get(name, WHO))]
    if name in _WHOLE:
        wanted += [re.escape(WHY), "attributed", "(?i:corrected.?by)", "(?i:corrected.?at)"]
    if name == "dyads" and not any(int(r["corrected"]) for r in csv.DictReader(io.StringIO(text))):
        return ["a count"]
    return [w for w in wanted if not re.search(w, text)]
